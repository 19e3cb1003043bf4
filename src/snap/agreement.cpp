#include "snap/agreement.hpp"

#include "json/reader.hpp"
#include "json/writer.hpp"
#include "snap/virtual_account.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace mpaspor::snap {

constexpr auto names(json::As<Encoding>) {
    return std::array{json::Name{"hex", Encoding::hex}, json::Name{"base64", Encoding::base64}};
}

namespace {

constexpr std::size_t kIdMax = 64;
constexpr std::size_t kSecretMin = 32;
constexpr std::size_t kSecretMax = 256;
constexpr std::size_t kPemMax = 16'384;

/// As it stands in JSON.
struct File {
    std::string partner_service_id;
    Encoding encoding;
    std::string bank_client_id;
    std::string bank_client_secret;
    std::string bank_public_key;
    std::string biller_client_id;
    std::string biller_client_secret;
    std::string biller_private_key;
};
constexpr auto shape(json::As<File>) {
    return json::closed<File>(
        json::text_field<&File::partner_service_id>("partner_service_id", kIdMax),
        json::field<&File::encoding>("encoding"),
        json::text_field<&File::bank_client_id>("bank_client_id", kIdMax),
        json::text_field<&File::bank_client_secret>("bank_client_secret", kSecretMax),
        json::text_field<&File::bank_public_key>("bank_public_key", kPemMax),
        json::text_field<&File::biller_client_id>("biller_client_id", kIdMax),
        json::text_field<&File::biller_client_secret>("biller_client_secret", kSecretMax),
        json::text_field<&File::biller_private_key>("biller_private_key", kPemMax));
}

}  // namespace

std::string format(Agreement const& agreement) {
    json::Writer json;
    json.object()
        .member("partner_service_id", agreement.partner_service_id)
        .member("encoding", name_of(agreement.encoding))
        .member("bank_client_id", agreement.bank_client_id)
        .member("bank_client_secret", agreement.bank_client_secret)
        .member("bank_public_key", agreement.bank_public_key.public_pem())
        .member("biller_client_id", agreement.biller_client_id)
        .member("biller_client_secret", agreement.biller_client_secret)
        .member("biller_private_key", agreement.biller_private_key.private_pem())
        .end();
    return std::move(json).text();
}

Result<Agreement> parse_agreement(std::string_view text) {
    auto file = json::parse<File>(text);
    if (!file) {
        // Only the name of the member leaves: its value may be a secret.
        return fail(Code::bad_configuration, "the bank's file: " + file.error().pointer);
    }
    if (!padded_service_id(file->partner_service_id)) {
        return fail(Code::bad_configuration, "the bank's file: partner_service_id");
    }
    if (file->bank_client_id.empty() || file->biller_client_id.empty()) {
        return fail(Code::bad_configuration, "the bank's file: a client id is empty");
    }
    if (std::min(file->bank_client_secret.size(), file->biller_client_secret.size()) < kSecretMin) {
        return fail(Code::bad_configuration, "the bank's file: a client secret is too short");
    }
    auto bank_key = TRY(RsaKey::from_pem(file->bank_public_key, RsaKey::Kind::public_key));
    auto biller_key = TRY(RsaKey::from_pem(file->biller_private_key, RsaKey::Kind::private_key));
    return Agreement{.partner_service_id = std::move(file->partner_service_id),
                     .encoding = file->encoding,
                     .bank_client_id = std::move(file->bank_client_id),
                     .bank_client_secret = std::move(file->bank_client_secret),
                     .bank_public_key = std::move(bank_key),
                     .biller_client_id = std::move(file->biller_client_id),
                     .biller_client_secret = std::move(file->biller_client_secret),
                     .biller_private_key = std::move(biller_key)};
}

}  // namespace mpaspor::snap
