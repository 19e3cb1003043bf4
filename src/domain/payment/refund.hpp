#pragma once
/// Money that is owed back (R6): approved by one person and paid out by another, or refused.

#include "base/error.hpp"
#include "base/types.hpp"

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace mpaspor {

using RefundId = Id<struct RefundTag>;

}  // namespace mpaspor

namespace mpaspor::payment {

/// Where the treasury is with it. The money stands in refund_due until it is `paid`.
enum class RefundState : std::uint8_t {
    due,
    approved,
    paid,     ///< For good.
    refused,  ///< Stays owed in the books; may still be approved.
};
inline constexpr std::array<std::string_view, 4> kRefundStates{"due", "approved", "paid",
                                                               "refused"};
constexpr std::string_view to_text(RefundState state) {
    return kRefundStates[std::to_underlying(state)];
}
/// Errors: unknown_value.
Result<RefundState> refund_state_from_text(std::string_view text);

enum class RefundReason : std::uint8_t {
    none,
    payer_unknown,         ///< Nobody is known to whom it could be paid.
    not_owed,              ///< The fee was rightly taken (M6).
    under_examination,     ///< Another office looks into it first.
    returned_by_the_bank,  ///< The payer has it back already.
};
inline constexpr std::array<std::string_view, 5> kRefundReasons{
    "none", "payer_unknown", "not_owed", "under_examination", "returned_by_the_bank"};
static_assert(kRefundReasons.size() ==
              std::to_underlying(RefundReason::returned_by_the_bank) + std::size_t{1});
constexpr std::string_view to_text(RefundReason reason) {
    return kRefundReasons[std::to_underlying(reason)];
}
/// Errors: unknown_value.
Result<RefundReason> refund_reason_from_text(std::string_view text);

enum class RefundStep : std::uint8_t { approve, pay_out, refuse };

/// Where a step leads. `by` takes it, `approved_by` approved before ({}: nobody).
/// Errors: request_decided (not from this state), forbidden (paid out by who approved it).
Result<RefundState> step(RefundState state, RefundStep step, OfficerId by, OfficerId approved_by);

/// A refusal has a reason, and nothing else has one. Errors: unknown_value.
Result<void> check_reason(RefundStep step, RefundReason reason);

}  // namespace mpaspor::payment
