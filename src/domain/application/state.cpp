#include "domain/application/state.hpp"

#include <algorithm>

namespace mpaspor::application {
namespace {

consteval bool every_state_has_its_row() {
    if (kStates.size() != std::to_underlying(State::issued_cancelled) + std::size_t{1})
        return false;
    for (std::size_t i = 0; i < kStates.size(); ++i) {
        if (std::to_underlying(kStates[i].state) != i) return false;
    }
    return true;
}
static_assert(every_state_has_its_row(), "one row per State, in the order of the enum");
static_assert(kPublicStates.size() == std::to_underlying(PublicState::cancelled) + std::size_t{1});
static_assert(kChannels.size() == std::to_underlying(Channel::bap) + std::size_t{1});

}  // namespace

Result<State> state_from_text(std::string_view text) {
    auto const row = std::ranges::find(kStates, text, &StateName::text);
    if (row == kStates.end()) return fail(Code::unknown_value, "state");
    return row->state;
}

Result<Channel> channel_from_text(std::string_view text) {
    auto const name = std::ranges::find(kChannels, text);
    if (name == kChannels.end()) return fail(Code::unknown_value, "channel");
    return static_cast<Channel>(name - kChannels.begin());
}

PublicState public_state(State state) {
    switch (state) {
        case State::draft: return PublicState::draft;
        case State::held: return PublicState::place_held;
        case State::awaiting_payment: return PublicState::awaiting_payment;
        case State::scheduled: return PublicState::scheduled;
        case State::paid_unplaced: return PublicState::paid_awaiting_place;
        case State::registered:
        case State::checked_in:
        case State::biometrics:
        case State::interview:
        case State::verified: return PublicState::at_office;
        case State::adjudicating:
        case State::allocated: return PublicState::in_issuance;
        case State::printing:
        case State::quality_test: return PublicState::in_print;
        case State::ready:
        case State::in_delivery: return PublicState::ready;
        case State::handed_over: return PublicState::done;
        // The list of 9.1 has no word of its own for a missed visit: the appointment has lapsed.
        case State::expired:
        case State::no_show:
        case State::no_show_final: return PublicState::expired;
        case State::needs_documents:
        case State::deferred: return PublicState::deferred;
        case State::suspended:
        case State::under_investigation: return PublicState::suspended;
        case State::refused: return PublicState::refused;
        case State::cancelled:
        case State::issued_cancelled: return PublicState::cancelled;
    }
    std::unreachable();
}

}  // namespace mpaspor::application
