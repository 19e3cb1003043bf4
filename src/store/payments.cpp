#include "store/payments.hpp"

#include "store/columns.hpp"
#include "store/refunds.hpp"

#include <utility>

namespace mpaspor::store {
namespace {

constexpr sql::Statement kInsert{"insert_payment", R"sql(
    INSERT INTO payment (provider, reference, bill_id, application_id, amount, bank_time,
                         received_at, outcome)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
)sql"};

constexpr sql::Statement kLine{"insert_ledger_entry", R"sql(
    INSERT INTO ledger_entry (provider, reference, line, account, amount, posted_at)
    VALUES ($1, $2, $3, $4, $5, $6)
)sql"};

constexpr sql::Statement kFind{"find_payment", R"sql(
    SELECT bill_id, application_id, amount, bank_time, received_at, outcome FROM payment
     WHERE provider = $1 AND reference = $2
)sql"};

constexpr sql::Statement kOweApplied{"owe_applied", R"sql(
    UPDATE payment SET outcome = 'refund_due' WHERE bill_id = $1 AND outcome = 'applied'
    RETURNING provider, reference, amount
)sql"};

constexpr sql::Statement kPayBack{"pay_back", R"sql(
    UPDATE payment SET outcome = 'refunded'
     WHERE provider = $1 AND reference = $2 AND outcome = 'refund_due'
    RETURNING amount
)sql"};

constexpr sql::Statement kOpenRefund{"open_refund", R"sql(
    INSERT INTO refund (id, provider, reference, office_id, state, reason, opened_at, approved_by,
                        version)
    VALUES ($1, $2, $3,
            COALESCE((SELECT s.office_id FROM bill b JOIN service_point s ON s.id = b.service_point
                       WHERE b.id = $4), 0),
            'due', 'none', $5, 0, 0)
)sql"};

constexpr sql::Statement kBetween{"payments_between", R"sql(
    SELECT reference, bill_id, application_id, amount, bank_time, received_at, outcome FROM payment
     WHERE provider = $1 AND bank_time >= $2 AND bank_time < $3 ORDER BY bank_time, reference
)sql"};

constexpr sql::Statement kInbox{"insert_inbox", R"sql(
    INSERT INTO inbox (provider, external_id, sealed, answer, received_at)
    VALUES ($1, $2, $3, $4, $5)
)sql"};

constexpr sql::Statement kEmpty{"empty_inbox", R"sql(
    UPDATE inbox SET sealed = $1
     WHERE (provider, external_id) IN
           (SELECT provider, external_id FROM inbox
             WHERE received_at < $2 AND length(sealed) > 0 ORDER BY received_at LIMIT $3)
    RETURNING provider
)sql"};

constexpr sql::Statement kAnswer{"answer_given", R"sql(
    SELECT answer FROM inbox WHERE provider = $1 AND external_id = $2
)sql"};

constexpr sql::Statement kSums{"ledger_sums", R"sql(
    SELECT account, sum(amount) FROM ledger_entry GROUP BY account ORDER BY account
)sql"};

constexpr sql::Statement kUnbalanced{"count_unbalanced_payments", R"sql(
    SELECT count(*) FROM payment p
     WHERE COALESCE((SELECT sum(amount) FROM ledger_entry l
                      WHERE l.provider = p.provider AND l.reference = p.reference), 1) <> 0
        OR p.amount <> COALESCE((SELECT sum(amount) FROM ledger_entry l
                                  WHERE l.provider = p.provider AND l.reference = p.reference
                                    AND l.account = 'bank'), 0)
)sql"};

using payment::Outcome;

/// The two lines of a movement have numbers of their own, so that none is posted twice.
Result<void> post(sql::Transaction& tx, Payment const& p, payment::Movement movement, Instant at) {
    auto line = std::int64_t{2} * std::to_underlying(movement);
    for (payment::Posting const& posting : payment::postings(movement, p.amount)) {
        TRY(tx.run(kLine, {p.provider, p.reference, line++, payment::to_text(posting.account),
                           posting.amount.amount, number(at)}));
    }
    return {};
}

/// Into the treasurer's queue. A payment is owed back once.
Result<void> open_refund(sql::Transaction& tx, Payment const& p, Instant now) {
    return tx.run(kOpenRefund, {number_of_names("refund " + p.provider + ' ' + p.reference),
                                p.provider, p.reference, p.bill.value, number(now)});
}

}  // namespace

Result<void> insert_payment(sql::Transaction& tx, Payment const& p) {
    auto const inserted = tx.run(
        kInsert, {p.provider, p.reference, p.bill.value, p.application.value, p.amount.amount,
                  number(p.bank_time), number(p.received_at), payment::to_text(p.outcome)});
    if (!inserted && inserted.error().constraint == "payment_provider_reference") {
        return fail(Code::storage_conflict, "the payment has an outcome");
    }
    TRY(std::move(inserted));
    if (p.outcome == Outcome::applied) return post(tx, p, payment::Movement::apply, p.received_at);
    TRY(open_refund(tx, p, p.received_at));
    return post(tx, p, payment::Movement::owe, p.received_at);
}

Result<void> owe_applied(sql::Transaction& tx, BillId bill, Instant now) {
    auto const row = TRY(tx.row(kOweApplied, {bill.value}));
    if (!row) return {};
    Payment const moved{.provider = row->text(0),
                        .reference = row->text(1),
                        .bill = bill,
                        .application = {},
                        .amount = {row->integer(2)},
                        .bank_time = {},
                        .received_at = now};
    TRY(open_refund(tx, moved, now));
    return post(tx, moved, payment::Movement::owe_applied, now);
}

Result<void> pay_back(sql::Transaction& tx, Payment const& p, Instant now) {
    auto const row = TRY(tx.row(kPayBack, {p.provider, p.reference}));
    if (!row) return fail(Code::storage_conflict, "the payment is not owed back");
    return post(tx, p, payment::Movement::refund, now);
}

Result<std::vector<Payment>> payments_between(sql::Transaction& tx, std::string_view provider,
                                              Instant from, Instant until) {
    auto const rows = TRY(tx.rows(kBetween, {provider, number(from), number(until)}));
    std::vector<Payment> payments;
    for (sql::Row const& row : rows) {
        payments.push_back({.provider = std::string{provider},
                            .reference = row.text(0),
                            .bill = {row.integer(1)},
                            .application = {row.integer(2)},
                            .amount = {row.integer(3)},
                            .bank_time = instant(row.integer(4)),
                            .received_at = instant(row.integer(5)),
                            .outcome = payment::outcome_from_text(row.text(6)).value()});
    }
    return payments;
}

Result<std::optional<Payment>> find_payment(sql::Transaction& tx, std::string_view provider,
                                            std::string_view reference) {
    auto const row = TRY(tx.row(kFind, {provider, reference}));
    if (!row) return std::nullopt;
    return Payment{.provider = std::string{provider},
                   .reference = std::string{reference},
                   .bill = {row->integer(0)},
                   .application = {row->integer(1)},
                   .amount = {row->integer(2)},
                   .bank_time = instant(row->integer(3)),
                   .received_at = instant(row->integer(4)),
                   .outcome = payment::outcome_from_text(row->text(5)).value()};
}

Result<void> insert_inbox(sql::Transaction& tx, Inbox const& m) {
    auto const inserted =
        tx.run(kInbox, {m.provider, m.external_id, m.sealed, m.answer, number(m.received_at)});
    if (inserted || inserted.error().constraint != "inbox_provider_external_id") return inserted;
    return fail(Code::storage_conflict, "the message was answered meanwhile");
}

Result<std::int64_t> empty_inbox(sql::Transaction& tx, Instant before, int most) {
    auto const rows = TRY(tx.rows(kEmpty, {Bytes{}, number(before), std::int64_t{most}}));
    return static_cast<std::int64_t>(rows.size());
}

Result<std::optional<std::string>> answer_given(sql::Transaction& tx, std::string_view provider,
                                                std::string_view external_id) {
    auto const row = TRY(tx.row(kAnswer, {provider, external_id}));
    if (!row) return std::nullopt;
    return row->text(0);
}

Result<std::vector<LedgerSum>> ledger_sums(sql::Transaction& tx) {
    auto const rows = TRY(tx.rows(kSums, {}));
    std::vector<LedgerSum> sums;
    for (sql::Row const& row : rows) sums.push_back({row.text(0), {row.integer(1)}});
    return sums;
}

Result<std::int64_t> count_unbalanced_payments(sql::Transaction& tx) {
    auto const row = TRY(tx.row(kUnbalanced, {}));
    return row->integer(0);
}

}  // namespace mpaspor::store
