#include "testing/books.hpp"

#include "domain/application/state.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>

namespace mpaspor::testing {
namespace {

/// Each statement counts what must not be there.
constexpr auto kNeverInSeats = std::to_array<sql::Statement>({
    {"a seat row whose version is not the number of its events", R"sql(
        SELECT count(*) FROM seat s
         WHERE s.version <> (SELECT count(*) FROM seat_event e
                              WHERE e.service_point = s.service_point AND e.date = s.date
                                AND e.pool = s.pool AND e.slot = s.slot)
            OR s.version <> (SELECT COALESCE(max(e.version), 0) FROM seat_event e
                              WHERE e.service_point = s.service_point AND e.date = s.date
                                AND e.pool = s.pool AND e.slot = s.slot))sql"},
    {"a seat row whose sequence is not the number of its takings", R"sql(
        SELECT count(*) FROM seat s
         WHERE s.sequence <> (SELECT count(*) FROM seat_event e
                               WHERE e.service_point = s.service_point AND e.date = s.date
                                 AND e.pool = s.pool AND e.slot = s.slot
                                 AND e.kind IN ('taken', 'granted')))sql"},
    {"a seat row that is not what its last event says", R"sql(
        SELECT count(*) FROM seat s JOIN seat_event e
            ON e.service_point = s.service_point AND e.date = s.date AND e.pool = s.pool
           AND e.slot = s.slot AND e.version = s.version
         WHERE e.taken <> s.taken OR e.granted <> s.granted OR e.capacity <> s.capacity)sql"},
    {"a seat row whose takings do not follow from its events", R"sql(
        SELECT count(*) FROM seat s
         WHERE s.taken <> (SELECT COALESCE(sum(CASE e.kind WHEN 'taken' THEN 1 WHEN 'granted' THEN 1
                                                           WHEN 'returned' THEN -1 ELSE 0 END), 0)
                             FROM seat_event e
                            WHERE e.service_point = s.service_point AND e.date = s.date
                              AND e.pool = s.pool AND e.slot = s.slot))sql"},
    {"a grant that is not exactly what is taken beyond the capacity", R"sql(
        SELECT count(*) FROM seat
         WHERE granted <> CASE WHEN taken > capacity THEN taken - capacity ELSE 0 END)sql"},
});

constexpr auto kNever = std::to_array<sql::Statement>({
    {"an application without an assessment, or an assessment of none", R"sql(
        SELECT (SELECT count(*) FROM application a
                 WHERE a.id NOT IN (SELECT application_id FROM assessment)) +
               (SELECT count(*) FROM assessment s
                 WHERE s.application_id NOT IN (SELECT id FROM application)))sql"},
    {"a place that was taken and is nobody's, or somebody's that was not taken", R"sql(
        SELECT count(*) FROM seat s
         WHERE s.taken <> (SELECT count(*) FROM live_application l
                            WHERE l.service_point = s.service_point AND l.date = s.date
                              AND l.pool = s.pool AND l.slot = s.slot))sql"},
    {"a place of somebody in a row that does not exist", R"sql(
        SELECT count(*) FROM live_application l
         WHERE l.service_point IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM seat s
                            WHERE l.service_point = s.service_point AND l.date = s.date
                              AND l.pool = s.pool AND l.slot = s.slot))sql"},
    {"a live application under another NIK than it was VALID for", R"sql(
        SELECT count(*) FROM live_application l JOIN application a ON a.id = l.id
         WHERE a.nik_index IS NULL OR a.nik_index <> l.nik_index)sql"},
    {"a NIK with two live applications", R"sql(
        SELECT count(*) FROM (SELECT nik_index FROM live_application
                               GROUP BY nik_index HAVING count(*) > 1) AS doubled)sql"},
    {"an application that waits for a payment without its open bill", R"sql(
        SELECT count(*) FROM live_application l
         WHERE l.state = 'awaiting_payment'
           AND NOT EXISTS (SELECT 1 FROM bill b WHERE b.application_id = l.id AND b.id = l.bill_id
                              AND b.state = 'open' AND b.deadline = l.deadline))sql"},
    {"an open bill of an application that does not wait for its payment", R"sql(
        SELECT count(*) FROM bill b
         WHERE b.state = 'open'
           AND NOT EXISTS (SELECT 1 FROM live_application l
                            WHERE l.id = b.application_id AND l.bill_id = b.id
                              AND l.state = 'awaiting_payment'))sql"},
    {"an application that is settled without a paid bill", R"sql(
        SELECT count(*) FROM live_application l
         WHERE (l.paid_at IS NOT NULL OR l.state IN ('scheduled', 'paid_unplaced'))
           AND NOT EXISTS (SELECT 1 FROM bill b WHERE b.application_id = l.id AND b.id = l.bill_id
                              AND b.state = 'paid' AND b.paid_at = l.paid_at))sql"},
    {"a paid bill of a live application that is not settled", R"sql(
        SELECT count(*) FROM bill b JOIN live_application l ON l.id = b.application_id
         WHERE b.state = 'paid' AND l.paid_at IS NULL)sql"},
    {"a scheduled application without a place, or an unplaced one with one", R"sql(
        SELECT count(*) FROM live_application
         WHERE (state IN ('held', 'awaiting_payment', 'scheduled') AND service_point IS NULL)
            OR (state = 'paid_unplaced' AND service_point IS NOT NULL)
            OR (state = 'scheduled' AND first_visit IS NULL))sql"},
    {"a paid bill without its one payment, or a payment applied to one that is not paid", R"sql(
        SELECT (SELECT count(*) FROM bill b LEFT JOIN live_application l ON l.id = b.application_id
                 WHERE b.state = 'paid' AND b.amount > 0
                   AND 1 <> (SELECT count(*) FROM payment p
                              WHERE p.bill_id = b.id AND p.outcome = 'applied'
                                AND p.amount = b.amount)
                   -- Whoever lost the application has it owed back (D8).
                   AND (l.id IS NOT NULL
                        OR NOT EXISTS (SELECT 1 FROM payment p
                                        WHERE p.bill_id = b.id AND p.outcome <> 'applied'
                                          AND p.amount = b.amount)))
             + (SELECT count(*) FROM payment p
                 WHERE p.outcome = 'applied'
                   AND NOT EXISTS (SELECT 1 FROM bill b
                                    WHERE b.id = p.bill_id AND b.state = 'paid')))sql"},
    {"a payment whose entries do not add up to nothing", R"sql(
        SELECT count(*) FROM payment p
         WHERE 0 <> COALESCE((SELECT sum(l.amount) FROM ledger_entry l
                               WHERE l.provider = p.provider AND l.reference = p.reference), 1)
      )sql"},
    {"a payment that does not stand in the account of its outcome", R"sql(
        SELECT count(*) FROM payment p
         WHERE p.amount <> COALESCE((SELECT -sum(l.amount) FROM ledger_entry l
                                      WHERE l.provider = p.provider AND l.reference = p.reference
                                        AND l.account = p.outcome), 0)
            OR p.amount <> COALESCE((SELECT sum(l.amount) FROM ledger_entry l
                                      WHERE l.provider = p.provider AND l.reference = p.reference
                                        AND l.account = 'bank'), 0))sql"},
    {"an entry without its payment", R"sql(
        SELECT count(*) FROM ledger_entry l
         WHERE NOT EXISTS (SELECT 1 FROM payment p
                            WHERE l.provider = p.provider AND l.reference = p.reference))sql"},
    {"a hold or a bill without its timer", R"sql(
        SELECT count(*) FROM live_application l
         WHERE (l.state = 'held'
                AND NOT EXISTS (SELECT 1 FROM timer t WHERE t.kind = 'hold_end'
                                   AND t.subject = l.id AND t.due = l.deadline))
            OR (l.state = 'awaiting_payment'
                AND NOT EXISTS (SELECT 1 FROM timer t WHERE t.kind = 'bill_deadline'
                                   AND t.subject = l.bill_id)))sql"},
    {"an application whose version is not the number of its audit rows", R"sql(
        SELECT count(*) FROM application a LEFT JOIN live_application l ON l.id = a.id
         WHERE COALESCE(l.version, a.version) <> (SELECT count(*) FROM audit_event e
                                  WHERE e.kind = 'application' AND e.subject = a.id)
            OR COALESCE(l.version, a.version) <> (SELECT COALESCE(max(e.version), 0)
                                   FROM audit_event e
                                  WHERE e.kind = 'application' AND e.subject = a.id))sql"},
    {"an application that is not in the state of its last audit row", R"sql(
        SELECT count(*) FROM application a LEFT JOIN live_application l ON l.id = a.id
          JOIN audit_event e ON e.kind = 'application' AND e.subject = a.id
                            AND e.version = COALESCE(l.version, a.version)
         WHERE e.result <> COALESCE(l.state, a.state))sql"},
    {"an account, a quota rule or an officer without its audit rows", R"sql(
        SELECT (SELECT count(*) FROM account a
                 WHERE a.version <> (SELECT count(*) FROM audit_event e
                                      WHERE e.kind = 'account' AND e.subject = a.id))
             + (SELECT count(*) FROM quota_rule q
                 WHERE q.proposed_by <> 'data'
                   AND q.version <> (SELECT count(*) FROM audit_event e
                                      WHERE e.kind = 'quota_rule' AND e.subject = q.id))
             + (SELECT count(*) FROM officer o
                 WHERE o.version <> (SELECT count(*) FROM audit_event e
                                      WHERE e.kind = 'officer' AND e.subject = o.id)))sql"},
    {"a request whose version is not the number of its audit rows", R"sql(
        SELECT count(*) FROM request r
         WHERE r.version <> (SELECT count(*) FROM audit_event e
                              WHERE e.kind = 'request' AND e.subject = r.id))sql"},
    {"a payment that is owed back and not in the treasurer's queue, or the other way round", R"sql(
        SELECT (SELECT count(*) FROM payment p
                 WHERE p.outcome = 'refund_due'
                   AND NOT EXISTS (SELECT 1 FROM refund r
                                    WHERE r.provider = p.provider AND r.reference = p.reference
                                      AND r.state <> 'paid'))
             + (SELECT count(*) FROM payment p
                 WHERE p.outcome = 'refunded'
                   AND NOT EXISTS (SELECT 1 FROM refund r
                                    WHERE r.provider = p.provider AND r.reference = p.reference
                                      AND r.state = 'paid'))
             + (SELECT count(*) FROM refund r
                 WHERE NOT EXISTS (SELECT 1 FROM payment p
                                    WHERE r.provider = p.provider AND r.reference = p.reference
                                      AND p.outcome IN ('refund_due', 'refunded'))))sql"},
    {"a refund or a difference whose version is not the number of its audit rows", R"sql(
        SELECT (SELECT count(*) FROM refund r
                 WHERE r.version <> (SELECT count(*) FROM audit_event e
                                      WHERE e.kind = 'refund' AND e.subject = r.id))
             + (SELECT count(*) FROM difference d
                 WHERE d.version <> (SELECT count(*) FROM audit_event e
                                      WHERE e.kind = 'difference' AND e.subject = d.id)))sql"},
    {"a service point whose version is not the number of its audit rows", R"sql(
        SELECT count(*) FROM service_point p
         WHERE p.version <> (SELECT count(*) FROM audit_event e
                              WHERE e.kind = 'service_point' AND e.subject = p.id))sql"},
});

std::vector<std::string> found_by(sql::Connection& connection,
                                  std::span<sql::Statement const> statements) {
    std::vector<std::string> found;
    for (auto const& statement : statements) {
        auto const count = connection.run(statement, {}).value().at(0).integer(0);
        if (count > 0) found.push_back(std::to_string(count) + " x " + std::string{statement.name});
    }
    return found;
}

constexpr sql::Statement kStates{"states", R"sql(
    SELECT a.id, a.state, l.state FROM application a LEFT JOIN live_application l ON l.id = a.id
)sql"};

std::vector<std::string> differing_states(sql::Connection& connection) {
    std::vector<std::string> found;
    auto const rows = connection.run(kStates, {}).value();
    for (auto const& row : rows) {
        bool const is_live = !row.null(2);
        auto const state = application::state_from_text(row.text(is_live ? 2 : 1)).value();
        if (application::live(state) == is_live) continue;
        found.push_back("application " + std::to_string(row.integer(0)) + " is live or not, but " +
                        std::string{application::to_text(state)});
    }
    return found;
}

}  // namespace

std::vector<std::string> differences_in_seats(sql::Connection& connection) {
    return found_by(connection, kNeverInSeats);
}

std::vector<std::string> differences_in_books(sql::Connection& connection) {
    auto found = differing_states(connection);
    std::ranges::move(differences_in_seats(connection), std::back_inserter(found));
    std::ranges::move(found_by(connection, kNever), std::back_inserter(found));
    return found;
}

}  // namespace mpaspor::testing
