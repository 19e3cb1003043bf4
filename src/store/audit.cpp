#include "store/audit.hpp"

#include "store/columns.hpp"

namespace mpaspor::store {
namespace {

constexpr sql::Statement kInsert{"insert_audit", R"sql(
    INSERT INTO audit_event (kind, subject, version, at, actor, station, action, rule, result, salt,
                             leaf)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
)sql"};

constexpr sql::Statement kOf{"audit_of", R"sql(
    SELECT version, at, actor, station, action, rule, result FROM audit_event
     WHERE kind = $1 AND subject = $2 ORDER BY version LIMIT $3
)sql"};

constexpr sql::Statement kAction{"action_of", R"sql(
    SELECT action FROM audit_event WHERE kind = $1 AND subject = $2 AND version = $3
)sql"};

constexpr sql::Statement kNext{"next_audit_version", R"sql(
    SELECT COALESCE(max(version), 0) + 1 FROM audit_event WHERE kind = $1 AND subject = $2
)sql"};

/// A commitment to the row that says nothing about it once its salt is destroyed.
Digest leaf(AuditEvent const& e) {
    std::string text = to_text(e.salt);
    for (std::string const& part :
         {std::string{e.kind}, std::to_string(e.subject), std::to_string(e.version),
          std::to_string(number(e.at)), e.actor, e.station, std::string{e.action},
          std::string{e.rule}, e.result}) {
        text.append("\n").append(part);
    }
    return sha256(text);
}

}  // namespace

Result<void> insert_audit(sql::Transaction& tx, AuditEvent const& e) {
    auto const inserted = tx.run(kInsert, {e.kind, e.subject, e.version, number(e.at), e.actor,
                                           e.station, e.action, e.rule, e.result, e.salt, leaf(e)});
    if (inserted || inserted.error().constraint != "audit_event_kind_subject_version") {
        return inserted;
    }
    return fail(Code::storage_conflict, "another change of the same version");
}

Result<std::int64_t> next_audit_version(sql::Transaction& tx, std::string_view kind,
                                        std::int64_t subject) {
    auto const row = TRY(tx.row(kNext, {kind, subject}));
    return row->integer(0);
}

Result<std::vector<AuditRow>> audit_of(sql::Transaction& tx, std::string_view kind,
                                       std::int64_t subject, int most) {
    auto const rows = TRY(tx.rows(kOf, {kind, subject, std::int64_t{most}}));
    std::vector<AuditRow> events;
    for (sql::Row const& row : rows) {
        events.push_back({row.integer(0), instant(row.integer(1)), row.text(2), row.text(3),
                          row.text(4), row.text(5), row.text(6)});
    }
    return events;
}

Result<std::string> action_of(sql::Transaction& tx, std::string_view kind, std::int64_t subject,
                              std::int64_t version) {
    auto const row = TRY(tx.row(kAction, {kind, subject, version}));
    if (!row) return std::string{};
    return row->text(0);
}

}  // namespace mpaspor::store
