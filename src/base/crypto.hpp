#pragma once
/// The few cryptographic functions the service uses, as values in and values out, over libsodium.
/// Any thread. Randomness is the caller's to bring (app/ports/entropy.hpp).

#include "base/error.hpp"
#include "base/types.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace mpaspor {

/// 32 secret bytes. There is no way to print, log or compare them by accident; every copy is wiped
/// when it goes.
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

/// RFC 2104 with SHA-256.
Digest hmac_sha256(SecretKey const& key, std::span<std::byte const> data);

/// What stands in an index in place of `value`: a number with few bits, such as a NIK, cannot be
/// found from it by trying all of them without the key. `purpose` keeps indexes of different kinds
/// apart and holds no NUL.
Digest blind_index(SecretKey const& key, std::string_view purpose, std::string_view value);

/// A subkey for one purpose. It tells nothing about `key` or about subkeys for other purposes.
SecretKey derive(SecretKey const& key, std::string_view purpose);

using Nonce = std::array<std::byte, 24>;
/// What seal() adds to the size of what it seals: version, nonce, tag.
inline constexpr std::size_t kSealBytes = 1 + std::tuple_size_v<Nonce> + 16;

/// XChaCha20-Poly1305, as version byte, nonce, ciphertext, tag. `place` says where the sealed bytes
/// belong, such as "answer/17/identity/3": anywhere else they do not open. `nonce` is random and
/// used once; with 24 bytes two never meet.
Bytes seal(SecretKey const& key, Nonce const& nonce, std::string_view place,
           std::span<std::byte const> plain);
/// Errors: internal (another key, another place, or not the bytes that were sealed).
Result<Bytes> open_sealed(SecretKey const& key, std::string_view place,
                          std::span<std::byte const> sealed);

/// SipHash-2-4 under the first 16 bytes of `key`. Fast and short: not for what must not be forged.
std::uint64_t siphash(SecretKey const& key, std::span<std::byte const> data);

using Signature = std::array<std::byte, 64>;
using PublicKey = std::array<std::byte, 32>;
/// Ed25519 (RFC 8032). A SecretKey is the seed, from which both halves of the pair follow.
PublicKey public_key(SecretKey const& seed);
Signature sign(SecretKey const& seed, std::span<std::byte const> message);
bool is_signed(PublicKey const& key, std::span<std::byte const> message,
               Signature const& signature);

/// For tokens and tags: takes as long for a near miss as for a far one. Lengths are no secret.
bool equal_in_constant_time(std::span<std::byte const> a, std::span<std::byte const> b);

std::string to_hex(std::span<std::byte const> bytes);        ///< Lower case.
std::string to_base64url(std::span<std::byte const> bytes);  ///< RFC 4648 section 5, no padding.
/// Either case. Errors: malformed_text.
Result<Bytes> from_hex(std::string_view text);
/// Only what to_base64url() writes: no padding, no blanks, no spare bits set, so that one value has
/// one spelling. Errors: malformed_text.
Result<Bytes> from_base64url(std::string_view text);

inline std::span<std::byte const> as_bytes(std::string_view text) {
    return std::as_bytes(std::span{text});
}
std::string to_text(std::span<std::byte const> bytes);

}  // namespace mpaspor
