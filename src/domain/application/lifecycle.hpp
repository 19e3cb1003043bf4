#pragma once
/// The life of a passport application: which event is accepted in which state, and what follows.
///
/// The table in lifecycle.cpp is the only place that knows; `step` is the only writer of a state.
/// Guards (H-1, three holds a day, prevention list) are rules that a use case asks before `step`.

#include "base/error.hpp"
#include "domain/application/event.hpp"
#include "domain/application/state.hpp"

#include <span>

namespace mpaspor::application {

/// When a channel's fee is due (D1). A row of the table is for one of them or for both.
enum class FeeTime : std::uint8_t { before_visit, after_examination };

constexpr FeeTime fee_time(Channel channel) {
    return channel == Channel::app ? FeeTime::before_visit : FeeTime::after_examination;
}

struct Transition {
    bool before_visit;       ///< A row of the channels that pay before the visit.
    bool after_examination;  ///< A row of those that pay after the examination.
    State from;
    Event on;
    State to;
    Effects effects;

    constexpr bool is_for(FeeTime time) const {
        return time == FeeTime::before_visit ? before_visit : after_examination;
    }
};

/// All transitions, in the order of source state and event.
std::span<Transition const> transitions();

struct Step {
    State to;
    Effects effects;
    friend bool operator==(Step const&, Step const&) = default;
};

/// What `event` does to an application of `channel` in `state`.
/// Errors: not_allowed_in_state.
Result<Step> step(Channel channel, State state, Event event);

}  // namespace mpaspor::application
