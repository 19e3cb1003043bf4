#include "domain/application/number.hpp"

#include "base/invariant.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace mpaspor::application {
namespace {

constexpr unsigned kApplicationDigits = 15, kBillDigits = 14;  // Without the check digit.
constexpr unsigned kRounds = 8;

std::uint64_t power_of_ten(unsigned exponent) {
    std::uint64_t power = 1;
    for (unsigned i = 0; i < exponent; ++i) power *= 10;
    return power;
}

/// One half of a round's input under the key, cut to the size of a half.
std::uint64_t mixed(SecretKey const& key, unsigned round, std::uint64_t half, unsigned bits) {
    std::array<std::byte, 9> message{};
    message[0] = static_cast<std::byte>(round);
    for (unsigned i = 0; i < 8; ++i) message[i + 1] = static_cast<std::byte>(half >> (8 * i));
    return siphash(key, message) & ((std::uint64_t{1} << bits) - 1);
}

/// Luhn: every second digit from the right, beginning beside the check digit, counts double with
/// its own digits summed.
unsigned luhn_sum(std::string_view digits, bool last_counts_double) {
    unsigned sum = 0;
    bool doubled = last_counts_double;
    for (auto at = digits.size(); at-- > 0; doubled = !doubled) {
        auto const digit = static_cast<unsigned>(digits[at] - '0');
        sum += doubled ? digit * 2 / 10 + digit * 2 % 10 : digit;
    }
    return sum;
}

std::string written(DigitPermutation const& permutation, std::int64_t id, unsigned digits) {
    INVARIANT(id >= 0 && std::cmp_less(id, permutation.count()));
    std::string text = std::to_string(permutation.permuted(static_cast<std::uint64_t>(id)));
    text.insert(0, digits - text.size(), '0');
    text += static_cast<char>('0' + (10 - luhn_sum(text, true) % 10) % 10);
    return text;
}

Result<std::int64_t> read(DigitPermutation const& permutation, std::string_view text,
                          unsigned digits) {
    bool const shaped = text.size() == digits + 1 &&
                        std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    if (!shaped || luhn_sum(text, false) % 10 != 0) return fail(Code::malformed_number);
    std::uint64_t value = 0;
    for (char const digit : text.substr(0, digits)) {
        value = value * 10 + static_cast<std::uint64_t>(digit - '0');
    }
    return static_cast<std::int64_t>(permutation.restored(value));
}

}  // namespace

DigitPermutation::DigitPermutation(SecretKey const& key, unsigned digits)
    : key_(key),
      count_(power_of_ten(digits)),
      half_bits_((static_cast<unsigned>(std::bit_width(count_ - 1)) + 1) / 2) {}

std::uint64_t DigitPermutation::permuted(std::uint64_t value) const {
    std::uint64_t const mask = (std::uint64_t{1} << half_bits_) - 1;
    do {
        std::uint64_t high = value >> half_bits_, low = value & mask;
        for (unsigned round = 0; round < kRounds; ++round) {
            high ^= mixed(key_, round, low, half_bits_);
            std::swap(high, low);
        }
        value = high << half_bits_ | low;
    } while (value >= count_);
    return value;
}

std::uint64_t DigitPermutation::restored(std::uint64_t value) const {
    std::uint64_t const mask = (std::uint64_t{1} << half_bits_) - 1;
    do {
        std::uint64_t high = value >> half_bits_, low = value & mask;
        for (unsigned round = kRounds; round > 0; --round) {
            std::swap(high, low);
            high ^= mixed(key_, round - 1, low, half_bits_);
        }
        value = high << half_bits_ | low;
    } while (value >= count_);
    return value;
}

Numbers::Numbers(SecretKey const& key)
    : applications_(derive(key, "application_number"), kApplicationDigits),
      bills_(derive(key, "billing_code"), kBillDigits) {}

std::string Numbers::application_number(ApplicationId id) const {
    return written(applications_, id.value, kApplicationDigits);
}

Result<ApplicationId> Numbers::application(std::string_view number) const {
    std::int64_t const id = TRY(read(applications_, number, kApplicationDigits));
    return ApplicationId{id};
}

std::string Numbers::billing_code(BillId id) const {
    return written(bills_, id.value, kBillDigits);
}

Result<BillId> Numbers::bill(std::string_view code) const {
    std::int64_t const id = TRY(read(bills_, code, kBillDigits));
    return BillId{id};
}

}  // namespace mpaspor::application
