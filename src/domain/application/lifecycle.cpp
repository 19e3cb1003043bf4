#include "domain/application/lifecycle.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>

namespace mpaspor::application {
namespace {

using S = State;
using E = Event;
using enum Effect;

/// The source states of a row.
class States {
public:
    constexpr States(State state) : States({state}) {}
    constexpr States(std::initializer_list<State> states) {
        for (State const state : states) bits_ |= bit(state);
    }
    constexpr bool contains(State state) const { return (bits_ & bit(state)) != 0; }
    friend constexpr States operator+(States a, States b) {
        a.bits_ |= b.bits_;
        return a;
    }

private:
    static constexpr std::uint64_t bit(State state) {
        return std::uint64_t{1} << std::to_underlying(state);
    }
    std::uint64_t bits_ = 0;
};

enum class For : std::uint8_t { app, office, both };

struct Rule {
    For channels;
    States from;
    Event on;
    std::optional<State> to;  ///< None: it stays where it is.
    Effects effects;
};

constexpr auto kStays = std::nullopt;

constexpr States kExamined{S::checked_in, S::biometrics, S::interview, S::verified,
                           S::adjudicating};
constexpr States kInterviewed{S::interview, S::verified, S::adjudicating};
constexpr States kBooklet{S::allocated, S::printing, S::quality_test, S::ready, S::in_delivery};
constexpr States kWaiting{S::needs_documents, S::deferred, S::suspended, S::under_investigation};
constexpr States kEnded{S::handed_over, S::refused, S::cancelled, S::issued_cancelled};
/// Not live, but the draft is there, and a bill of it may have run out before.
constexpr States kDrafted{S::draft, S::expired};

constexpr Effects kSettled{settle, issue_proof, send_to_dpri, notify};
constexpr Effects kMoved{send_to_dpri, notify};
constexpr Effects kOver{forfeit_fee, leave_live, send_to_dpri, notify};

// clang-format off
constexpr auto kRules = std::to_array<Rule>({
    // From the draft to the bill (D5, R5, R8).
    {For::app,    kDrafted,            E::seat_held,              S::held,             {enter_live, take_seat, start_timer}},
    {For::app,    S::held,             E::hold_released,          S::draft,            {release_seat, leave_live}},
    {For::app,    S::held,             E::hold_elapsed,           S::expired,          {release_seat, leave_live, notify}},
    {For::app,    S::held,             E::submitted,              S::awaiting_payment, {issue_bill, start_timer, notify}},
    {For::app,    S::held,             E::submitted_free,         S::scheduled,        kSettled + Effects{issue_bill}},
    {For::app,    S::awaiting_payment, E::payment_window_elapsed, S::expired,          {release_seat, expire_bill, leave_live, notify}},
    {For::app,    kDrafted,            E::withdrawn,              S::cancelled,        {}},
    {For::app,    S::held,             E::withdrawn,              S::cancelled,        {release_seat, leave_live}},
    {For::app,    S::awaiting_payment, E::withdrawn,              S::cancelled,        {release_seat, void_bill, leave_live, notify}},
    {For::app,    S::awaiting_payment, E::reopened,               S::draft,            {release_seat, void_bill, leave_live, notify}},
    {For::app,    kDrafted + S::cancelled, E::erased,             S::cancelled,        {}},
    {For::app,    kDrafted + S::cancelled, E::forgotten,          S::cancelled,        {notify}},
    {For::app,    {S::held, S::awaiting_payment}, E::ended_by_claim, S::cancelled,     {release_seat, void_bill, leave_live, notify}},
    {For::app,    S::scheduled,        E::ended_by_claim,         S::cancelled,        {release_seat, refund_fee, leave_live, send_to_dpri, notify}},
    {For::app,    {S::paid_unplaced, S::no_show}, E::ended_by_claim, S::cancelled,     {refund_fee, leave_live, send_to_dpri, notify}},
    {For::app,    {S::held, S::awaiting_payment}, E::moved_by_office, kStays,          {grant_seat, release_seat, notify}},

    // Money that settles (D4).
    {For::app,    S::awaiting_payment, E::paid_in_time,           S::scheduled,        kSettled},
    {For::app,    kDrafted + S::cancelled, E::paid_in_time,       S::scheduled,        kSettled + Effects{enter_live, take_seat}},
    {For::app,    kDrafted + S::cancelled, E::paid_in_time_regranted, S::scheduled,    kSettled + Effects{enter_live, grant_seat}},
    {For::app,    {S::held, S::awaiting_payment}, E::paid_by_earlier_bill, S::scheduled, kSettled + Effects{void_bill}},
    {For::app,    S::awaiting_payment, E::paid_late_same_place,   S::scheduled,        kSettled},
    {For::app,    kDrafted,            E::paid_late_same_place,   S::scheduled,        kSettled + Effects{enter_live, take_seat}},
    {For::app,    kDrafted,            E::paid_late_reseated,     S::scheduled,        kSettled + Effects{enter_live, take_seat}},
    {For::app,    kDrafted,            E::paid_late_unplaced,     S::paid_unplaced,    {enter_live, settle, notify}},
    {For::app,    S::paid_unplaced,    E::placed,                 S::scheduled,        kMoved + Effects{take_seat, issue_proof}},
    {For::app,    S::paid_unplaced,    E::placed_by_grant,        S::scheduled,        kMoved + Effects{grant_seat, issue_proof}},
    // Money that is owed back (D4).
    {For::app,    kDrafted + S::cancelled, E::paid_elsewhere,     kStays,              {open_refund_case, notify}},
    {For::app,    kDrafted + S::held,  E::paid_wrong_amount,      kStays,              {open_refund_case, notify}},
    {For::both,   {S::awaiting_payment, S::cancelled}, E::paid_wrong_amount, kStays,   {open_refund_case, notify}},
    {For::office, S::refused,          E::paid_wrong_amount,      kStays,              {open_refund_case, notify}},
    {For::both,   S::cancelled,        E::paid_after_end,         kStays,              {open_refund_case, notify}},
    {For::office, S::refused,          E::paid_after_end,         kStays,              {open_refund_case, notify}},
    {For::app,    {S::scheduled, S::paid_unplaced, S::no_show, S::no_show_final}, E::paid_again, kStays, {open_refund_case, notify}},
    {For::office, S::registered,       E::paid_again,             kStays,              {open_refund_case, notify}},
    {For::both,   kExamined + kBooklet + kWaiting + kEnded, E::paid_again, kStays,     {open_refund_case, notify}},

    // The visit (002-F4, R1-R4, D3, D6).
    {For::app,    S::scheduled,        E::rescheduled,            kStays,              kMoved + Effects{take_seat, release_seat}},
    {For::app,    S::scheduled,        E::reseated_by_choice,     kStays,              kMoved + Effects{take_seat, release_seat}},
    {For::app,    S::scheduled,        E::moved_by_office,        kStays,              kMoved + Effects{grant_seat, release_seat}},
    {For::app,    S::scheduled,        E::missed,                 S::no_show,          {spend_seat, start_timer, notify}},
    {For::app,    S::no_show,          E::rescheduled_specially,  S::scheduled,        kMoved + Effects{grant_seat}},
    {For::app,    S::no_show,          E::no_show_period_elapsed, S::no_show_final,    kOver},
    {For::app,    {S::checked_in, S::biometrics}, E::rescheduled_specially, S::scheduled, kMoved + Effects{grant_seat}},
    {For::app,    S::scheduled,        E::checked_in,             S::checked_in,       {spend_seat}},
    {For::app,    S::scheduled,        E::applicant_died,         S::cancelled,        {release_seat, refund_fee, leave_live, send_to_dpri}},
    {For::app,    {S::paid_unplaced, S::no_show}, E::applicant_died, S::cancelled,     {refund_fee, leave_live, send_to_dpri}},
    {For::app,    {S::held, S::awaiting_payment}, E::applicant_died, S::cancelled,     {release_seat, void_bill, leave_live}},

    // Without the app (000-11, 001-07, M1).
    {For::office, S::draft,            E::registered_at_office,   S::registered,       {enter_live, take_seat}},
    {For::office, S::registered,       E::moved_by_office,        kStays,              {grant_seat, release_seat, notify}},
    {For::office, S::registered,       E::checked_in,             S::checked_in,       {spend_seat}},
    {For::office, S::registered,       E::withdrawn,              S::cancelled,        {release_seat, forfeit_fee, leave_live}},
    {For::office, S::registered,       E::missed,                 S::cancelled,        {spend_seat, forfeit_fee, leave_live, notify}},
    {For::office, S::registered,       E::applicant_died,         S::cancelled,        {release_seat, refund_fee, leave_live}},
    {For::office, {S::checked_in, S::biometrics}, E::rescheduled_specially, S::registered, {grant_seat, notify}},
    {For::office, S::checked_in,       E::returned_incomplete,    S::cancelled,        {forfeit_fee, leave_live, notify}},

    // The examination, in the order of the regulation (2.6).
    {For::both,   S::checked_in,       E::biometrics_taken,       S::biometrics,       {}},
    {For::both,   S::biometrics,       E::interviewed,            S::interview,        {}},
    {For::both,   S::interview,        E::verification_passed,    S::verified,         {}},
    {For::app,    S::verified,         E::adjudication_begun,     S::adjudicating,     {}},
    // The fee after the examination (D1). An unpaid bill leaves the case waiting for 30 days.
    {For::office, S::verified,         E::billed_after_examination, S::awaiting_payment, {issue_bill, start_timer, notify}},
    {For::office, S::awaiting_payment, E::billed_after_examination, kStays,            {void_bill, issue_bill, start_timer, notify}},
    {For::office, S::verified,         E::billed_free_after_examination, S::adjudicating, kSettled + Effects{issue_bill}},
    {For::office, S::verified,         E::fee_already_settled,    S::adjudicating,     {}},
    {For::office, S::awaiting_payment, E::paid_after_examination, S::adjudicating,     kSettled},
    {For::office, S::awaiting_payment, E::paid_by_earlier_bill,   S::adjudicating,     kSettled + Effects{void_bill}},
    {For::office, S::awaiting_payment, E::payment_window_elapsed, kStays,              {expire_bill, start_timer, notify}},
    {For::office, S::awaiting_payment, E::unpaid_too_long,        S::cancelled,        {void_bill, leave_live, notify}},
    {For::office, S::awaiting_payment, E::refused,                S::refused,          {void_bill, leave_live, notify}},
    {For::office, S::awaiting_payment, E::applicant_died,         S::cancelled,        {void_bill, leave_live}},

    // What may come between (M2-M5, 2.8, 2.10). Whoever goes on is interviewed anew.
    {For::both,   {S::checked_in, S::biometrics, S::interview}, E::documents_missing, S::needs_documents, {start_timer, notify}},
    {For::both,   S::needs_documents,  E::documents_completed,    S::checked_in,       {notify}},
    {For::both,   S::needs_documents,  E::documents_overdue,      S::cancelled,        kOver},
    {For::both,   kInterviewed,        E::deferred,               S::deferred,         kMoved},
    {For::both,   S::deferred,         E::resumed,                S::interview,        kMoved},
    {For::both,   kExamined,           E::suspended,              S::suspended,        kMoved + Effects{start_timer}},
    {For::both,   S::suspended,        E::suspension_lifted,      S::checked_in,       kMoved},
    {For::both,   kExamined + S::suspended, E::investigation_opened, S::under_investigation, kMoved},
    {For::both,   S::under_investigation, E::investigation_cleared, S::checked_in,     kMoved},
    {For::both,   S::under_investigation, E::sanction_imposed,    S::suspended,        kMoved + Effects{start_timer}},
    {For::both,   {S::suspended, S::under_investigation}, E::found_false, S::cancelled, kOver},
    {For::both,   {S::verified, S::adjudicating}, E::duplicate_found, S::cancelled,    kOver},
    {For::both,   kExamined + kWaiting, E::refused,               S::refused,          kOver},
    {For::both,   kExamined + kWaiting, E::applicant_died,        S::cancelled,        kOver},

    // The booklet (002-A4, M8, M9).
    {For::both,   S::adjudicating,     E::allocated,              S::allocated,        {}},
    {For::both,   S::allocated,        E::print_begun,            S::printing,         {notify}},
    {For::both,   S::printing,         E::printed,                S::quality_test,     {}},
    {For::both,   S::quality_test,     E::quality_failed,         S::adjudicating,     {void_blank}},
    {For::both,   S::quality_test,     E::quality_passed,         S::ready,            {start_timer, notify}},
    {For::both,   S::ready,            E::sent_out,               S::in_delivery,      {notify}},
    {For::both,   S::in_delivery,      E::delivery_returned,      S::ready,            {notify}},
    {For::both,   {S::ready, S::in_delivery}, E::handed_over,     S::handed_over,      kMoved + Effects{leave_live}},
    {For::both,   {S::ready, S::in_delivery}, E::uncollected,     S::issued_cancelled, kMoved + Effects{void_blank, leave_live}},
    {For::both,   kBooklet,            E::issue_annulled,         S::issued_cancelled, kMoved + Effects{void_blank, leave_live}},
    {For::both,   kBooklet,            E::applicant_died,         S::issued_cancelled, kMoved + Effects{void_blank, leave_live}},
});
// clang-format on

consteval std::size_t transition_count() {
    std::size_t count = 0;
    for (Rule const& rule : kRules) {
        for (StateName const& row : kStates) count += rule.from.contains(row.state) ? 1U : 0U;
    }
    return count;
}

consteval auto all_transitions() {
    std::array<Transition, transition_count()> rows{};
    std::size_t next = 0;
    for (StateName const& source : kStates) {
        for (Rule const& rule : kRules) {
            if (!rule.from.contains(source.state)) continue;
            rows[next++] = {.before_visit = rule.channels != For::office,
                            .after_examination = rule.channels != For::app,
                            .from = source.state,
                            .on = rule.on,
                            .to = rule.to.value_or(source.state),
                            .effects = rule.effects};
        }
    }
    return rows;
}

constexpr auto kTransitions = all_transitions();

// From here on: what must hold of the table, checked by the compiler.

constexpr std::array kFeeTimes{FeeTime::before_visit, FeeTime::after_examination};

/// A channel that pays at that time, to ask `holds_seat`.
constexpr Channel some_channel(FeeTime time) {
    return time == FeeTime::before_visit ? Channel::app : Channel::walk_in;
}

template <typename Predicate>
consteval bool every_row(Predicate holds) {
    for (FeeTime const time : kFeeTimes) {
        for (Transition const& row : kTransitions) {
            if (row.is_for(time) && !holds(some_channel(time), row)) return false;
        }
    }
    return true;
}

consteval bool deterministic() {
    for (std::size_t i = 0; i < kTransitions.size(); ++i) {
        for (std::size_t j = i + 1; j < kTransitions.size(); ++j) {
            Transition const &a = kTransitions[i], &b = kTransitions[j];
            bool const meet =
                (a.before_visit && b.before_visit) || (a.after_examination && b.after_examination);
            if (meet && a.from == b.from && a.on == b.on) return false;
        }
    }
    return true;
}
static_assert(deterministic(), "one transition per channel, state and event");

using Reached = std::array<bool, kStateCount>;

constexpr bool at(Reached const& reached, State state) {
    return reached[std::to_underlying(state)];
}

/// Where a channel can get from `draft` over the rows that `usable` lets through.
template <typename Predicate>
consteval Reached reached(FeeTime time, Predicate usable) {
    Reached reached{};
    reached[std::to_underlying(S::draft)] = true;
    for (bool grew = true; grew;) {
        grew = false;
        for (Transition const& row : kTransitions) {
            bool const leads = at(reached, row.from) && !at(reached, row.to);
            if (!leads || !row.is_for(time) || !usable(row)) continue;
            reached[std::to_underlying(row.to)] = grew = true;
        }
    }
    return reached;
}

/// Every state belongs to some channel, and every row can be used by each channel it is for.
consteval bool all_reachable() {
    constexpr auto any = [](Transition const&) { return true; };
    Reached const before = reached(FeeTime::before_visit, any);
    Reached const after = reached(FeeTime::after_examination, any);
    bool const states = std::ranges::all_of(kStates, [&](StateName const& row) {
        return at(before, row.state) || at(after, row.state);
    });
    return states && std::ranges::all_of(kTransitions, [&](Transition const& row) {
               return (!row.before_visit || at(before, row.from)) &&
                      (!row.after_examination || at(after, row.from));
           });
}
static_assert(all_reachable());

consteval bool every_event_is_accepted_somewhere() {
    for (std::size_t event = 0; event < kEventCount; ++event) {
        auto const is_it = [&](Transition const& row) {
            return std::to_underlying(row.on) == event;
        };
        if (std::ranges::none_of(kTransitions, is_it)) return false;
    }
    return true;
}
static_assert(every_event_is_accepted_somewhere());

/// D2, D3: whoever comes to have a place takes one, whoever ceases to have it gives it back or has
/// spent it, whoever moves does both, and nobody else touches the counter.
static_assert(every_row([](Channel channel, Transition const& row) {
    bool const before = holds_seat(channel, row.from), after = holds_seat(channel, row.to);
    Effects const e = row.effects;
    int const gains = (e.contains(take_seat) ? 1 : 0) + (e.contains(grant_seat) ? 1 : 0);
    int const losses = (e.contains(release_seat) ? 1 : 0) + (e.contains(spend_seat) ? 1 : 0);
    if (before == after) return gains == losses && gains <= (before ? 1 : 0);
    return before ? gains == 0 && losses == 1 : gains == 1 && losses == 0;
}));

/// D8: the NIK is occupied exactly while the state is live.
static_assert(every_row([](Channel, Transition const& row) {
    bool const before = live(row.from), after = live(row.to);
    return row.effects.contains(enter_live) == (!before && after) &&
           row.effects.contains(leave_live) == (before && !after);
}));

/// An end is an end: of the states that are not live only a draft, also an expired one, goes on by
/// the applicant's doing; a cancelled one only by money that was paid in time (D4).
static_assert(every_row([](Channel, Transition const& row) {
    if (live(row.from) || kDrafted.contains(row.from) || row.to == row.from) return true;
    return row.from == S::cancelled &&
           (row.on == E::paid_in_time || row.on == E::paid_in_time_regranted);
}));

consteval bool has_row(FeeTime time, State from, Event on) {
    return std::ranges::any_of(kTransitions, [&](Transition const& row) {
        return row.is_for(time) && row.from == from && row.on == on;
    });
}

constexpr bool settles(Transition const& row) {
    return row.effects.contains(settle) || row.on == E::fee_already_settled;
}

/// D4: wherever an application can be once its fee is settled, a second payment is owed back.
consteval bool second_payments_are_refunded() {
    for (FeeTime const time : kFeeTimes) {
        Reached after_settling{};
        for (Transition const& row : kTransitions) {
            if (row.is_for(time) && settles(row)) after_settling[std::to_underlying(row.to)] = true;
        }
        for (bool grew = true; grew;) {
            grew = false;
            for (Transition const& row : kTransitions) {
                bool const leads = at(after_settling, row.from) && !at(after_settling, row.to);
                bool const keeps_fee = live(row.from) && !row.effects.contains(issue_bill);
                if (!leads || !keeps_fee || !row.is_for(time)) continue;
                after_settling[std::to_underlying(row.to)] = grew = true;
            }
        }
        for (StateName const& row : kStates) {
            if (at(after_settling, row.state) && !has_row(time, row.state, E::paid_again))
                return false;
        }
    }
    return true;
}
static_assert(second_payments_are_refunded());

/// D4: what is owed back changes nothing else, and what settles is not owed back.
static_assert(every_row([](Channel, Transition const& row) {
    bool const owed = row.effects.contains(open_refund_case);
    return !owed || (row.to == row.from && row.effects == Effects{open_refund_case, notify});
}));

/// 9.1 and D1: without the interview, the biometrics, the adjudication or the settled fee nothing
/// gets ready; without the fee nothing is even adjudicated, and no app applicant is scheduled.
consteval bool nothing_is_skipped() {
    for (FeeTime const time : kFeeTimes) {
        for (State const needed : {S::biometrics, S::interview, S::verified, S::adjudicating,
                                   S::allocated, S::printing, S::quality_test}) {
            auto const without = [&](Transition const& row) { return row.to != needed; };
            if (at(reached(time, without), S::ready)) return false;
        }
        auto const unsettled = [](Transition const& row) { return !settles(row); };
        Reached const unpaid = reached(time, unsettled);
        for (State const never : {S::adjudicating, S::ready, S::scheduled, S::paid_unplaced}) {
            if (at(unpaid, never)) return false;
        }
    }
    return true;
}
static_assert(nothing_is_skipped());

/// Only what is ready is handed over, and only what was adjudicated gets a booklet.
static_assert(every_row([](Channel, Transition const& row) {
    if (row.to == row.from) return true;
    if (row.to == S::handed_over) return row.from == S::ready || row.from == S::in_delivery;
    if (row.to == S::allocated) return row.from == S::adjudicating;
    if (row.to == S::issued_cancelled) return kBooklet.contains(row.from);
    return true;
}));

}  // namespace

std::span<Transition const> transitions() {
    return kTransitions;
}

Result<Step> step(Channel channel, State state, Event event) {
    FeeTime const time = fee_time(channel);
    auto const row = std::ranges::find_if(kTransitions, [&](Transition const& candidate) {
        return candidate.is_for(time) && candidate.from == state && candidate.on == event;
    });
    if (row == kTransitions.end()) {
        return std::unexpected(Error{.code = Code::not_allowed_in_state,
                                     .params = {{"state", std::string{to_text(state)}}}});
    }
    return Step{row->to, row->effects};
}

}  // namespace mpaspor::application
