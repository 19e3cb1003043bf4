#pragma once
/// What a payment means (D4): the one place that knows.

#include "base/error.hpp"
#include "base/types.hpp"
#include "domain/application/event.hpp"
#include "domain/application/state.hpp"
#include "domain/payment/bill.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace mpaspor::payment {

/// Whether money can still be refused.
enum class Notice : std::uint8_t {
    asked,  ///< The bank asks before it books (SNAP payment call): a refusal is reversed by it.
    told,   ///< It has been taken: QRIS notification, settlement statement, status query.
};

/// Where the person can have a place. Looked up only for an application that has none.
enum class Place : std::uint8_t { same_free, other_free, none_free };

struct BillFacts {
    BillState state;
    Rupiah amount;
    Instant deadline;
};

struct PaymentFacts {
    Rupiah amount;
    Instant bank_time;
    std::optional<BillFacts> bill = {};  ///< None: no bill has this code.

    application::Channel channel = application::Channel::app;
    application::State state = application::State::awaiting_payment;
    bool settled = false;                   ///< A payment was applied to the application before.
    std::optional<Rupiah> newer_bill = {};  ///< Amount of an open bill that came after this one.
    bool nik_elsewhere = false;             ///< Another application of the NIK is live.
    bool ended_for_good = false;            ///< Claimed by the NIK's owner (D8), died, or deleted.
    Place place = Place::none_free;
};

/// Where the money stands: the first two at once, the others by what comes later.
enum class Outcome : std::uint8_t { applied, refund_due, refunded, forfeited };
inline constexpr std::array<std::string_view, 4> kOutcomes{"applied", "refund_due", "refunded",
                                                           "forfeited"};
constexpr std::string_view to_text(Outcome outcome) {
    return kOutcomes[std::to_underlying(outcome)];
}
/// Errors: unknown_value.
Result<Outcome> outcome_from_text(std::string_view text);

/// What is booked for a payment.
struct Booked {
    Outcome outcome;
    /// What happens to the application; none when no bill has the code: then the treasurer alone
    /// has it.
    std::optional<application::Event> event = {};
    std::optional<BillEvent> bill_event = {};  ///< What happens to the bill that was paid.
    friend bool operator==(Booked const&, Booked const&) = default;
};

/// The class of answer; snap/ has its digits.
enum class BankAnswer : std::uint8_t {
    accepted,      ///< 2002500
    unknown_bill,  ///< 4042512
    wrong_amount,  ///< 4042513
    paid_already,  ///< 4042514
    expired,       ///< 4042519
};

struct Decision {
    BankAnswer answer;
    std::optional<Booked> booked = {};  ///< None exactly when the bank is refused.
    friend bool operator==(Decision const&, Decision const&) = default;
};

/// Repeats of one payment reference do not come here: they are answered as the first time.
///
/// In time and right settles, however late the message, by a grant if the place is gone. Late money
/// that was taken gets the same place, the nearest, or waits for one; second, wrong and misdirected
/// money is owed back. Late, wrong and second money is refused where the bank asks.
Decision decide(Notice notice, PaymentFacts const& facts);

/// The answer to an inquiry before any payment: `accepted` shows the bill (3.9).
BankAnswer inquiry(std::optional<BillFacts> const& bill, Instant now);

}  // namespace mpaspor::payment
