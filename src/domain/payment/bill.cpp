#include "domain/payment/bill.hpp"

#include <algorithm>

namespace mpaspor::payment {
namespace {

using enum BillState;
using enum BillEvent;

static_assert(kBillStates.size() == std::to_underlying(voided) + std::size_t{1});
static_assert(kBillEvents.size() == std::to_underlying(replaced) + std::size_t{1});

constexpr auto kTransitions = std::to_array<BillTransition>({
    {open, settled, paid},
    {open, owed_back, open},
    {open, window_elapsed, expired},
    {open, replaced, voided},
    {paid, owed_back, paid},
    // D4: what was paid in time, or late and taken all the same, still settles.
    {expired, settled, paid},
    {expired, owed_back, expired},
    {voided, settled, paid},
    {voided, owed_back, voided},
});

constexpr bool accepts(BillState from, BillEvent on) {
    return std::ranges::count_if(kTransitions, [&](BillTransition const& row) {
               return row.from == from && row.on == on;
           }) == 1;
}

/// One row per state and event, since `accepts` counts exactly one where it is asked and the table
/// has no others.
consteval bool deterministic() {
    return std::ranges::all_of(kTransitions,
                               [](BillTransition const& row) { return accepts(row.from, row.on); });
}
static_assert(deterministic());

/// No payment is met with silence: whatever the bill's state, money for it is owed back or settles,
/// and settles once.
consteval bool money_always_has_a_row() {
    for (BillState const state : {open, paid, expired, voided}) {
        if (!accepts(state, owed_back)) return false;
        if (accepts(state, settled) != (state != paid)) return false;
    }
    return true;
}
static_assert(money_always_has_a_row());

/// A paid bill stays paid, no bill opens again, and only settling pays one.
consteval bool one_way() {
    return std::ranges::all_of(kTransitions, [](BillTransition const& row) {
        if (row.from == paid) return row.to == paid;
        if (row.to == open) return row.from == open;
        return (row.to == paid) == (row.on == settled);
    });
}
static_assert(one_way());

}  // namespace

Result<BillState> bill_state_from_text(std::string_view text) {
    auto const name = std::ranges::find(kBillStates, text);
    if (name == kBillStates.end()) return fail(Code::unknown_value, "bill state");
    return static_cast<BillState>(name - kBillStates.begin());
}

std::span<BillTransition const> bill_transitions() {
    return kTransitions;
}

Result<BillState> step(BillState state, BillEvent event) {
    auto const row = std::ranges::find_if(kTransitions, [&](BillTransition const& candidate) {
        return candidate.from == state && candidate.on == event;
    });
    if (row == kTransitions.end()) return fail(Code::not_allowed_in_state, "bill");
    return row->to;
}

}  // namespace mpaspor::payment
