#include "domain/application/lifecycle.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <set>

using namespace mpaspor;
using namespace mpaspor::application;
using S = State;
using E = Event;

namespace {

/// Where `events` lead, or the first event that is refused.
std::optional<State> walk(Channel channel, State state, std::initializer_list<Event> events) {
    for (Event const event : events) {
        auto const taken = step(channel, state, event);
        if (!taken) return std::nullopt;
        state = taken->to;
    }
    return state;
}

bool refused(Channel channel, State state, Event event) {
    auto const taken = step(channel, state, event);
    return !taken && taken.error().code == Code::not_allowed_in_state;
}

}  // namespace

TEST_CASE("the app's way from draft to handover pays before the visit (D1)") {
    CHECK(walk(Channel::app, S::draft,
               {E::seat_held, E::submitted, E::paid_in_time, E::checked_in, E::biometrics_taken,
                E::interviewed, E::verification_passed, E::adjudication_begun, E::allocated,
                E::print_begun, E::printed, E::quality_passed, E::handed_over}) == S::handed_over);
}

TEST_CASE("who comes without the app is examined, then pays (D1, 000-11, 001-07)") {
    for (Channel const channel : {Channel::walk_in, Channel::field, Channel::bap}) {
        State const verified = *walk(channel, S::draft,
                                     {E::registered_at_office, E::checked_in, E::biometrics_taken,
                                      E::interviewed, E::verification_passed});
        CHECK(verified == S::verified);
        CHECK(refused(channel, verified, E::adjudication_begun));
        CHECK(walk(channel, verified, {E::billed_after_examination, E::paid_after_examination}) ==
              S::adjudicating);
    }
}

TEST_CASE(
    "D1: an unpaid bill after the examination waits, is billed anew, and ends after 30 days") {
    State const waits = *walk(Channel::walk_in, S::awaiting_payment, {E::payment_window_elapsed});
    CHECK(waits == S::awaiting_payment);
    CHECK(walk(Channel::walk_in, waits, {E::billed_after_examination, E::paid_after_examination}) ==
          S::adjudicating);
    CHECK(walk(Channel::walk_in, waits, {E::unpaid_too_long}) == S::cancelled);
}

TEST_CASE("the order of the regulation cannot be left (2.6, M11)") {
    struct Case {
        State state;
        Event event;
    };
    for (auto const& c :
         {Case{S::checked_in, E::interviewed}, Case{S::checked_in, E::verification_passed},
          Case{S::biometrics, E::verification_passed}, Case{S::interview, E::adjudication_begun},
          Case{S::verified, E::allocated}, Case{S::allocated, E::quality_passed},
          Case{S::adjudicating, E::quality_passed}, Case{S::quality_test, E::handed_over},
          Case{S::scheduled, E::biometrics_taken}, Case{S::awaiting_payment, E::checked_in}}) {
        CAPTURE(to_text(c.state));
        CHECK(refused(Channel::app, c.state, c.event));
        CHECK(refused(Channel::walk_in, c.state, c.event));
    }
}

TEST_CASE("002-F3: an unpaid bill gives the place back and keeps the draft (R5)") {
    auto const expired = step(Channel::app, S::awaiting_payment, E::payment_window_elapsed);
    REQUIRE(expired.has_value());
    CHECK(expired->to == S::expired);
    CHECK(expired->effects.contains(Effect::release_seat));
    CHECK(expired->effects.contains(Effect::expire_bill));
    CHECK(walk(Channel::app, S::expired, {E::seat_held, E::submitted}) == S::awaiting_payment);
}

TEST_CASE("R8: before payment one may withdraw, which frees the place at once; after it not") {
    auto const withdrawn = step(Channel::app, S::awaiting_payment, E::withdrawn);
    REQUIRE(withdrawn.has_value());
    CHECK(withdrawn->effects.contains(Effect::release_seat));
    CHECK(withdrawn->effects.contains(Effect::void_bill));
    CHECK(refused(Channel::app, S::scheduled, E::withdrawn));
}

