#pragma once
/// Where an application can stand (domain.md 9.1), in which words the public sees it, and by which
/// channel it came in.

#include "base/error.hpp"

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace mpaspor::application {

/// A state is a fact about the case. Its name is the same in C++, SQL and JSON.
enum class State : std::uint8_t {
    draft,
    held,              ///< A place is kept for 15 minutes while the answers are checked (D5).
    awaiting_payment,  ///< Billed: before the visit (app), or after the examination (the others).
    scheduled,         ///< Settled, with a place.
    registered,        ///< At a counter, in the field or for an examination, without the app.
    checked_in,
    biometrics,  ///< Photo and fingerprints are taken.
    interview,   ///< The interview was held.
    verified,
    adjudicating,
    allocated,  ///< Adjudicated, and a blank booklet is assigned (002-A4).
    printing,
    quality_test,
    ready,
    in_delivery,
    handed_over,
    expired,        ///< A hold or a bill ran out. The draft is kept.
    paid_unplaced,  ///< Paid late and no place was free: first in line (D4).
    no_show,        ///< Missed the visit; may be rescheduled specially (R3).
    no_show_final,  ///< Missed it, and 30 days have passed (D6).
    needs_documents,
    deferred,
    suspended,
    under_investigation,
    refused,
    cancelled,
    issued_cancelled,  ///< Issued, then cancelled (M9).
};

struct StateName {
    State state;
    std::string_view text;
};
inline constexpr auto kStates = std::to_array<StateName>({
    {State::draft, "draft"},
    {State::held, "held"},
    {State::awaiting_payment, "awaiting_payment"},
    {State::scheduled, "scheduled"},
    {State::registered, "registered"},
    {State::checked_in, "checked_in"},
    {State::biometrics, "biometrics"},
    {State::interview, "interview"},
    {State::verified, "verified"},
    {State::adjudicating, "adjudicating"},
    {State::allocated, "allocated"},
    {State::printing, "printing"},
    {State::quality_test, "quality_test"},
    {State::ready, "ready"},
    {State::in_delivery, "in_delivery"},
    {State::handed_over, "handed_over"},
    {State::expired, "expired"},
    {State::paid_unplaced, "paid_unplaced"},
    {State::no_show, "no_show"},
    {State::no_show_final, "no_show_final"},
    {State::needs_documents, "needs_documents"},
    {State::deferred, "deferred"},
    {State::suspended, "suspended"},
    {State::under_investigation, "under_investigation"},
    {State::refused, "refused"},
    {State::cancelled, "cancelled"},
    {State::issued_cancelled, "issued_cancelled"},
});
inline constexpr std::size_t kStateCount = kStates.size();

constexpr std::string_view to_text(State state) {
    return kStates[std::to_underlying(state)].text;
}
/// Errors: unknown_value.
Result<State> state_from_text(std::string_view text);

/// The channel says when the fee is due (D1).
enum class Channel : std::uint8_t {
    app,      ///< Pays before the visit.
    walk_in,  ///< These three pay after the examination.
    field,
    bap,  ///< Lost or damaged passports, which an officer examines first (2.8).
};
inline constexpr std::array<std::string_view, 4> kChannels{"app", "walk_in", "field", "bap"};
constexpr std::string_view to_text(Channel channel) {
    return kChannels[std::to_underlying(channel)];
}
/// Errors: unknown_value.
Result<Channel> channel_from_text(std::string_view text);

/// True while the application occupies its NIK: no other of the same NIK may be live (D8).
constexpr bool live(State state) {
    using enum State;
    switch (state) {
        case draft:
        case handed_over:
        case refused:
        case cancelled:
        case expired:
        case issued_cancelled:
        case no_show_final: return false;
        default: return true;
    }
}

/// True while the application has a place that can still be given back. Whoever checked in, or
/// missed the day, has spent it: it stays counted and nobody else can have it.
constexpr bool holds_seat(Channel channel, State state) {
    using enum State;
    switch (state) {
        case held:
        case scheduled:
        case registered: return true;
        case awaiting_payment: return channel == Channel::app;
        default: return false;
    }
}

/// The smaller set that applicants see (domain.md 9.1); its words are in data/messages/.
enum class PublicState : std::uint8_t {
    draft,
    place_held,
    awaiting_payment,
    scheduled,
    paid_awaiting_place,
    at_office,
    in_issuance,
    in_print,
    ready,
    done,
    expired,
    deferred,
    suspended,
    refused,
    cancelled,
};
inline constexpr std::array<std::string_view, 15> kPublicStates{
    "draft",     "place_held",  "awaiting_payment", "scheduled", "paid_awaiting_place",
    "at_office", "in_issuance", "in_print",         "ready",     "done",
    "expired",   "deferred",    "suspended",        "refused",   "cancelled"};
constexpr std::string_view to_text(PublicState state) {
    return kPublicStates[std::to_underlying(state)];
}

PublicState public_state(State state);

}  // namespace mpaspor::application
