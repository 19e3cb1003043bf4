#include "store/requests.hpp"

#include "store/columns.hpp"

namespace mpaspor::store {
namespace {

using office::RequestKind;
using office::RequestState;

constexpr sql::Statement kInsert{"insert_request", R"sql(
    INSERT INTO request (id, kind, name, account_id, application_id, nik_index, target_account,
                         office_id, state, reason, sealed, created, version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
)sql"};
constexpr sql::Statement kSave{"save_request", R"sql(
    UPDATE request SET state = $3, reason = $4, decided_at = $5, version = version + 1
     WHERE id = $1 AND version = $2
    RETURNING version
)sql"};

constexpr std::string_view kColumns = R"sql(
    SELECT r.id, r.kind, r.name, r.account_id, r.application_id, r.nik_index, r.target_account,
           r.office_id, o.code, r.state, r.reason, r.sealed, r.created, r.decided_at, r.version
      FROM request r JOIN office o ON o.id = r.office_id
)sql";
/// What an officer may see at all (trust.md rule 14): out of reach is not there.
constexpr std::string_view kInReach =
    " AND (r.office_id = $3 OR $3 = 0) AND (o.region = $4 OR $4 = '')";

sql::Statement const& own_statement() {
    static std::string const text =
        std::string{kColumns} + " WHERE r.kind = $1 AND r.name = $2 AND r.account_id = $3";
    static sql::Statement const statement{"load_own_request", text};
    return statement;
}
sql::Statement const& against_statement() {
    static std::string const text =
        std::string{kColumns} + " WHERE r.name = $1 AND r.target_account = $2";
    static sql::Statement const statement{"load_request_against", text};
    return statement;
}
sql::Statement const& in_reach_statement() {
    static std::string const text =
        std::string{kColumns} + " WHERE r.kind = $1 AND r.name = $2" + std::string{kInReach};
    static sql::Statement const statement{"load_request_in_reach", text};
    return statement;
}
sql::Statement const& claim_statement() {
    static std::string const text =
        std::string{kColumns} +
        " WHERE r.kind = 'claim' AND r.application_id = $1 AND r.account_id = $2"
        " ORDER BY r.created DESC, r.id DESC LIMIT 1";
    static sql::Statement const statement{"claim_of", text};
    return statement;
}
sql::Statement const& recoveries_statement() {
    static std::string const text =
        std::string{kColumns} +
        " WHERE r.kind = 'recovery' AND (r.account_id = $1 OR r.target_account = $1)"
        " ORDER BY r.created DESC, r.id DESC LIMIT $2";
    static sql::Statement const statement{"recoveries_of", text};
    return statement;
}
sql::Statement const& all_statement() {
    static std::string const text = std::string{kColumns} +
                                    " WHERE r.account_id = $1 OR r.target_account = $1"
                                    " ORDER BY r.created DESC, r.id DESC LIMIT $2";
    static sql::Statement const statement{"requests_of", text};
    return statement;
}
sql::Statement const& list_statement() {
    static std::string const text = std::string{kColumns} + " WHERE r.kind = $1 AND r.state = $2" +
                                    std::string{kInReach} +
                                    " AND (r.created, r.id) > (COALESCE((SELECT b.created FROM "
                                    "request b WHERE b.name = $5), 0),"
                                    " COALESCE((SELECT b.id FROM request b WHERE b.name = $5), 0))"
                                    " ORDER BY r.created, r.id LIMIT $6";
    static sql::Statement const statement{"requests_in_reach", text};
    return statement;
}

constexpr sql::Statement kCount{"count_requests", R"sql(
    SELECT count(*), COALESCE(min(created), 0) FROM request
     WHERE kind = $1 AND nik_index = $2 AND account_id = $3 AND created > $4
)sql"};
constexpr sql::Statement kInsertEvidence{"insert_evidence", R"sql(
    INSERT INTO request_evidence (request_id, position, account_id, upload_hash)
    VALUES ($1, $2, $3, $4)
)sql"};
constexpr sql::Statement kEvidence{"evidence_of", R"sql(
    SELECT u.account_id, u.hash, u.blob, u.type, u.width, u.height, u.pages, u.hints, u.created
      FROM request_evidence e
      JOIN upload u ON u.account_id = e.account_id AND u.hash = e.upload_hash
     WHERE e.request_id = $1 ORDER BY e.position
)sql"};
constexpr sql::Statement kHasPerson{"account_has_person", R"sql(
    SELECT CASE WHEN EXISTS (SELECT 1 FROM application WHERE account_id = $1 AND nik_index = $2)
                THEN 1 ELSE 0 END
)sql"};
constexpr sql::Statement kFacts{"facts_of_account", R"sql(
    SELECT (SELECT count(*) FROM application WHERE account_id = $1),
           (SELECT count(DISTINCT nik_index) FROM application WHERE account_id = $1),
           (SELECT count(*) FROM request
             WHERE target_account = $1 AND state = 'objected')
)sql"};
constexpr sql::Statement kReserve{"reserve_nik", R"sql(
    INSERT INTO nik_reservation (nik_index, account_id, until) VALUES ($1, $2, $3)
    ON CONFLICT (nik_index) DO UPDATE
       SET account_id = excluded.account_id, until = excluded.until
)sql"};
constexpr sql::Statement kReserved{"nik_reserved_for_other", R"sql(
    SELECT EXISTS (SELECT 1 FROM nik_reservation
                    WHERE nik_index = $1 AND account_id <> $2 AND until > $3)
)sql"};
constexpr sql::Statement kReservations{"reservations_of", R"sql(
    SELECT until FROM nik_reservation WHERE account_id = $1 ORDER BY until LIMIT $2
)sql"};
constexpr sql::Statement kForget{"forget_reservations", R"sql(
    DELETE FROM nik_reservation WHERE nik_index IN
        (SELECT nik_index FROM nik_reservation WHERE until <= $1 LIMIT $2)
)sql"};

Request read(sql::Row const& row) {
    Request request{.id = {row.integer(0)},
                    .kind = row.text(1) == "claim" ? RequestKind::claim : RequestKind::recovery,
                    .name = row.text(2),
                    .account = {row.integer(3)},
                    .application = {row.integer(4)},
                    .nik_index = digest(row.bytes(5)),
                    .office = {row.integer(7)},
                    .office_code = row.text(8),
                    .state = office::request_state_from_text(row.text(9)).value(),
                    .reason = office::reason_from_text(row.text(10)).value(),
                    .sealed = row.bytes(11),
                    .created = instant(row.integer(12)),
                    .decided_at = optional_instant(row, 13),
                    .version = row.integer(14)};
    if (!row.null(6)) request.target = AccountId{row.integer(6)};
    return request;
}

Result<Request> one(std::optional<sql::Row> const& row) {
    if (!row) return fail(Code::request_not_found);
    return read(*row);
}

std::vector<Request> all(std::vector<sql::Row> const& rows) {
    std::vector<Request> requests;
    for (sql::Row const& row : rows) requests.push_back(read(row));
    return requests;
}

}  // namespace

Result<void> insert_request(sql::Transaction& tx, Request const& r) {
    sql::Argument target = sql::Null{};
    if (r.target) target = r.target->value;
    auto const inserted =
        tx.run(kInsert, {r.id.value, to_text(r.kind), r.name, r.account.value, r.application.value,
                         r.nik_index, target, r.office.value, to_text(r.state), to_text(r.reason),
                         r.sealed, number(r.created), r.version});
    if (inserted || inserted.error().constraint != "request_kind_account_id") return inserted;
    return fail(Code::request_open);
}

Result<void> save_request(sql::Transaction& tx, Request const& r) {
    auto const row = TRY(tx.row(kSave, {r.id.value, r.version, to_text(r.state), to_text(r.reason),
                                        argument(r.decided_at)}));
    if (!row) return fail(Code::storage_conflict, "the request was decided meanwhile");
    return {};
}

Result<Request> load_request(sql::Transaction& tx, RequestKind kind, std::string_view name,
                             AccountId asker) {
    auto const row = TRY(tx.row(own_statement(), {to_text(kind), name, asker.value}));
    return one(row);
}

Result<Request> load_request_against(sql::Transaction& tx, std::string_view name,
                                     AccountId target) {
    auto const row = TRY(tx.row(against_statement(), {name, target.value}));
    return one(row);
}

Result<Request> load_request(sql::Transaction& tx, RequestKind kind, std::string_view name,
                             OfficeReach const& reach) {
    auto const row =
        TRY(tx.row(in_reach_statement(), {to_text(kind), name, reach.office.value, reach.region}));
    return one(row);
}

Result<std::optional<Request>> claim_of(sql::Transaction& tx, ApplicationId application,
                                        AccountId asker) {
    auto const row = TRY(tx.row(claim_statement(), {application.value, asker.value}));
    if (!row) return std::nullopt;
    return read(*row);
}

Result<std::vector<Request>> recoveries_of(sql::Transaction& tx, AccountId account, int most) {
    auto const rows = TRY(tx.rows(recoveries_statement(), {account.value, std::int64_t{most}}));
    return all(rows);
}

Result<std::vector<Request>> requests_of(sql::Transaction& tx, AccountId account, int most) {
    auto const rows = TRY(tx.rows(all_statement(), {account.value, std::int64_t{most}}));
    return all(rows);
}

Result<std::vector<Request>> requests_in_reach(sql::Transaction& tx, RequestKind kind,
                                               RequestState state, OfficeReach const& reach,
                                               std::string_view after, int most) {
    auto const rows =
        TRY(tx.rows(list_statement(), {to_text(kind), to_text(state), reach.office.value,
                                       reach.region, after, std::int64_t{most}}));
    return all(rows);
}

Result<RequestCount> count_requests(sql::Transaction& tx, RequestKind kind, Digest const& nik_index,
                                    AccountId account, Instant since) {
    auto const row = TRY(tx.row(kCount, {to_text(kind), nik_index, account.value, number(since)}));
    return RequestCount{row->integer(0), instant(row->integer(1))};
}

Result<void> insert_evidence(sql::Transaction& tx, RequestId request, int position,
                             AccountId account, Digest const& upload_hash) {
    return tx.run(kInsertEvidence,
                  {request.value, std::int64_t{position}, account.value, upload_hash});
}

Result<std::vector<Upload>> evidence_of(sql::Transaction& tx, RequestId request) {
    auto const rows = TRY(tx.rows(kEvidence, {request.value}));
    std::vector<Upload> uploads;
    for (sql::Row const& row : rows) {
        uploads.push_back({.account = {row.integer(0)},
                           .hash = digest(row.bytes(1)),
                           .blob = row.text(2),
                           .type = row.text(3),
                           .width = static_cast<int>(row.integer(4)),
                           .height = static_cast<int>(row.integer(5)),
                           .pages = static_cast<int>(row.integer(6)),
                           .hints = row.text(7),
                           .created = instant(row.integer(8))});
    }
    return uploads;
}

Result<bool> account_has_person(sql::Transaction& tx, AccountId account, Digest const& nik_index) {
    auto const row = TRY(tx.row(kHasPerson, {account.value, nik_index}));
    return row->integer(0) != 0;
}

Result<AccountFacts> facts_of_account(sql::Transaction& tx, AccountId account) {
    auto const row = TRY(tx.row(kFacts, {account.value}));
    return AccountFacts{row->integer(0), row->integer(1), row->integer(2)};
}

Result<void> reserve_nik(sql::Transaction& tx, Digest const& nik_index, AccountId account,
                         Instant until) {
    return tx.run(kReserve, {nik_index, account.value, number(until)});
}

Result<bool> nik_reserved_for_other(sql::Transaction& tx, Digest const& nik_index,
                                    AccountId account, Instant now) {
    auto const row = TRY(tx.row(kReserved, {nik_index, account.value, number(now)}));
    return row->integer(0) != 0;
}

Result<std::vector<Instant>> reservations_of(sql::Transaction& tx, AccountId account, int most) {
    auto const rows = TRY(tx.rows(kReservations, {account.value, std::int64_t{most}}));
    std::vector<Instant> until;
    for (sql::Row const& row : rows) until.push_back(instant(row.integer(0)));
    return until;
}

Result<void> forget_reservations(sql::Transaction& tx, Instant now, int most) {
    return tx.run(kForget, {number(now), std::int64_t{most}});
}

}  // namespace mpaspor::store
