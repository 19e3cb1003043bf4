#include "base/password.hpp"

#include "base/crypto.hpp"
#include "base/invariant.hpp"
#include "base/text.hpp"

#include <sodium.h>

#include <algorithm>
#include <vector>

namespace mpaspor {
namespace {

constexpr std::string_view kName = "argon2id";
constexpr std::size_t kKib = 1024;
/// More than any hash of ours takes: what is kept may not decide how long we work.
constexpr std::int64_t kPassesMax = 10, kMemoryKibMax = std::int64_t{256} * 1024;

static_assert(std::tuple_size_v<PasswordSalt> == crypto_pwhash_SALTBYTES);

Result<Digest> argon2id(std::string_view password, PasswordSalt const& salt, PasswordCost cost) {
    static bool const prepared = sodium_init() >= 0;
    INVARIANT(prepared);
    Digest hash{};
    auto const failed =
        crypto_pwhash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(), password.data(),
                      password.size(), reinterpret_cast<unsigned char const*>(salt.data()),
                      cost.passes, cost.memory_kib * kKib, crypto_pwhash_ALG_ARGON2ID13);
    if (failed != 0) return fail(Code::busy, "no memory to hash a password");
    return hash;
}

struct Kept {
    PasswordCost cost;
    PasswordSalt salt{};
    Bytes hash;
};

std::vector<std::string_view> parts_of(std::string_view text) {
    std::vector<std::string_view> parts;
    for (;;) {
        auto const end = std::min(text.find('$'), text.size());
        parts.push_back(text.substr(0, end));
        if (end == text.size()) return parts;
        text.remove_prefix(end + 1);
    }
}

Result<Kept> parse(std::string_view text) {
    auto const parts = parts_of(text);
    if (parts.size() != 5 || parts[0] != kName) return fail(Code::malformed_text);
    auto const passes = TRY(integer_from_text(parts[1]));
    auto const memory = TRY(integer_from_text(parts[2]));
    auto const salt = TRY(from_base64url(parts[3]));
    auto hash = TRY(from_base64url(parts[4]));
    bool const fits = passes >= 1 && passes <= kPassesMax && memory >= 8 &&
                      memory <= kMemoryKibMax && salt.size() == PasswordSalt{}.size();
    if (!fits) return fail(Code::malformed_text);
    Kept kept{.cost = {static_cast<std::uint64_t>(passes), static_cast<std::size_t>(memory)},
              .hash = std::move(hash)};
    std::ranges::copy(salt, kept.salt.begin());
    return kept;
}

}  // namespace

Result<std::string> hash_password(std::string_view password, PasswordSalt const& salt,
                                  PasswordCost cost) {
    auto const hash = TRY(argon2id(password, salt, cost));
    return std::string{kName} + '$' + std::to_string(cost.passes) + '$' +
           std::to_string(cost.memory_kib) + '$' + to_base64url(salt) + '$' + to_base64url(hash);
}

Result<bool> password_fits(std::string_view password, std::string_view kept) {
    auto const parsed = parse(kept);
    if (!parsed) return false;
    auto const hash = TRY(argon2id(password, parsed->salt, parsed->cost));
    return equal_in_constant_time(hash, parsed->hash);
}

}  // namespace mpaspor