TEST_CASE("R1: only what is settled can be rescheduled, and it stays scheduled") {
    CHECK(step(Channel::app, S::scheduled, E::rescheduled)->to == S::scheduled);
    for (State const state :
         {S::held, S::awaiting_payment, S::expired, S::checked_in, S::no_show}) {
        CHECK(refused(Channel::app, state, E::rescheduled));
    }
}

TEST_CASE("R3, R4, D6: a missed visit can be made good for 30 days, then the fee is forfeited") {
    State const missed = *walk(Channel::app, S::scheduled, {E::missed});
    CHECK(missed == S::no_show);
    CHECK(live(missed));
    CHECK(walk(Channel::app, missed, {E::rescheduled_specially}) == S::scheduled);
    auto const final_step = step(Channel::app, missed, E::no_show_period_elapsed);
    CHECK(final_step->to == S::no_show_final);
    CHECK(final_step->effects.contains(Effect::forfeit_fee));
    CHECK_FALSE(live(final_step->to));
}

TEST_CASE("002-A2: who came and could not be served gets another place that does not count") {
    auto const moved = step(Channel::app, S::checked_in, E::rescheduled_specially);
    CHECK(moved->to == S::scheduled);
    CHECK(moved->effects.contains(Effect::grant_seat));
}

TEST_CASE("D3: a closed day moves people by a grant, whatever they wait for") {
    for (State const state : {S::held, S::awaiting_payment, S::scheduled}) {
        auto const moved = step(Channel::app, state, E::moved_by_office);
        CHECK(moved->to == state);
        CHECK(moved->effects.contains(Effect::grant_seat));
        CHECK(moved->effects.contains(Effect::release_seat));
    }
}

TEST_CASE("M4: documents that stay missing for 30 days end the application") {
    CHECK(walk(Channel::app, S::interview, {E::documents_missing, E::documents_overdue}) ==
          S::cancelled);
    CHECK(walk(Channel::app, S::interview, {E::documents_missing, E::documents_completed}) ==
          S::checked_in);
}

TEST_CASE("M1: an incomplete application at a manual counter is returned; the app's waits") {
    CHECK(walk(Channel::walk_in, S::checked_in, {E::returned_incomplete}) == S::cancelled);
    CHECK(refused(Channel::app, S::checked_in, E::returned_incomplete));
}

TEST_CASE("M2, M3, M5, M6: refused and cancelled cases forfeit the fee") {
    struct Case {
        State state;
        Event event;
        State to;
    };
    for (auto const& c : {Case{S::checked_in, E::refused, S::refused},
                          Case{S::adjudicating, E::refused, S::refused},
                          Case{S::under_investigation, E::found_false, S::cancelled},
                          Case{S::adjudicating, E::duplicate_found, S::cancelled}}) {
        auto const ended = step(Channel::app, c.state, c.event);
        REQUIRE(ended.has_value());
        CHECK(ended->to == c.to);
        CHECK(ended->effects.contains(Effect::forfeit_fee));
    }
}

TEST_CASE(
    "R6: who died before the visit is paid back; whose booklet was made, it is cancelled (M9)") {
    CHECK(
        step(Channel::app, S::scheduled, E::applicant_died)->effects.contains(Effect::refund_fee));
    auto const during = step(Channel::app, S::printing, E::applicant_died);
    CHECK(during->to == S::issued_cancelled);
    CHECK(during->effects.contains(Effect::void_blank));
}

TEST_CASE("M8, M9, 000-08: what is ready is handed over, also at its delivery, or cancelled") {
    CHECK(walk(Channel::field, S::ready, {E::sent_out, E::handed_over}) == S::handed_over);
    CHECK(walk(Channel::field, S::ready, {E::sent_out, E::delivery_returned}) == S::ready);
    CHECK(walk(Channel::app, S::ready, {E::uncollected}) == S::issued_cancelled);
}

