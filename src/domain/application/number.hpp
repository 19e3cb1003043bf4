#pragma once

#include "base/crypto.hpp"
#include "base/error.hpp"
#include "base/types.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace mpaspor::application {

/// A keyed one-to-one map of the numbers below 10^digits onto themselves: a balanced Feistel
/// network over the next even power of two, walked along its cycle until the result is in range
/// again. Not a cipher for secrets: it hides how many there are and which come next.
class DigitPermutation {
public:
    /// `digits` is in [1, 18].
    DigitPermutation(SecretKey const& key, unsigned digits);

    std::uint64_t count() const { return count_; }
    /// `value` is below count().
    std::uint64_t permuted(std::uint64_t value) const;
    std::uint64_t restored(std::uint64_t value) const;

private:
    SecretKey key_;
    std::uint64_t count_;
    unsigned half_bits_;
};

/// Public numbers of applications and bills: the id permuted, zeros in front, a Luhn digit behind
/// (3.4, 3.5). Unique by construction, turned back without an index, and nobody can count with
/// them. They are no secret: permission is checked afterwards.
///
/// One key for the life of a database: with another every number means another application.
class Numbers {
public:
    explicit Numbers(SecretKey const& key);

    /// 16 digits. The id is in [0, 10^15).
    std::string application_number(ApplicationId id) const;
    /// Errors: malformed_number (another length, not only digits, wrong check digit).
    Result<ApplicationId> application(std::string_view number) const;

    /// 15 digits. The id is in [0, 10^14).
    std::string billing_code(BillId id) const;
    /// Errors: malformed_number.
    Result<BillId> bill(std::string_view code) const;

private:
    DigitPermutation applications_;
    DigitPermutation bills_;
};

}  // namespace mpaspor::application
