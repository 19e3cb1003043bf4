#pragma once
/// Passwords as they are kept: argon2id (RFC 9106), slow and hungry on purpose, so it runs on a
/// thread of its own (trust.md finding 8).

#include "base/error.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace mpaspor {

/// The least that OWASP advises for argon2id with one lane.
struct PasswordCost {
    std::uint64_t passes = 2;
    std::size_t memory_kib = std::size_t{19} * 1024;
};
using PasswordSalt = std::array<std::byte, 16>;

/// "argon2id$<passes>$<memory KiB>$<salt>$<hash>", so that a cost that is raised later leaves the
/// passwords of before usable. `salt` is random. Errors: busy (there is not that much memory now).
Result<std::string> hash_password(std::string_view password, PasswordSalt const& salt,
                                  PasswordCost cost = {});

/// Takes as long whether it fits or not. What hash_password did not make fits nothing.
/// Errors: busy.
Result<bool> password_fits(std::string_view password, std::string_view kept);

/// Fits nothing, and takes as long to find out as any other: for logins that nobody has.
inline constexpr std::string_view kNobodysPassword =
    "argon2id$2$19456$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

}  // namespace mpaspor
