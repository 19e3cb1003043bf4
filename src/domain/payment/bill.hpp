#pragma once
/// The life of a bill: money has its own graph beside the application's (D1, D4).

#include "base/error.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace mpaspor::payment {

/// An application has at most one bill that is open or paid; earlier ones are expired or void.
enum class BillState : std::uint8_t { open, paid, expired, voided };
inline constexpr std::array<std::string_view, 4> kBillStates{"open", "paid", "expired", "void"};
constexpr std::string_view to_text(BillState state) {
    return kBillStates[std::to_underlying(state)];
}
/// Errors: unknown_value.
Result<BillState> bill_state_from_text(std::string_view text);

enum class BillEvent : std::uint8_t {
    settled,         ///< A payment of it is applied to the application.
    owed_back,       ///< A payment of it came and is owed back.
    window_elapsed,  ///< Not paid in time, and the biller was asked.
    replaced,        ///< Withdrawn, or another bill takes its place or was paid.
};
inline constexpr std::array<std::string_view, 4> kBillEvents{"settled", "owed_back",
                                                             "window_elapsed", "replaced"};
constexpr std::string_view to_text(BillEvent event) {
    return kBillEvents[std::to_underlying(event)];
}

struct BillTransition {
    BillState from;
    BillEvent on;
    BillState to;
};

/// All of them, grouped by source state.
std::span<BillTransition const> bill_transitions();

/// Errors: not_allowed_in_state.
Result<BillState> step(BillState state, BillEvent event);

}  // namespace mpaspor::payment
