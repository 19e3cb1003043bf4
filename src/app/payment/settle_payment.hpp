#pragma once

#include "app/context.hpp"
#include "domain/payment/decide.hpp"
#include "sql/connection.hpp"
#include "store/bills.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpaspor::app {

/// A payment, as an outside system tells of it.
struct SettlePayment {
    std::string provider;   ///< "snap/<partner>".
    std::string reference;  ///< Its own name for this payment (paymentRequestId).
    BillId bill;            ///< As the billing code says; there may be none.
    Rupiah amount;
    Instant bank_time;  ///< Floored to seconds.
    payment::Notice notice = payment::Notice::asked;
    std::string received;  ///< Name of the message in the inbox.
    Bytes sealed;          ///< The message as it came, place "inbox/<provider>/<received>".
};

/// Gives the payment exactly one outcome (D4), by whatever way and however often it is told, and
/// the answer for the bank: a repeated reference gets the first one again. What the bank can still
/// take back is refused and not booked; the message and its answer are kept all the same.
/// Errors: only those of storage.
Result<payment::BankAnswer> settle_payment(sql::Transaction& tx, Context const& context,
                                           SettlePayment const& input);

/// The seats it may touch, for the executor.
Result<std::vector<booking::SeatKey>> seats_to_settle(sql::Transaction& tx, BillId bill);

/// What the bank shows before a payment: the bill, if it may be paid now (3.9).
struct BillPresented {
    payment::BankAnswer answer = payment::BankAnswer::unknown_bill;
    std::optional<store::Bill> bill;
};
Result<BillPresented> present_bill(sql::Transaction& tx, Context const& context, BillId bill);

}  // namespace mpaspor::app
