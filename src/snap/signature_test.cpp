// Goal: our signatures are those of the standard, not merely those our own other side makes.
// Method: compare with vectors of the openssl command (tests/snap/make_vectors.sh), then change one
// byte of each part.
#include "snap/signature.hpp"

#include "snap/minify.hpp"
#include "tests/snap/vectors.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace mpaspor;
using snap::Encoding;
using snap::RsaKey;

namespace {

RsaKey private_key() {
    return RsaKey::from_pem(vectors::kPrivatePem, RsaKey::Kind::private_key).value();
}

RsaKey public_key() {
    return RsaKey::from_pem(vectors::kPublicPem, RsaKey::Kind::public_key).value();
}

std::string token_text() {
    return snap::token_string_to_sign(vectors::kClientId, vectors::kTimestamp);
}

snap::SignedRequest payment(std::string_view body = vectors::kPrettyBody) {
    return {.method = "POST",
            .endpoint_url = vectors::kEndpointUrl,
            .access_token = vectors::kAccessToken,
            .body = body,
            .timestamp = vectors::kTimestamp};
}

/// `text` with the byte at `at` replaced by another hex digit.
std::string changed(std::string_view text, std::size_t at) {
    std::string other{text};
    other[at] = other[at] == '0' ? '1' : '0';
    return other;
}

}  // namespace

TEST_CASE("the RSA signature of a token request is the one openssl makes, in both encodings") {
    CHECK(snap::sign(private_key(), token_text(), Encoding::hex) == vectors::kRsaHex);
    CHECK(snap::sign(private_key(), token_text(), Encoding::base64) == vectors::kRsaBase64);
}

TEST_CASE("openssl's RSA signature is accepted with the public key") {
    CHECK(snap::is_signed(public_key(), token_text(), vectors::kRsaHex, Encoding::hex));
    CHECK(snap::is_signed(public_key(), token_text(), vectors::kRsaBase64, Encoding::base64));
}

TEST_CASE("an RSA signature with any byte changed, cut, or in another encoding is refused") {
    auto const key = public_key();
    auto const refused = [&](std::string_view text, std::string_view signature) {
        return !snap::is_signed(key, text, signature, Encoding::hex);
    };
    for (std::size_t at = 0; at < vectors::kRsaHex.size(); at += 37) {
        CHECK(refused(token_text(), changed(vectors::kRsaHex, at)));
    }
    for (std::size_t at = 0; at < token_text().size(); ++at) {
        CHECK(refused(changed(token_text(), at), vectors::kRsaHex));
    }
    CHECK(refused(token_text(), vectors::kRsaHex.substr(2)));
    CHECK(refused(token_text(), ""));
    CHECK(refused(token_text(), vectors::kRsaBase64));
    CHECK_FALSE(snap::is_signed(key, token_text(), vectors::kRsaHex, Encoding::base64));
    CHECK_FALSE(snap::is_signed(key, token_text(), std::string{vectors::kRsaBase64} + "=",
                                Encoding::base64));
}

TEST_CASE("the signature of another key is refused") {
    auto const stranger = RsaKey::generate().value();
    auto const signature = snap::sign(stranger, token_text(), Encoding::hex).value();
    CHECK_FALSE(snap::is_signed(public_key(), token_text(), signature, Encoding::hex));
    CHECK(snap::is_signed(stranger, token_text(), signature, Encoding::hex));
}

TEST_CASE("a generated key survives being written and read") {
    auto const key = RsaKey::generate().value();
    auto const again = RsaKey::from_pem(key.private_pem(), RsaKey::Kind::private_key).value();
    auto const its_public = RsaKey::from_pem(key.public_pem(), RsaKey::Kind::public_key).value();
    auto const signature = snap::sign(again, "text", Encoding::base64).value();
    CHECK(snap::is_signed(its_public, "text", signature, Encoding::base64));
    CHECK_FALSE(snap::sign(its_public, "text", Encoding::hex).has_value());
}

