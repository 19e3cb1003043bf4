#include "snap/signature.hpp"

#include "base/crypto.hpp"
#include "base/invariant.hpp"
#include "base/types.hpp"
#include "snap/minify.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <array>
#include <climits>
#include <span>
#include <utility>

namespace mpaspor::snap {

struct RsaKey::Native {
    EVP_PKEY* key;
    explicit Native(EVP_PKEY* owned) : key(owned) {}
    Native(Native const&) = delete;
    Native& operator=(Native const&) = delete;
    ~Native() { EVP_PKEY_free(key); }
};

namespace {

constexpr int kRsaBitsMin = 2048;
constexpr std::size_t kPemBytesMax = 16'384;
constexpr std::size_t kSignatureTextMax = 4096;

template <auto free_it>
struct Freed {
    template <typename T>
    void operator()(T* owned) const {
        free_it(owned);
    }
};
using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;

/// OpenSSL speaks of unsigned char where the service has std::byte or char.
unsigned char const* octets(std::string_view text) {
    return reinterpret_cast<unsigned char const*>(text.data());
}

std::string to_base64(std::span<std::byte const> bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // EVP_EncodeBlock ends it with NUL.
    int const length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                       reinterpret_cast<unsigned char const*>(bytes.data()),
                                       static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

std::string encoded(std::span<std::byte const> bytes, Encoding encoding) {
    return encoding == Encoding::hex ? to_hex(bytes) : to_base64(bytes);
}

Result<Bytes> from_base64(std::string_view text) {
    if (text.size() % 4 != 0) return fail(Code::malformed_text);
    Bytes bytes(text.size() / 4 * 3);
    int const length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()), octets(text),
                                       static_cast<int>(text.size()));
    if (length < 0) return fail(Code::malformed_text);
    std::size_t const padding = text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0;
    bytes.resize(static_cast<std::size_t>(length) - padding);
    return bytes;
}

/// Strict: decoding and encoding again must give the same text, so that one signature has one
/// spelling.
Result<Bytes> decoded(std::string_view text, Encoding encoding) {
    if (text.empty() || text.size() > kSignatureTextMax) return fail(Code::malformed_text);
    auto bytes = TRY(encoding == Encoding::hex ? from_hex(text) : from_base64(text));
    if (encoded(bytes, encoding) != text) return fail(Code::malformed_text);
    return bytes;
}

/// A key with a password is not asked for one on the terminal, but refused.
int no_password(char*, int, int, void*) {
    return -1;
}

std::string text_of(Bio const& bio) {
    char* data = nullptr;
    auto const size = BIO_get_mem_data(bio.get(), &data);
    return std::string{data, static_cast<std::size_t>(size)};
}

}  // namespace

Result<Encoding> parse_encoding(std::string_view text) {
    if (text == "hex") return Encoding::hex;
    if (text == "base64") return Encoding::base64;
    return fail(Code::unknown_value);
}

std::string_view name_of(Encoding encoding) {
    return encoding == Encoding::hex ? "hex" : "base64";
}

RsaKey::RsaKey(std::shared_ptr<Native const> native, Kind kind)
    : native_(std::move(native)), kind_(kind) {}

Result<RsaKey> RsaKey::from_pem(std::string_view pem, Kind kind) {
    if (pem.size() > kPemBytesMax) return fail(Code::bad_configuration, "key too long");
    Bio const bio{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
    EVP_PKEY* const key = kind == Kind::public_key
                              ? PEM_read_bio_PUBKEY(bio.get(), nullptr, no_password, nullptr)
                              : PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr);
    if (key == nullptr) return fail(Code::bad_configuration, "not a PEM key of this kind");
    RsaKey read{std::make_shared<Native const>(key), kind};
    if (EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA || EVP_PKEY_get_bits(key) < kRsaBitsMin) {
        return fail(Code::bad_configuration, "not an RSA key of 2048 bits or more");
    }
    return read;
}

Result<RsaKey> RsaKey::generate() {
    EVP_PKEY* const key = EVP_RSA_gen(static_cast<unsigned int>(kRsaBitsMin));
    if (key == nullptr) return fail(Code::internal, "RSA key not generated");
    return RsaKey{std::make_shared<Native const>(key), Kind::private_key};
}

std::string RsaKey::public_pem() const {
    Bio const bio{BIO_new(BIO_s_mem())};
    INVARIANT(PEM_write_bio_PUBKEY(bio.get(), native_->key) == 1);
    return text_of(bio);
}

std::string RsaKey::private_pem() const {
    INVARIANT(kind_ == Kind::private_key);
    Bio const bio{BIO_new(BIO_s_mem())};
    INVARIANT(PEM_write_bio_PKCS8PrivateKey(bio.get(), native_->key, nullptr, nullptr, 0, nullptr,
                                            nullptr) == 1);
    return text_of(bio);
}

std::string token_string_to_sign(std::string_view client_id, std::string_view timestamp) {
    return std::string{client_id} + '|' + std::string{timestamp};
}

Result<std::string> sign(RsaKey const& private_key, std::string_view text, Encoding encoding) {
    if (private_key.kind() != RsaKey::Kind::private_key) return fail(Code::internal, "public key");
    DigestContext const context{EVP_MD_CTX_new()};
    EVP_PKEY* const key = private_key.native().key;
    std::size_t size = static_cast<std::size_t>(EVP_PKEY_get_size(key));
    Bytes signature(size);
    bool const done =
        EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                       octets(text), text.size()) == 1;
    if (!done) return fail(Code::internal, "RSA signature failed");
    signature.resize(size);
    return encoded(signature, encoding);
}

bool is_signed(RsaKey const& key, std::string_view text, std::string_view signature,
               Encoding encoding) {
    auto const bytes = decoded(signature, encoding);
    if (!bytes) return false;
    DigestContext const context{EVP_MD_CTX_new()};
    return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.native().key) ==
               1 &&
           EVP_DigestVerify(context.get(), reinterpret_cast<unsigned char const*>(bytes->data()),
                            bytes->size(), octets(text), text.size()) == 1;
}

std::string string_to_sign(SignedRequest const& request) {
    std::string text;
    for (auto const part : {request.method, request.endpoint_url, request.access_token}) {
        text += part;
        text += ':';
    }
    text += to_hex(sha256(minify(request.body)));
    text += ':';
    text += request.timestamp;
    return text;
}

std::string sign(std::string_view client_secret, SignedRequest const& request, Encoding encoding) {
    std::string const text = string_to_sign(request);
    std::array<std::byte, 64> code{};
    INVARIANT(client_secret.size() <= INT_MAX);
    INVARIANT(HMAC(EVP_sha512(), client_secret.data(), static_cast<int>(client_secret.size()),
                   octets(text), text.size(), reinterpret_cast<unsigned char*>(code.data()),
                   nullptr) != nullptr);
    return encoded(code, encoding);
}

bool is_signed(std::string_view client_secret, SignedRequest const& request,
               std::string_view signature, Encoding encoding) {
    std::string const expected = sign(client_secret, request, encoding);
    return equal_in_constant_time(as_bytes(expected), as_bytes(signature));
}

}  // namespace mpaspor::snap
