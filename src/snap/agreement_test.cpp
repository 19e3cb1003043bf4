#include "snap/agreement.hpp"

#include "tests/snap/vectors.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace mpaspor;
using snap::RsaKey;

namespace {

snap::Agreement sample() {
    return {
        .partner_service_id = "12345",
        .encoding = snap::Encoding::base64,
        .bank_client_id = "bank",
        .bank_client_secret = std::string(32, 'b'),
        .bank_public_key = RsaKey::from_pem(vectors::kPublicPem, RsaKey::Kind::public_key).value(),
        .biller_client_id = "biller",
        .biller_client_secret = std::string(32, 'c'),
        .biller_private_key =
            RsaKey::from_pem(vectors::kPrivatePem, RsaKey::Kind::private_key).value()};
}

}  // namespace

TEST_CASE("an agreement is read as it was written") {
    auto const read = snap::parse_agreement(snap::format(sample())).value();
    CHECK(read.partner_service_id == "12345");
    CHECK(read.encoding == snap::Encoding::base64);
    CHECK(read.bank_client_id == "bank");
    CHECK(read.biller_client_secret == std::string(32, 'c'));
    CHECK(read.bank_public_key.public_pem() == sample().bank_public_key.public_pem());
    CHECK(snap::format(read) == snap::format(sample()));
}

TEST_CASE("an agreement with a short secret, no key or no sense is refused") {
    auto const refused = [](std::string const& text) {
        auto const read = snap::parse_agreement(text);
        return !read && read.error().code == Code::bad_configuration;
    };
    CHECK(refused(""));
    CHECK(refused("{}"));
    auto short_secret = sample();
    short_secret.bank_client_secret = std::string(31, 'b');
    CHECK(refused(snap::format(short_secret)));
    auto bad_id = sample();
    bad_id.partner_service_id = "123456789";
    CHECK(refused(snap::format(bad_id)));
}