TEST_CASE("what is not an RSA key of its kind is refused") {
    auto const refused = [](std::string_view pem, RsaKey::Kind kind) {
        auto const key = RsaKey::from_pem(pem, kind);
        return !key && key.error().code == Code::bad_configuration;
    };
    CHECK(refused("", RsaKey::Kind::public_key));
    CHECK(refused("-----BEGIN PUBLIC KEY-----\n", RsaKey::Kind::public_key));
    CHECK(refused(vectors::kPublicPem, RsaKey::Kind::private_key));
    CHECK(refused(vectors::kPrivatePem, RsaKey::Kind::public_key));
    CHECK(refused(std::string(20'000, 'x'), RsaKey::Kind::public_key));
}

TEST_CASE("an RSA key of 1024 bits is refused") {
    auto const key = RsaKey::from_pem(vectors::kShortPublicPem, RsaKey::Kind::public_key);
    CHECK_FALSE(key.has_value());
}

TEST_CASE("the string to sign and its HMAC are those openssl makes") {
    CHECK(snap::minify(vectors::kPrettyBody) == vectors::kMinifiedBody);
    CHECK(snap::string_to_sign(payment()) == vectors::kStringToSign);
    CHECK(snap::sign(vectors::kClientSecret, payment(), Encoding::hex) == vectors::kHmacHex);
    CHECK(snap::sign(vectors::kClientSecret, payment(), Encoding::base64) == vectors::kHmacBase64);
}

TEST_CASE("an empty body is signed as the empty text") {
    snap::SignedRequest const request{.method = "GET",
                                      .endpoint_url = "/snap/v1.0/x",
                                      .access_token = vectors::kAccessToken,
                                      .body = "",
                                      .timestamp = vectors::kTimestamp};
    CHECK(snap::string_to_sign(request) == vectors::kEmptyStringToSign);
    CHECK(snap::sign(vectors::kClientSecret, request, Encoding::hex) == vectors::kEmptyHmacHex);
}

TEST_CASE("a body that was only laid out anew keeps its signature") {
    CHECK(snap::is_signed(vectors::kClientSecret, payment(vectors::kMinifiedBody),
                          vectors::kHmacHex, Encoding::hex));
}

TEST_CASE("a request that differs in one byte of any part does not fit its signature") {
    auto const fits = [](snap::SignedRequest const& request, std::string_view secret) {
        return snap::is_signed(secret, request, vectors::kHmacHex, Encoding::hex);
    };
    REQUIRE(fits(payment(), vectors::kClientSecret));
    for (std::size_t at = 0; at < vectors::kMinifiedBody.size(); ++at) {
        auto const body = changed(vectors::kMinifiedBody, at);
        CHECK_FALSE(fits(payment(body), vectors::kClientSecret));
    }
    auto other = payment();
    other.method = "PUT";
    CHECK_FALSE(fits(other, vectors::kClientSecret));
    other = payment();
    other.endpoint_url = "/snap/v1.0/transfer-va/payment";
    CHECK_FALSE(fits(other, vectors::kClientSecret));
    other = payment();
    other.access_token = "b3BhcXVlLXRva2VuLW9mLXRoZS10ZXN1";
    CHECK_FALSE(fits(other, vectors::kClientSecret));
    other = payment();
    other.timestamp = "2026-11-22T19:00:01+07:00";
    CHECK_FALSE(fits(other, vectors::kClientSecret));
    CHECK_FALSE(fits(payment(), changed(vectors::kClientSecret, 3)));
}

TEST_CASE("an HMAC that is changed, cut or in another encoding is refused") {
    auto const refused = [](std::string_view signature) {
        return !snap::is_signed(vectors::kClientSecret, payment(), signature, Encoding::hex);
    };
    for (std::size_t at = 0; at < vectors::kHmacHex.size(); ++at) {
        CHECK(refused(changed(vectors::kHmacHex, at)));
    }
    CHECK(refused(""));
    CHECK(refused(vectors::kHmacHex.substr(0, 126)));
    CHECK(refused(vectors::kHmacBase64));
}

TEST_CASE("an encoding has a name that is read back") {
    for (auto const encoding : {Encoding::hex, Encoding::base64}) {
        CHECK(snap::parse_encoding(snap::name_of(encoding)) == encoding);
    }
    CHECK_FALSE(snap::parse_encoding("HEX").has_value());
}
