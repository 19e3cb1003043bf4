#pragma once
/// A day at the bank beside our books (D4): what only one of them has, and what they have
/// differently.

#include "base/error.hpp"
#include "base/types.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mpaspor {

using DifferenceId = Id<struct DifferenceTag>;

}  // namespace mpaspor

namespace mpaspor::payment {

/// A payment that the bank has taken and kept, as its statement has it.
struct StatementLine {
    std::string reference;  ///< paymentRequestId.
    std::string billing_code;
    Rupiah amount;
    Instant bank_time;  ///< Whole seconds.
    friend bool operator==(StatementLine const&, StatementLine const&) = default;
};

/// The same in our books.
struct BookedPayment {
    std::string reference;
    BillId bill;
    Rupiah amount;
    Instant bank_time;
};

enum class DifferenceKind : std::uint8_t {
    missing_with_us,
    missing_at_bank,
    other_amount,
    other_time,
    twice,  ///< One payment on two lines of the statement.
};
inline constexpr std::array<std::string_view, 5> kDifferenceKinds{
    "missing_with_us", "missing_at_bank", "other_amount", "other_time", "twice"};
static_assert(kDifferenceKinds.size() ==
              std::to_underlying(DifferenceKind::twice) + std::size_t{1});
constexpr std::string_view to_text(DifferenceKind kind) {
    return kDifferenceKinds[std::to_underlying(kind)];
}
/// Errors: unknown_value.
Result<DifferenceKind> difference_kind_from_text(std::string_view text);

/// What stands on either side; at least one of them does.
struct Difference {
    DifferenceKind kind;
    std::optional<StatementLine> bank;
    std::optional<BookedPayment> ours;
    std::string const& reference() const { return bank ? bank->reference : ours->reference; }
};

/// First what is on the statement, in its order, then what is only in our books, in theirs. Of a
/// payment on several lines the first is compared. `booked` holds what our books have of that day,
/// and what they have of any line of the statement on another.
std::vector<Difference> reconcile(std::span<StatementLine const> lines,
                                  std::span<BookedPayment const> booked);

/// What has become of a difference.
enum class DifferenceState : std::uint8_t {
    open,
    settled,  ///< It was missing with us, and has its outcome now.
    explained,
};
inline constexpr std::array<std::string_view, 3> kDifferenceStates{"open", "settled", "explained"};
constexpr std::string_view to_text(DifferenceState state) {
    return kDifferenceStates[std::to_underlying(state)];
}
/// Errors: unknown_value.
Result<DifferenceState> difference_state_from_text(std::string_view text);

/// What the treasurer found out. A closed list: nothing about a person comes in by it.
enum class Explanation : std::uint8_t {
    none,
    bank_corrects,    ///< The bank's mistake; its next statement has it right.
    on_another_day,   ///< The other side has it on the day before or after.
    returned,         ///< The bank gave it back to the payer.
    our_mistake,      ///< Ours; handed to the operators.
    with_the_police,  ///< Suspected fraud.
};
inline constexpr std::array<std::string_view, 6> kExplanations{
    "none", "bank_corrects", "on_another_day", "returned", "our_mistake", "with_the_police"};
static_assert(kExplanations.size() ==
              std::to_underlying(Explanation::with_the_police) + std::size_t{1});
constexpr std::string_view to_text(Explanation explanation) {
    return kExplanations[std::to_underlying(explanation)];
}
/// Errors: unknown_value.
Result<Explanation> explanation_from_text(std::string_view text);

}  // namespace mpaspor::payment
