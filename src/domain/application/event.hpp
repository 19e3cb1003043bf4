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

// clang-format off
inline constexpr auto kEvents = std::to_array<std::string_view>({
    "seat_held", "hold_released", "hold_elapsed", "submitted", "submitted_free", "withdrawn",
    "ended_by_claim",
    "paid_in_time", "paid_in_time_regranted", "paid_by_earlier_bill", "paid_late_same_place",
    "paid_late_reseated", "paid_late_unplaced", "paid_after_examination", "paid_again",
    "paid_wrong_amount", "paid_elsewhere", "paid_after_end", "payment_window_elapsed", "placed",
    "placed_by_grant",
    "rescheduled", "reseated_by_choice", "moved_by_office", "rescheduled_specially", "missed",
    "no_show_period_elapsed",
    "registered_at_office", "checked_in", "returned_incomplete", "biometrics_taken", "interviewed",
    "verification_passed", "billed_after_examination", "billed_free_after_examination",
    "fee_already_settled", "unpaid_too_long", "adjudication_begun", "documents_missing",
    "documents_completed", "documents_overdue", "deferred", "resumed", "suspended",
    "suspension_lifted", "investigation_opened", "investigation_cleared", "sanction_imposed",
    "found_false", "duplicate_found", "applicant_died", "refused",
    "allocated", "print_begun", "printed", "quality_failed", "quality_passed", "sent_out",
    "delivery_returned", "handed_over", "uncollected", "issue_annulled",
});
// clang-format on
inline constexpr std::size_t kEventCount = kEvents.size();

constexpr std::string_view to_text(Event event) {
    return kEvents[std::to_underlying(event)];
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
    issue_bill,
    expire_bill,       ///< The open bill ran out.
    void_bill,         ///< The open bill, if there is one, is not to be paid any more.
    settle,            ///< The fee is settled: this payment is applied.
    open_refund_case,  ///< This payment is owed back: the treasurer's queue.
    refund_fee,        ///< What was applied is owed back (R6).
    forfeit_fee,       ///< What was applied, if anything, stays with the state (M6).
    issue_proof,       ///< Stage 9.
    send_to_dpri,      ///< The issuing system learns the state and the visit (002-F1).
    void_blank,        ///< The booklet assigned is cancelled.
    notify,            ///< The applicant is told (003-07).
};

inline constexpr auto kEffects = std::to_array<std::string_view>({
    "enter_live",
    "leave_live",
    "take_seat",
    "grant_seat",
    "release_seat",
    "spend_seat",
    "start_timer",
    "issue_bill",
    "expire_bill",
    "void_bill",
    "settle",
    "open_refund_case",
    "refund_fee",
    "forfeit_fee",
    "issue_proof",
    "send_to_dpri",
    "void_blank",
    "notify",
});
inline constexpr std::size_t kEffectCount = kEffects.size();

constexpr std::string_view to_text(Effect effect) {
    return kEffects[std::to_underlying(effect)];
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
