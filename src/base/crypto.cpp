#include "base/crypto.hpp"

#include "base/invariant.hpp"

#include <sodium.h>

#include <algorithm>

namespace mpaspor {
namespace {

constexpr std::byte kSealVersion{1};
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kHeaderBytes = kSealBytes - kTagBytes;

static_assert(SecretKey::kSize == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(SecretKey::kSize == crypto_sign_SEEDBYTES);
static_assert(SecretKey::kSize >= crypto_shorthash_KEYBYTES);
static_assert(std::tuple_size_v<Nonce> == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(std::tuple_size_v<Digest> == crypto_auth_hmacsha256_BYTES);
static_assert(std::tuple_size_v<Digest> == crypto_hash_sha256_BYTES);
static_assert(std::tuple_size_v<Signature> == crypto_sign_BYTES);
static_assert(std::tuple_size_v<PublicKey> == crypto_sign_PUBLICKEYBYTES);

/// Lets libsodium choose the fast code for this processor, once, whichever thread comes first.
void prepare() {
    static bool const prepared = sodium_init() >= 0;
    INVARIANT(prepared);
}

unsigned char const* in(std::span<std::byte const> bytes) {
    return reinterpret_cast<unsigned char const*>(bytes.data());
}

unsigned char* out(std::span<std::byte> bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

unsigned char const* in(std::string_view text) {
    return in(as_bytes(text));
}

/// HMAC of parts with a NUL between them, so that no two lists of parts give one message.
Digest hmac_of_parts(SecretKey const& key, std::initializer_list<std::string_view> parts) {
    prepare();
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, in(key.bytes()), SecretKey::kSize);
    unsigned char const separator = 0;
    bool first = true;
    for (auto const part : parts) {
        if (!first) crypto_auth_hmacsha256_update(&state, &separator, 1);
        crypto_auth_hmacsha256_update(&state, in(part), part.size());
        first = false;
    }
    Digest digest;
    crypto_auth_hmacsha256_final(&state, out(digest));
    sodium_memzero(&state, sizeof state);
    return digest;
}

/// The pair that a seed stands for; the secret half is wiped when it goes.
struct SigningPair {
    explicit SigningPair(SecretKey const& seed) {
        prepare();
        crypto_sign_seed_keypair(out(public_half), secret_half.data(), in(seed.bytes()));
    }
    SigningPair(SigningPair const&) = delete;
    SigningPair& operator=(SigningPair const&) = delete;
    ~SigningPair() { sodium_memzero(secret_half.data(), secret_half.size()); }

    PublicKey public_half;
    std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret_half;
};

}  // namespace

SecretKey::SecretKey(std::span<std::byte const, kSize> bytes) {
    std::ranges::copy(bytes, bytes_.begin());
}

SecretKey::~SecretKey() {
    sodium_memzero(bytes_.data(), bytes_.size());
}

Digest sha256(std::span<std::byte const> data) {
    prepare();
    Digest digest;
    crypto_hash_sha256(out(digest), in(data), data.size());
    return digest;
}

Digest sha256(std::string_view text) {
    return sha256(as_bytes(text));
}

Digest hmac_sha256(SecretKey const& key, std::span<std::byte const> data) {
    prepare();
    Digest digest;
    crypto_auth_hmacsha256(out(digest), in(data), data.size(), in(key.bytes()));
    return digest;
}

Digest blind_index(SecretKey const& key, std::string_view purpose, std::string_view value) {
    INVARIANT(!purpose.contains('\0'));
    return hmac_of_parts(key, {"index", purpose, value});
}

SecretKey derive(SecretKey const& key, std::string_view purpose) {
    auto digest = hmac_of_parts(key, {"subkey", purpose});
    SecretKey const subkey{digest};
    sodium_memzero(digest.data(), digest.size());
    return subkey;
}

Bytes seal(SecretKey const& key, Nonce const& nonce, std::string_view place,
           std::span<std::byte const> plain) {
    prepare();
    Bytes sealed(kSealBytes + plain.size());
    sealed[0] = kSealVersion;
    std::ranges::copy(nonce, sealed.begin() + 1);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out(std::span{sealed}.subspan(kHeaderBytes)),
                                               nullptr, in(plain), plain.size(), in(place),
                                               place.size(), nullptr, in(nonce), in(key.bytes()));
    return sealed;
}

Result<Bytes> open_sealed(SecretKey const& key, std::string_view place,
                          std::span<std::byte const> sealed) {
    prepare();
    if (sealed.size() < kSealBytes || sealed[0] != kSealVersion) {
        return fail(Code::internal, "not sealed bytes of a known version");
    }
    auto const nonce = sealed.subspan(1, std::tuple_size_v<Nonce>);
    auto const body = sealed.subspan(kHeaderBytes);
    Bytes plain(sealed.size() - kSealBytes);
    int const opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
        out(std::span{plain}), nullptr, nullptr, in(body), body.size(), in(place), place.size(),
        in(nonce), in(key.bytes()));
    if (opened != 0) return fail(Code::internal, "sealed bytes do not open");
    return plain;
}

std::uint64_t siphash(SecretKey const& key, std::span<std::byte const> data) {
    prepare();
    std::array<std::byte, crypto_shorthash_BYTES> hash;
    crypto_shorthash(out(hash), in(data), data.size(), in(key.bytes()));
    // The paper gives the hash as a little-endian number, whatever the machine's order is.
    std::uint64_t number = 0;
    for (std::size_t i = hash.size(); i > 0; --i) {
        number = number << 8 | std::to_integer<std::uint64_t>(hash[i - 1]);
    }
    return number;
}

PublicKey public_key(SecretKey const& seed) {
    return SigningPair{seed}.public_half;
}

Signature sign(SecretKey const& seed, std::span<std::byte const> message) {
    SigningPair const pair{seed};
    Signature signature;
    crypto_sign_detached(out(signature), nullptr, in(message), message.size(),
                         pair.secret_half.data());
    return signature;
}

bool is_signed(PublicKey const& key, std::span<std::byte const> message,
               Signature const& signature) {
    prepare();
    return crypto_sign_verify_detached(in(signature), in(message), message.size(), in(key)) == 0;
}

bool equal_in_constant_time(std::span<std::byte const> a, std::span<std::byte const> b) {
    return a.size() == b.size() && (a.empty() || sodium_memcmp(a.data(), b.data(), a.size()) == 0);
}

std::string to_hex(std::span<std::byte const> bytes) {
    std::string text(2 * bytes.size(), '\0');
    sodium_bin2hex(text.data(), text.size() + 1, in(bytes), bytes.size());
    return text;
}

std::string to_base64url(std::span<std::byte const> bytes) {
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    // libsodium counts the NUL that std::string keeps behind its text anyway.
    std::string text(sodium_base64_encoded_len(bytes.size(), variant) - 1, '\0');
    sodium_bin2base64(text.data(), text.size() + 1, in(bytes), bytes.size(), variant);
    return text;
}

Result<Bytes> from_hex(std::string_view text) {
    if (text.empty()) return Bytes{};  // libsodium is given no null pointers.
    Bytes bytes((text.size() + 1) / 2);
    std::size_t size = 0;
    int const read = sodium_hex2bin(out(std::span{bytes}), bytes.size(), text.data(), text.size(),
                                    nullptr, &size, nullptr);
    if (read != 0 || 2 * size != text.size()) return fail(Code::malformed_text, "not hexadecimal");
    bytes.resize(size);
    return bytes;
}

Result<Bytes> from_base64url(std::string_view text) {
    Bytes bytes(text.size() / 4 * 3 + 3);
    std::size_t size = 0;
    int const read =
        sodium_base642bin(out(std::span{bytes}), bytes.size(), text.data(), text.size(), nullptr,
                          &size, nullptr, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    if (read == 0) bytes.resize(size);
    // libsodium 1.0.18 takes some bytes above 0x7f, such as 0xde, for letters of the alphabet.
    if (read != 0 || to_base64url(bytes) != text) {
        return fail(Code::malformed_text, "not base64url");
    }
    return bytes;
}

std::string to_text(std::span<std::byte const> bytes) {
    return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

}  // namespace mpaspor
