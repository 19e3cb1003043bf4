#include "domain/application/state.hpp"
#include "store/differences.hpp"

#include <array>
#include <span>

namespace mpaspor::store {
namespace {

/// Each gives application, expected, found; of the applications from $1 to before $2, at most $3.
constexpr auto kChecks = std::to_array<sql::Statement>({
    {"audit_versions", R"sql(
        SELECT id, CAST(version AS TEXT),
               CAST(events AS TEXT) || ' events, ' || CAST(first AS TEXT) || ' to ' ||
               CAST(last AS TEXT)
          FROM (SELECT a.id, COALESCE(l.version, a.version) AS version,
                       count(e.version) AS events, COALESCE(min(e.version), 0) AS first,
                       COALESCE(max(e.version), 0) AS last
                  FROM application a
                  LEFT JOIN live_application l ON l.id = a.id
                  LEFT JOIN audit_event e ON e.kind = 'application' AND e.subject = a.id
                 WHERE a.id >= $1 AND a.id < $2
                 GROUP BY a.id, l.version, a.version) AS counted
         WHERE events <> version OR last <> version OR first <> 1
         ORDER BY id LIMIT $3
    )sql"},
    {"audit_state", R"sql(
        SELECT a.id, e.result, COALESCE(l.state, a.state)
          FROM application a
          LEFT JOIN live_application l ON l.id = a.id
          JOIN audit_event e ON e.kind = 'application' AND e.subject = a.id
                            AND e.version = COALESCE(l.version, a.version)
         WHERE a.id >= $1 AND a.id < $2 AND e.result <> COALESCE(l.state, a.state)
         ORDER BY a.id LIMIT $3
    )sql"},
    {"audit_of_nothing", R"sql(
        SELECT e.subject, 'an application', CAST(count(*) AS TEXT) || ' events'
          FROM audit_event e LEFT JOIN application a ON a.id = e.subject
         WHERE e.kind = 'application' AND e.subject >= $1 AND e.subject < $2 AND a.id IS NULL
         GROUP BY e.subject
         ORDER BY e.subject LIMIT $3
    )sql"},
    // D8: the person occupied is the one the civil registry found.
    {"live_nik", R"sql(
        SELECT l.id, 'the NIK of its check',
               CASE WHEN a.nik_index IS NULL THEN 'none' ELSE 'another' END
          FROM live_application l LEFT JOIN application a ON a.id = l.id
         WHERE l.id >= $1 AND l.id < $2
           AND (a.nik_index IS NULL OR a.nik_index <> l.nik_index)
         ORDER BY l.id LIMIT $3
    )sql"},
    // 002-A3.
    {"bills_per_application", R"sql(
        SELECT application_id, 'at most 1', CAST(count(*) AS TEXT)
          FROM bill
         WHERE application_id >= $1 AND application_id < $2 AND state IN ('open', 'paid')
         GROUP BY application_id HAVING count(*) > 1
         ORDER BY application_id LIMIT $3
    )sql"},
    {"bill_of_live", R"sql(
        SELECT l.id, CASE WHEN l.paid_at IS NULL THEN 'open' ELSE 'paid' END,
               COALESCE(b.state, 'none')
          FROM live_application l
          LEFT JOIN bill b ON b.id = l.bill_id AND b.application_id = l.id
         WHERE l.id >= $1 AND l.id < $2
           AND (l.bill_id IS NOT NULL OR l.paid_at IS NOT NULL OR l.state = 'awaiting_payment')
           AND COALESCE(b.state, 'none') <> CASE WHEN l.paid_at IS NULL THEN 'open' ELSE 'paid' END
         ORDER BY l.id LIMIT $3
    )sql"},
    {"open_bill", R"sql(
        SELECT b.application_id, 'awaiting_payment', COALESCE(l.state, 'none')
          FROM bill b
          LEFT JOIN live_application l ON l.id = b.application_id AND l.bill_id = b.id
         WHERE b.application_id >= $1 AND b.application_id < $2 AND b.state = 'open'
           AND COALESCE(l.state, 'none') <> 'awaiting_payment'
         ORDER BY b.application_id LIMIT $3
    )sql"},
    // D4: a bill is paid by one payment, in full. Whoever loses the application has it owed back.
    {"payment_of_bill", R"sql(
        SELECT application_id, CAST(due AS TEXT), CAST(applied AS TEXT)
          FROM (SELECT b.application_id,
                       CASE b.state WHEN 'paid' THEN b.amount ELSE 0 END AS due,
                       (SELECT CAST(COALESCE(sum(p.amount), 0) AS BIGINT) FROM payment p
                         WHERE p.application_id = b.application_id AND p.bill_id = b.id
                           AND p.outcome = 'applied') AS applied,
                       CASE WHEN l.id IS NULL
                                 AND EXISTS (SELECT 1 FROM payment p
                                              WHERE p.bill_id = b.id AND p.amount = b.amount
                                                AND p.outcome <> 'applied')
                            THEN 1 ELSE 0 END AS let_go
                  FROM bill b LEFT JOIN live_application l ON l.id = b.application_id
                 WHERE b.application_id >= $1 AND b.application_id < $2) AS billed
         WHERE applied <> due AND NOT (let_go = 1 AND applied = 0)
         ORDER BY application_id LIMIT $3
    )sql"},
    {"payment_entries", R"sql(
        SELECT application_id, '2 or more entries, sum 0',
               CAST(entries AS TEXT) || ' entries, sum ' || CAST(total AS TEXT)
          FROM (SELECT p.application_id,
                       (SELECT count(*) FROM ledger_entry l WHERE l.provider = p.provider
                           AND l.reference = p.reference) AS entries,
                       (SELECT CAST(COALESCE(sum(l.amount), 0) AS BIGINT) FROM ledger_entry l
                         WHERE l.provider = p.provider AND l.reference = p.reference) AS total
                  FROM payment p
                 WHERE p.application_id >= $1 AND p.application_id < $2) AS posted
         WHERE entries < 2 OR total <> 0
         ORDER BY application_id LIMIT $3
    )sql"},
});

/// The states that keep a row among the live ones, as a list for IN.
std::string live_states() {
    std::string list;
    for (auto const& [state, name] : application::kStates) {
        if (!application::live(state)) continue;
        list.append(list.empty() ? "'" : ", '").append(name).append("'");
    }
    return list;
}

/// Built once: which states are live the domain says.
sql::Statement const& live_state_check() {
    static std::string const text =
        "SELECT id, expected, state FROM ("
        "  SELECT l.id, 'a live state' AS expected, l.state FROM live_application l"
        "   WHERE l.id >= $1 AND l.id < $2 AND l.state NOT IN (" +
        live_states() +
        ")  UNION ALL"
        "  SELECT a.id, 'a live row', a.state FROM application a"
        "    LEFT JOIN live_application l ON l.id = a.id"
        "   WHERE a.id >= $1 AND a.id < $2 AND l.id IS NULL AND a.state IN (" +
        live_states() + ")) AS stray ORDER BY id LIMIT $3";
    static sql::Statement const statement{"live_state", text};
    return statement;
}

constexpr sql::Statement kRange{"application_range", R"sql(
    SELECT COALESCE(max(id), 0) FROM (SELECT max(id) AS id FROM application
        UNION ALL SELECT max(id) FROM live_application
        UNION ALL SELECT max(application_id) FROM bill
        UNION ALL SELECT max(application_id) FROM payment
        UNION ALL SELECT max(subject) FROM audit_event WHERE kind = 'application') AS ids
)sql"};

constexpr sql::Statement kCount{"count_applications", R"sql(
    SELECT count(*), CAST(COALESCE(sum(COALESCE(l.version, a.version)), 0) AS BIGINT),
           (SELECT count(*) FROM audit_event e
             WHERE e.kind = 'application' AND e.subject >= $1 AND e.subject < $2)
      FROM application a LEFT JOIN live_application l ON l.id = a.id
     WHERE a.id >= $1 AND a.id < $2
)sql"};

/// Each gives subject, expected, found; at most $1.
constexpr auto kOthers = std::to_array<sql::Statement>({
    {"entry_without_payment", R"sql(
        SELECT 'payment ' || l.provider || ' ' || l.reference, 'a payment', 'none'
          FROM ledger_entry l
          LEFT JOIN payment p ON p.provider = l.provider AND p.reference = l.reference
         WHERE p.provider IS NULL
         GROUP BY l.provider, l.reference
         ORDER BY l.provider, l.reference LIMIT $1
    )sql"},
    {"quota_versions", R"sql(
        SELECT 'service point ' || CAST(id AS TEXT), CAST(version AS TEXT),
               CAST(events AS TEXT) || ' events'
          FROM (SELECT p.id, p.version,
                       (SELECT count(*) FROM audit_event e
                         WHERE e.kind = 'service_point' AND e.subject = p.id) AS events
                  FROM service_point p) AS counted
         WHERE events <> version
         ORDER BY id LIMIT $1
    )sql"},
});

Result<void> add(sql::Transaction& tx, sql::Statement const& check, ApplicationRange const& range,
                 int most, Differences& all) {
    auto const rows =
        TRY(tx.rows(check, {range.from.value, range.until.value, std::int64_t{most}}));
    for (sql::Row const& row : rows) {
        all.push_back({.check = check.name,
                       .application = {row.integer(0)},
                       .expected = row.text(1),
                       .found = row.text(2)});
    }
    return {};
}

}  // namespace

Result<ApplicationRange> application_range(sql::Transaction& tx) {
    auto const row = TRY(tx.row(kRange, {}));
    return ApplicationRange{.from = {0}, .until = {row->integer(0) + 1}};
}

Result<Differences> application_differences(sql::Transaction& tx, ApplicationRange const& range,
                                            int most) {
    Differences all;
    for (sql::Statement const& check : kChecks) TRY(add(tx, check, range, most, all));
    TRY(add(tx, live_state_check(), range, most, all));
    return all;
}

Result<ApplicationCounts> count_applications(sql::Transaction& tx, ApplicationRange const& range) {
    auto const row = TRY(tx.row(kCount, {range.from.value, range.until.value}));
    return ApplicationCounts{row->integer(0), row->integer(1), row->integer(2)};
}

Result<Differences> other_differences(sql::Transaction& tx, int most) {
    Differences all;
    for (sql::Statement const& check : kOthers) {
        auto const rows = TRY(tx.rows(check, {std::int64_t{most}}));
        for (sql::Row const& row : rows) {
            all.push_back({.check = check.name,
                           .subject = row.text(0),
                           .expected = row.text(1),
                           .found = row.text(2)});
        }
    }
    return all;
}

}  // namespace mpaspor::store
