#include "store/columns.hpp"
#include "store/officers.hpp"

namespace mpaspor::store {
namespace {

constexpr sql::Statement kInsert{"insert_officer_session", R"sql(
    INSERT INTO officer_session (token_hash, officer_id, station, device, created, expires_at,
                                 last_used)
    VALUES ($1, $2, $3, $4, $5, $6, $5)
)sql"};
constexpr sql::Statement kFind{"find_officer_session", R"sql(
    SELECT s.token_hash, s.officer_id, s.station, s.device, s.created, s.expires_at, s.last_used,
           o.role, p.must_change
      FROM officer_session s JOIN officer o ON o.id = s.officer_id
      JOIN officer_password p ON p.officer_id = s.officer_id
     WHERE s.token_hash = $1 AND s.expires_at > $2 AND s.last_used > $3 AND o.active = 1
)sql"};
constexpr sql::Statement kOfOfficer{"officer_sessions_of", R"sql(
    SELECT token_hash, officer_id, station, device, created, expires_at, last_used
      FROM officer_session
     WHERE officer_id = $1 AND expires_at > $2 AND last_used > $3
     ORDER BY created DESC, token_hash LIMIT $4
)sql"};
constexpr sql::Statement kTouch{"touch_officer_session", R"sql(
    UPDATE officer_session SET last_used = $2 WHERE token_hash = $1 AND last_used < $3
)sql"};
constexpr sql::Statement kDelete{"delete_officer_session", R"sql(
    DELETE FROM officer_session WHERE token_hash = $1 AND officer_id = $2 RETURNING created
)sql"};
constexpr sql::Statement kDeleteAll{"delete_officer_sessions", R"sql(
    DELETE FROM officer_session WHERE officer_id = $1 AND token_hash <> $2
)sql"};
constexpr sql::Statement kDeleteEnded{"delete_ended_officer_sessions", R"sql(
    DELETE FROM officer_session WHERE token_hash IN
        (SELECT token_hash FROM officer_session WHERE expires_at <= $1 LIMIT $2)
)sql"};

OfficerSession read(sql::Row const& row) {
    return {.token_hash = digest(row.bytes(0)),
            .officer = {row.integer(1)},
            .station = row.text(2),
            .device = row.text(3),
            .created = instant(row.integer(4)),
            .expires_at = instant(row.integer(5)),
            .last_used = instant(row.integer(6))};
}

}  // namespace

Result<void> insert_officer_session(sql::Transaction& tx, OfficerSession const& s) {
    return tx.run(kInsert, {s.token_hash, s.officer.value, s.station, s.device, number(s.created),
                            number(s.expires_at)});
}

Result<std::optional<OpenOfficerSession>> find_officer_session(sql::Transaction& tx,
                                                               Digest const& token_hash,
                                                               Instant now, Instant used_since) {
    auto const row = TRY(tx.row(kFind, {token_hash, number(now), number(used_since)}));
    if (!row) return std::nullopt;
    return OpenOfficerSession{read(*row), row->text(7), row->integer(8) != 0};
}

Result<std::vector<OfficerSession>> officer_sessions_of(sql::Transaction& tx, OfficerId id,
                                                        Instant now, Instant used_since, int most) {
    auto const rows =
        TRY(tx.rows(kOfOfficer, {id.value, number(now), number(used_since), std::int64_t{most}}));
    std::vector<OfficerSession> sessions;
    for (sql::Row const& row : rows) sessions.push_back(read(row));
    return sessions;
}

Result<void> touch_officer_session(sql::Transaction& tx, Digest const& token_hash, Instant now,
                                   Instant unless_since) {
    return tx.run(kTouch, {token_hash, number(now), number(unless_since)});
}

Result<void> delete_officer_session(sql::Transaction& tx, OfficerId id, Digest const& token_hash) {
    auto const row = TRY(tx.row(kDelete, {token_hash, id.value}));
    if (!row) return fail(Code::session_not_found);
    return {};
}

Result<void> delete_officer_sessions(sql::Transaction& tx, OfficerId id, Digest const& kept) {
    return tx.run(kDeleteAll, {id.value, kept});
}

Result<void> delete_ended_officer_sessions(sql::Transaction& tx, Instant now, int most) {
    return tx.run(kDeleteEnded, {number(now), std::int64_t{most}});
}

}  // namespace mpaspor::store
