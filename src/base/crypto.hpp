#pragma once
/// The few cryptographic functions the service uses, as values in and out. libsodium does the work.
/// Randomness is the caller's (app/ports/entropy.hpp).

#include "base/error.hpp"
#include "base/types.hpp"

#include <array>
#include <span>
#include <string>
#include <string_view>

namespace mpaspor {

/// 32 secret bytes. No way to print, log or compare them by accident; wiped when destroyed.
class SecretKey {
public:
    static constexpr std::size_t kSize = 32;
    explicit SecretKey(std::span<std::byte const, kSize> bytes);
    SecretKey(SecretKey const&) = default;
    SecretKey& operator=(SecretKey const&) = default;
    ~SecretKey();
    std::span<std::byte const, kSize> bytes() const { return bytes_; }

private:
    std::array<std::byte, kSize> bytes_;
};

using Digest = std::array<std::byte, 32>;

Digest sha256(std::span<std::byte const> data);
Digest sha256(std::string_view text);

/// HMAC-SHA-256. For blind indexes: a number with few bits, such as a NIK, cannot be guessed from
/// it without the key. `purpose` keeps indexes of different kinds apart.
Digest blind_index(SecretKey const& key, std::string_view purpose, std::string_view value);

using Nonce = std::array<std::byte, 24>;
/// XChaCha20-Poly1305: version byte, nonce, ciphertext, tag. `place` says where the sealed bytes
/// belong, such as "answer/17/identity/3"; opened elsewhere they do not open.
Bytes seal(SecretKey const& key, Nonce const& nonce, std::string_view place,
           std::span<std::byte const> plain);
/// Errors: internal (another key or place, or not the bytes that were sealed).
Result<Bytes> open_sealed(SecretKey const& key, std::string_view place,
                          std::span<std::byte const> sealed);

/// A subkey for one purpose.
SecretKey derive(SecretKey const& key, std::string_view purpose);

/// SipHash-2-4 under the first 16 bytes of `key` (libsodium's crypto_shorthash).
std::uint64_t siphash(SecretKey const& key, std::span<std::byte const> data);

using Signature = std::array<std::byte, 64>;
using PublicKey = std::array<std::byte, 32>;
/// Ed25519.
PublicKey public_key(SecretKey const& seed);
Signature sign(SecretKey const& seed, std::span<std::byte const> message);
bool is_signed(PublicKey const& key, std::span<std::byte const> message, Signature const& signature);

bool equal_in_constant_time(std::span<std::byte const> a, std::span<std::byte const> b);

std::string to_hex(std::span<std::byte const> bytes);             ///< Lower case.
std::string to_base64url(std::span<std::byte const> bytes);       ///< Without padding.
Result<Bytes> from_hex(std::string_view text);                    ///< Errors: malformed_text.
Result<Bytes> from_base64url(std::string_view text);              ///< Errors: malformed_text.

inline std::span<std::byte const> as_bytes(std::string_view text) {
    return std::as_bytes(std::span{text});
}
std::string to_text(std::span<std::byte const> bytes);

}  // namespace mpaspor
