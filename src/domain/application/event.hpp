#pragma once
/// What can happen to an application, and the work that follows from it.

#include "base/error.hpp"

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace mpaspor::application {

/// An event is a fact that decides: where facts differ in what follows, the events differ. Which
/// payment is which event, `payment::decide` says.
enum class Event : std::uint8_t {
    // The applicant, before the visit.
    seat_held,
    hold_released,
    hold_elapsed,
    submitted,       ///< A bill is issued.
    submitted_free,  ///< A bill of Rp 0: settled without a bank (2.4).
    withdrawn,
    reopened,        ///< Billed and not paid: the answers are corrected first.
    erased,          ///< The owner has what was filled in deleted.
    forgotten,       ///< Deleted, since nobody went on with it for long.
    ended_by_claim,  ///< The NIK's owner claimed it from a stranger (D8).
    // Money (D4).
    paid_in_time,            ///< The place is still there.
    paid_in_time_regranted,  ///< The place had gone: granted.
    paid_by_earlier_bill,    ///< Settles at the place held now; a newer bill becomes void.
    paid_late_same_place,    ///< Late, and the place is still free or still one's own.
    paid_late_reseated,      ///< Late: the nearest free place of the same office and pool.
    paid_late_unplaced,      ///< Late, and none is free within the horizon.
    paid_after_examination,  ///< Channels that pay after the examination (D1).
    paid_again,              ///< Settled already.
    paid_wrong_amount,       ///< Not the bill's amount.
    paid_elsewhere,          ///< The NIK went on in another application.
    paid_after_end,          ///< Given up, and neither in time nor to be taken up again.
    payment_window_elapsed,
    placed,           ///< A place came free for who had paid without one.
    placed_by_grant,  ///< An officer granted one.
    // The visit.
    rescheduled,            ///< The applicant's one reschedule (002-F4).
    reseated_by_choice,     ///< Free second choice after a late payment (D4).
    moved_by_office,        ///< The day was closed or cut: moved with priority (D3).
    rescheduled_specially,  ///< At the office, after the day (R3).
    missed,
    no_show_period_elapsed,
    // The office.
    registered_at_office,
    checked_in,
    returned_incomplete,  ///< Manual counter: deemed withdrawn (M1).
    biometrics_taken,     ///< Also when those of an earlier visit are kept.
    interviewed,
    verification_passed,
    billed_after_examination,
    billed_free_after_examination,
    fee_already_settled,  ///< Paid before the case was deferred or suspended, and resumed.
    unpaid_too_long,      ///< 30 days without the fee after the examination (D1).
    adjudication_begun,
    documents_missing,
    documents_completed,
    documents_overdue,  ///< 30 days (M4).
    deferred,
    resumed,
    suspended,
    suspension_lifted,
    investigation_opened,
    investigation_cleared,
    sanction_imposed,  ///< 6 to 24 months for negligence (2.8).
    found_false,       ///< A statement proves false (M3).
    duplicate_found,   ///< M5.
    applicant_died,
    refused,  ///< M2 and the other reasons of 2.10.
    // The booklet.
    allocated,
    print_begun,
    printed,
    quality_failed,
    quality_passed,
    sent_out,
    delivery_returned,
    handed_over,     ///< To a recorded collector (M8).
    uncollected,     ///< One month after issue (M9).
    issue_annulled,  ///< Obtained unlawfully, false statement, error (M9).
};

struct EventName {
    Event event;
    std::string_view text;
};
// clang-format off
inline constexpr auto kEvents = std::to_array<EventName>({
    {Event::seat_held, "seat_held"},
    {Event::hold_released, "hold_released"},
    {Event::hold_elapsed, "hold_elapsed"},
    {Event::submitted, "submitted"},
    {Event::submitted_free, "submitted_free"},
    {Event::withdrawn, "withdrawn"},
    {Event::reopened, "reopened"},
    {Event::erased, "erased"},
    {Event::forgotten, "forgotten"},
    {Event::ended_by_claim, "ended_by_claim"},
    {Event::paid_in_time, "paid_in_time"},
    {Event::paid_in_time_regranted, "paid_in_time_regranted"},
    {Event::paid_by_earlier_bill, "paid_by_earlier_bill"},
    {Event::paid_late_same_place, "paid_late_same_place"},
    {Event::paid_late_reseated, "paid_late_reseated"},
    {Event::paid_late_unplaced, "paid_late_unplaced"},
    {Event::paid_after_examination, "paid_after_examination"},
    {Event::paid_again, "paid_again"},
    {Event::paid_wrong_amount, "paid_wrong_amount"},
    {Event::paid_elsewhere, "paid_elsewhere"},
    {Event::paid_after_end, "paid_after_end"},
    {Event::payment_window_elapsed, "payment_window_elapsed"},
    {Event::placed, "placed"},
    {Event::placed_by_grant, "placed_by_grant"},
    {Event::rescheduled, "rescheduled"},
    {Event::reseated_by_choice, "reseated_by_choice"},
    {Event::moved_by_office, "moved_by_office"},
    {Event::rescheduled_specially, "rescheduled_specially"},
    {Event::missed, "missed"},
    {Event::no_show_period_elapsed, "no_show_period_elapsed"},
    {Event::registered_at_office, "registered_at_office"},
    {Event::checked_in, "checked_in"},
    {Event::returned_incomplete, "returned_incomplete"},
    {Event::biometrics_taken, "biometrics_taken"},
    {Event::interviewed, "interviewed"},
    {Event::verification_passed, "verification_passed"},
    {Event::billed_after_examination, "billed_after_examination"},
    {Event::billed_free_after_examination, "billed_free_after_examination"},
    {Event::fee_already_settled, "fee_already_settled"},
    {Event::unpaid_too_long, "unpaid_too_long"},
    {Event::adjudication_begun, "adjudication_begun"},
    {Event::documents_missing, "documents_missing"},
    {Event::documents_completed, "documents_completed"},
    {Event::documents_overdue, "documents_overdue"},
    {Event::deferred, "deferred"},
    {Event::resumed, "resumed"},
    {Event::suspended, "suspended"},
    {Event::suspension_lifted, "suspension_lifted"},
    {Event::investigation_opened, "investigation_opened"},
    {Event::investigation_cleared, "investigation_cleared"},
    {Event::sanction_imposed, "sanction_imposed"},
    {Event::found_false, "found_false"},
    {Event::duplicate_found, "duplicate_found"},
    {Event::applicant_died, "applicant_died"},
    {Event::refused, "refused"},
    {Event::allocated, "allocated"},
    {Event::print_begun, "print_begun"},
    {Event::printed, "printed"},
    {Event::quality_failed, "quality_failed"},
    {Event::quality_passed, "quality_passed"},
    {Event::sent_out, "sent_out"},
    {Event::delivery_returned, "delivery_returned"},
    {Event::handed_over, "handed_over"},
    {Event::uncollected, "uncollected"},
    {Event::issue_annulled, "issue_annulled"},
});
// clang-format on
inline constexpr std::size_t kEventCount = kEvents.size();

constexpr std::string_view to_text(Event event) {
    return kEvents[std::to_underlying(event)].text;
}
/// Errors: unknown_value.
Result<Event> event_from_text(std::string_view text);

/// Work that a transition asks for, recorded by the use case in the same transaction.
enum class Effect : std::uint8_t {
    enter_live,    ///< The NIK is occupied from now on (D8).
    leave_live,    ///< The NIK is free again; the application leaves the hot tables.
    take_seat,     ///< A place of the public, while `taken < capacity` (D3).
    grant_seat,    ///< A place for this person, beyond the capacity if need be (D3).
    release_seat,  ///< The place the application had goes back.
    spend_seat,    ///< The place stays counted for good: its day has come.
    start_timer,  ///< The timer of the state that is entered (9.2). One that comes late is ignored.
    expire_bill,  ///< The open bill ran out.
    void_bill,    ///< The open bill, if there is one, gives way: to the paid one, to the next.
    issue_bill,
    settle,            ///< The fee is settled: this payment is applied.
    open_refund_case,  ///< This payment is owed back: the treasurer's queue.
    refund_fee,        ///< What was applied is owed back (R6).
    forfeit_fee,       ///< What was applied, if anything, stays with the state (M6).
    issue_proof,       ///< Stage 9.
    send_to_dpri,      ///< The issuing system learns the state and the visit (002-F1).
    void_blank,        ///< The booklet assigned is cancelled.
    notify,            ///< The applicant is told (003-07).
};

struct EffectName {
    Effect effect;
    std::string_view text;
};
inline constexpr auto kEffects = std::to_array<EffectName>({
    {Effect::enter_live, "enter_live"},
    {Effect::leave_live, "leave_live"},
    {Effect::take_seat, "take_seat"},
    {Effect::grant_seat, "grant_seat"},
    {Effect::release_seat, "release_seat"},
    {Effect::spend_seat, "spend_seat"},
    {Effect::start_timer, "start_timer"},
    {Effect::expire_bill, "expire_bill"},
    {Effect::void_bill, "void_bill"},
    {Effect::issue_bill, "issue_bill"},
    {Effect::settle, "settle"},
    {Effect::open_refund_case, "open_refund_case"},
    {Effect::refund_fee, "refund_fee"},
    {Effect::forfeit_fee, "forfeit_fee"},
    {Effect::issue_proof, "issue_proof"},
    {Effect::send_to_dpri, "send_to_dpri"},
    {Effect::void_blank, "void_blank"},
    {Effect::notify, "notify"},
});
inline constexpr std::size_t kEffectCount = kEffects.size();

constexpr std::string_view to_text(Effect effect) {
    return kEffects[std::to_underlying(effect)].text;
}

/// A set of effects. Use cases carry them out in the order of the enum.
class Effects {
public:
    constexpr Effects() = default;
    constexpr Effects(std::initializer_list<Effect> effects) {
        for (Effect const effect : effects) bits_ |= bit(effect);
    }
    constexpr bool contains(Effect effect) const { return (bits_ & bit(effect)) != 0; }
    friend constexpr Effects operator+(Effects a, Effects b) {
        a.bits_ |= b.bits_;
        return a;
    }
    friend constexpr bool operator==(Effects, Effects) = default;

private:
    static constexpr std::uint32_t bit(Effect effect) {
        return std::uint32_t{1} << std::to_underlying(effect);
    }
    std::uint32_t bits_ = 0;
};

}  // namespace mpaspor::application
