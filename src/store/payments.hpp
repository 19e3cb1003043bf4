#pragma once
/// What the bank says came in, and where every rupiah of it stands.

#include "domain/payment/decide.hpp"
#include "domain/payment/money.hpp"
#include "sql/connection.hpp"

#include <optional>
#include <string>

namespace mpaspor::store {

struct Payment {
    std::string provider;   ///< "snap/<bank>".
    std::string reference;  ///< The bank's own (paymentRequestId).
    BillId bill;
    ApplicationId application;
    Rupiah amount;
    Instant bank_time;  ///< Whole seconds.
    Instant received_at;
    payment::Outcome outcome = payment::Outcome::applied;
};
/// With the double entry of its first movement (D4): two lines that add up to nothing. What is owed
/// back enters the treasurer's queue (R6).
/// Errors: storage_conflict, when this reference has an outcome already.
Result<void> insert_payment(sql::Transaction& tx, Payment const& payment);
Result<std::optional<Payment>> find_payment(sql::Transaction& tx, std::string_view provider,
                                            std::string_view reference);

/// What was applied to a bill is owed back from now on (R6, D8): its payment's outcome and two more
/// lines. Nothing for a bill that nothing was paid for.
Result<void> owe_applied(sql::Transaction& tx, BillId bill, Instant now);

/// What was owed back has been paid back by the treasurer (R6): its outcome, and two more lines.
/// Errors: storage_conflict, when it is not owed back.
Result<void> pay_back(sql::Transaction& tx, Payment const& payment, Instant now);

/// What our books have of a time by the bank's clock, [from, until).
Result<std::vector<Payment>> payments_between(sql::Transaction& tx, std::string_view provider,
                                              Instant from, Instant until);

/// A message as it came (sealed under the service's key, place "inbox/<provider>/<external id>")
/// and what it was answered.
struct Inbox {
    std::string provider, external_id;
    Bytes sealed;
    std::string answer;
    Instant received_at;
};
Result<void> insert_inbox(sql::Transaction& tx, Inbox const& message);
/// Empties what was received before `before`, at most `most` messages, and gives how many. That
/// they came, and what they were answered, stays.
Result<std::int64_t> empty_inbox(sql::Transaction& tx, Instant before, int most);
/// The answer that was given to this message before.
Result<std::optional<std::string>> answer_given(sql::Transaction& tx, std::string_view provider,
                                                std::string_view external_id);

struct LedgerSum {
    std::string account;
    Rupiah amount;
};
Result<std::vector<LedgerSum>> ledger_sums(sql::Transaction& tx);
/// Payments whose lines do not add up to nothing, or that have none.
Result<std::int64_t> count_unbalanced_payments(sql::Transaction& tx);

}  // namespace mpaspor::store