TEST_CASE("002-F6, 003-07: each milestone up to the finished passport is told") {
    struct Case {
        State state;
        Event event;
    };
    for (auto const& c :
         {Case{S::held, E::submitted}, Case{S::awaiting_payment, E::paid_in_time},
          Case{S::scheduled, E::rescheduled}, Case{S::allocated, E::print_begun},
          Case{S::quality_test, E::quality_passed}, Case{S::ready, E::handed_over}}) {
        CHECK(step(Channel::app, c.state, c.event)->effects.contains(Effect::notify));
    }
}

TEST_CASE("002-F1: what is settled goes to the issuing system") {
    CHECK(step(Channel::app, S::awaiting_payment, E::paid_in_time)
              ->effects.contains(Effect::send_to_dpri));
    CHECK(step(Channel::app, S::scheduled, E::rescheduled)->effects.contains(Effect::send_to_dpri));
}

TEST_CASE("002-A4: the fee is no matter of the allocation") {
    CHECK(step(Channel::app, S::adjudicating, E::allocated)->effects == Effects{});
}

TEST_CASE("D8: an application occupies its NIK from held on, until one of six ends") {
    std::set<State> free;
    for (StateName const& row : kStates) {
        if (!live(row.state)) free.insert(row.state);
    }
    CHECK(free == std::set{S::draft, S::handed_over, S::refused, S::cancelled, S::expired,
                           S::issued_cancelled, S::no_show_final});
    CHECK(live(S::suspended));
    CHECK(live(S::paid_unplaced));
}

TEST_CASE("D8: a stranger's place ends when the NIK's owner claims it") {
    CHECK(step(Channel::app, S::held, E::ended_by_claim)->effects.contains(Effect::release_seat));
    CHECK(walk(Channel::app, S::awaiting_payment, {E::ended_by_claim}) == S::cancelled);
    for (State const paid : {S::scheduled, S::paid_unplaced, S::no_show}) {
        auto const ended = step(Channel::app, paid, E::ended_by_claim);
        REQUIRE(ended.has_value());
        CHECK(ended->to == S::cancelled);
        CHECK(ended->effects.contains(Effect::refund_fee));  // D4: the treasurer's queue.
    }
    CHECK_FALSE(step(Channel::app, S::checked_in, E::ended_by_claim).has_value());
    CHECK_FALSE(step(Channel::walk_in, S::registered, E::ended_by_claim).has_value());
}

TEST_CASE("2.4: a bill of Rp 0 is settled when it is submitted") {
    auto const free = step(Channel::app, S::held, E::submitted_free);
    CHECK(free->to == S::scheduled);
    CHECK(free->effects.contains(Effect::issue_bill));
    CHECK(free->effects.contains(Effect::settle));
}

TEST_CASE("an event that a state does not know is refused with the state's name") {
    auto const taken = step(Channel::app, S::draft, E::paid_again);
    REQUIRE_FALSE(taken.has_value());
    CHECK(taken.error().code == Code::not_allowed_in_state);
    CHECK(taken.error().params == std::vector<Error::Param>{{"state", "draft"}});
}

TEST_CASE("names of states, channels and events are read back, others are refused") {
    for (StateName const& row : kStates) CHECK(*state_from_text(row.text) == row.state);
    for (EventName const& row : kEvents) CHECK(*event_from_text(row.text) == row.event);
    for (std::size_t i = 0; i < kChannels.size(); ++i) {
        CHECK(*channel_from_text(kChannels[i]) == static_cast<Channel>(i));
    }
    CHECK(state_from_text("DRAFT").error().code == Code::unknown_value);
    CHECK(event_from_text("").error().code == Code::unknown_value);
    CHECK(channel_from_text("web").error().code == Code::unknown_value);
}

TEST_CASE("each public state is what some state looks like") {
    std::set<PublicState> shown;
    for (StateName const& row : kStates) shown.insert(public_state(row.state));
    CHECK(shown.size() == kPublicStates.size());
    CHECK(public_state(S::verified) == PublicState::at_office);
    CHECK(to_text(public_state(S::quality_test)) == "in_print");
}
