#include "store/applications.hpp"

#include "store/columns.hpp"

namespace mpaspor::store {
namespace {

using application::State;

constexpr sql::Statement kInsert{"insert_application", R"sql(
    INSERT INTO application (id, account_id, channel, state, version, created)
    VALUES ($1, $2, $3, $4, $5, $6)
)sql"};

constexpr std::string_view kColumns = R"sql(
    SELECT a.id, a.account_id, a.channel, COALESCE(l.state, a.state),
           COALESCE(l.version, a.version), a.created, a.nik_index, a.nik_verified_at, a.type,
           a.product, a.validity_years, l.id, l.service_point, l.date, l.pool, l.slot, l.sequence,
           l.deadline, l.bill_id, l.paid_at, l.first_visit, l.reschedules, a.accelerated,
           a.erased_at
      FROM application a LEFT JOIN live_application l ON l.id = a.id
)sql";

/// Built once: the columns are the same, the conditions differ.
sql::Statement const& load_statement() {
    static std::string const text =
        std::string{kColumns} + " WHERE a.id = $1 AND a.account_id = $2 AND a.erased_at IS NULL";
    static sql::Statement const statement{"load_application", text};
    return statement;
}
/// For PostgreSQL. A row that waited for is read again as it then is.
sql::Statement const& load_to_book_statement() {
    static std::string const text =
        std::string{kColumns} +
        " WHERE a.id = $1 AND a.account_id = $2 AND a.erased_at IS NULL FOR SHARE OF a";
    static sql::Statement const statement{"load_application", text};
    return statement;
}
/// For PostgreSQL. A statement of its own, so that the next one sees what was waited for.
constexpr sql::Statement kLockToEdit{"lock_application", R"sql(
    SELECT 1 FROM application WHERE id = $1 AND account_id = $2 FOR NO KEY UPDATE
)sql"};
constexpr sql::Statement kLockAnyToEdit{"lock_application", R"sql(
    SELECT 1 FROM application WHERE id = $1 FOR NO KEY UPDATE
)sql"};
sql::Statement const& load_any_statement() {
    static std::string const text = std::string{kColumns} + " WHERE a.id = $1";
    static sql::Statement const statement{"load_any_application", text};
    return statement;
}
sql::Statement const& of_account_statement() {
    static std::string const text = std::string{kColumns} +
                                    " WHERE a.account_id = $1 AND a.erased_at IS NULL"
                                    " AND (a.created, a.id) < (COALESCE("
                                    "(SELECT b.created FROM application b WHERE b.id = $2),"
                                    " 9223372036854775807), $2)"
                                    " ORDER BY a.created DESC, a.id DESC LIMIT $3";
    static sql::Statement const statement{"applications_of", text};
    return statement;
}

sql::Statement const& of_nik_statement() {
    static std::string const text = std::string{kColumns} + " WHERE l.nik_index = $1";
    static sql::Statement const statement{"live_of_nik", text};
    return statement;
}

constexpr sql::Statement kCountActive{"count_active_applications", R"sql(
    SELECT count(*) FROM application a LEFT JOIN live_application l ON l.id = a.id
     WHERE a.account_id = $1 AND (l.id IS NOT NULL OR a.state IN ('draft', 'expired'))
)sql"};

constexpr sql::Statement kEnterLive{"enter_live", R"sql(
    INSERT INTO live_application (id, nik_index, state, version, service_point, date, pool, slot,
                                  sequence, deadline, bill_id, paid_at, first_visit, reschedules)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
)sql"};

constexpr sql::Statement kSaveLive{"save_live", R"sql(
    UPDATE live_application
       SET state = $3, version = $4, service_point = $5, date = $6, pool = $7, slot = $8,
           sequence = $9, deadline = $10, bill_id = $11, paid_at = $12, first_visit = $13,
           reschedules = $14
     WHERE id = $1 AND version = $2
    RETURNING version
)sql"};

constexpr sql::Statement kLeaveLive{"leave_live", R"sql(
    DELETE FROM live_application WHERE id = $1 AND version = $2 RETURNING version
)sql"};

constexpr sql::Statement kRest{"rest_application", R"sql(
    UPDATE application SET state = $2, version = $3 WHERE id = $1 RETURNING version
)sql"};

constexpr sql::Statement kSaveAtRest{"save_application_at_rest", R"sql(
    UPDATE application SET state = $3, version = $4 WHERE id = $1 AND version = $2
    RETURNING version
)sql"};

constexpr sql::Statement kSaveNik{"save_nik", R"sql(
    UPDATE application SET nik_index = $2, nik_verified_at = $3 WHERE id = $1 RETURNING id
)sql"};

constexpr sql::Statement kSaveProduct{"save_product", R"sql(
    UPDATE application SET type = $2, product = $3, validity_years = $4, accelerated = $5
     WHERE id = $1 RETURNING id
)sql"};

constexpr sql::Statement kSeatOf{"seat_of", R"sql(
    SELECT service_point, date, pool, slot FROM live_application
     WHERE id = $1 AND service_point IS NOT NULL
)sql"};

constexpr sql::Statement kElsewhere{"nik_elsewhere", R"sql(
    SELECT CASE WHEN EXISTS (SELECT 1 FROM live_application WHERE nik_index = $1 AND id <> $2)
                  OR EXISTS (SELECT 1 FROM nik_reservation
                              WHERE nik_index = $1 AND account_id <> $3 AND until > $4)
                THEN 1 ELSE 0 END
)sql"};

booking::SeatKey seat_key(sql::Row const& row, std::size_t first) {
    return {.service_point = {row.integer(first)},
            .date = local_date(row.integer(first + 1)),
            .pool = booking::pool_from_text(row.text(first + 2)).value(),
            .slot = minutes(row.integer(first + 3))};
}

Application read(sql::Row const& row) {
    Application a{.id = {row.integer(0)},
                  .account = {row.integer(1)},
                  .state = application::state_from_text(row.text(3)).value(),
                  .version = row.integer(4),
                  .live = !row.null(11),
                  .channel = application::channel_from_text(row.text(2)).value(),
                  .created = instant(row.integer(5))};
    if (!row.null(6)) a.nik = ValidNik{digest(row.bytes(6)), instant(row.integer(7))};
    if (!row.null(8)) a.type = row.text(8);
    if (!row.null(9)) a.product = row.text(9);
    if (!row.null(10)) a.validity_years = static_cast<int>(row.integer(10));
    a.accelerated = row.integer(22) != 0;
    a.erased = !row.null(23);
    if (!a.live) return a;
    if (!row.null(12)) a.seat = booking::Seat{seat_key(row, 12), row.integer(16)};
    a.deadline = optional_instant(row, 17);
    if (!row.null(18)) a.bill = BillId{row.integer(18)};
    a.paid_at = optional_instant(row, 19);
    a.first_visit = optional_date(row, 20);
    a.reschedules_used = static_cast<int>(row.integer(21));
    return a;
}

Result<Application> found(std::optional<sql::Row> const& row) {
    if (!row) return fail(Code::application_not_found);
    return read(*row);
}

Result<void> guarded(std::optional<sql::Row> const& row) {
    if (!row) return fail(Code::storage_conflict, "another version of the application");
    return {};
}

/// The columns of live_application that an Application fills.
struct LiveColumns {
    explicit LiveColumns(Application const& a)
        : bill(a.bill ? sql::Argument{a.bill->value} : sql::Argument{sql::Null{}}) {
        if (!a.seat) return;
        auto const& key = a.seat->key;
        service_point = key.service_point.value;
        date = number(key.date);
        pool = text(key.pool);
        slot = number(key.slot);
        sequence = a.seat->sequence;
    }
    sql::Argument service_point, date, pool, slot, sequence, bill;
};

Result<void> enter_live(sql::Transaction& tx, Application const& a, std::int64_t version) {
    if (!a.nik) return fail(Code::nik_not_valid);
    LiveColumns const c{a};
    auto const entered =
        tx.rows(kEnterLive,
                {a.id.value, a.nik->index, application::to_text(a.state), version, c.service_point,
                 c.date, c.pool, c.slot, c.sequence, argument(a.deadline), c.bill,
                 argument(a.paid_at), argument(a.first_visit), std::int64_t{a.reschedules_used}});
    if (entered) return {};
    // On SQLite two fast holds of one application meet in the id before they meet in the NIK.
    auto const& constraint = entered.error().constraint;
    if (constraint == "live_application_nik_index") return fail(Code::nik_has_live_application);
    if (constraint == "live_application_id") return fail(Code::storage_conflict, constraint);
    return std::unexpected(entered.error());
}

Result<void> save_live(sql::Transaction& tx, std::int64_t seen, Application const& a,
                       std::int64_t version) {
    LiveColumns const c{a};
    auto const row =
        TRY(tx.row(kSaveLive, {a.id.value, seen, application::to_text(a.state), version,
                               c.service_point, c.date, c.pool, c.slot, c.sequence,
                               argument(a.deadline), c.bill, argument(a.paid_at),
                               argument(a.first_visit), std::int64_t{a.reschedules_used}}));
    return guarded(row);
}

}  // namespace

Result<void> insert_application(sql::Transaction& tx, Application const& a) {
    auto const inserted =
        tx.run(kInsert, {a.id.value, a.account.value, application::to_text(a.channel),
                         application::to_text(a.state), a.version, number(a.created)});
    bool const refused = !inserted && inserted.error().code == Code::constraint_violated;
    if (!refused || inserted.error().constraint == "application_id") return inserted;
    return fail(Code::not_signed_in, "the account was deleted meanwhile");
}

Result<Application> load_application(sql::Transaction& tx, ApplicationId id, AccountId owner) {
    auto const row = TRY(tx.row(load_statement(), {id.value, owner.value}));
    return found(row);
}

Result<Application> load_application_to_book(sql::Transaction& tx, ApplicationId id,
                                             AccountId owner) {
    if (tx.engine() == sql::Engine::sqlite) return load_application(tx, id, owner);
    auto const row = TRY(tx.row(load_to_book_statement(), {id.value, owner.value}));
    return found(row);
}

Result<Application> load_application_to_edit(sql::Transaction& tx, ApplicationId id,
                                             AccountId owner) {
    if (tx.engine() == sql::Engine::postgres) TRY(tx.run(kLockToEdit, {id.value, owner.value}));
    return load_application(tx, id, owner);
}

Result<Application> load_any_application(sql::Transaction& tx, ApplicationId id) {
    auto const row = TRY(tx.row(load_any_statement(), {id.value}));
    return found(row);
}

Result<Application> load_any_application_to_edit(sql::Transaction& tx, ApplicationId id) {
    if (tx.engine() == sql::Engine::postgres) TRY(tx.run(kLockAnyToEdit, {id.value}));
    return load_any_application(tx, id);
}

Result<std::vector<Application>> applications_of(sql::Transaction& tx, AccountId owner,
                                                 std::optional<ApplicationId> before, int most) {
    constexpr std::int64_t kBeyondAll = std::int64_t{1} << 62U;
    auto const rows =
        TRY(tx.rows(of_account_statement(),
                    {owner.value, before ? before->value : kBeyondAll, std::int64_t{most}}));
    std::vector<Application> applications;
    for (sql::Row const& row : rows) applications.push_back(read(row));
    return applications;
}

Result<int> count_active_applications(sql::Transaction& tx, AccountId owner) {
    auto const row = TRY(tx.row(kCountActive, {owner.value}));
    return static_cast<int>(row->integer(0));
}

Result<void> save_application(sql::Transaction& tx, Application const& before,
                              Application const& after) {
    bool const live = application::live(after.state);
    auto const version = before.version + 1;
    if (before.live && live) return save_live(tx, before.version, after, version);
    if (!before.live && live) return enter_live(tx, after, version);
    if (before.live) {
        auto const left = TRY(tx.row(kLeaveLive, {before.id.value, before.version}));
        TRY(guarded(left));
        auto const row =
            TRY(tx.row(kRest, {before.id.value, application::to_text(after.state), version}));
        return guarded(row);
    }
    auto const row = TRY(tx.row(kSaveAtRest, {before.id.value, before.version,
                                              application::to_text(after.state), version}));
    return guarded(row);
}

Result<void> save_nik(sql::Transaction& tx, Application const& a) {
    sql::Argument index, until;
    if (a.nik) {
        index = a.nik->index;
        until = number(a.nik->verified_at);
    }
    auto const row = TRY(tx.row(kSaveNik, {a.id.value, index, until}));
    return guarded(row);
}

Result<void> save_product(sql::Transaction& tx, Application const& a) {
    auto const row =
        TRY(tx.row(kSaveProduct, {a.id.value, argument(a.type), argument(a.product),
                                  std::int64_t{a.validity_years}, std::int64_t{a.accelerated}}));
    return guarded(row);
}

Result<std::optional<Application>> live_of_nik(sql::Transaction& tx, Digest const& nik_index) {
    auto const row = TRY(tx.row(of_nik_statement(), {nik_index}));
    if (!row) return std::nullopt;
    return read(*row);
}

Result<bool> nik_elsewhere(sql::Transaction& tx, Application const& a, Instant now) {
    auto const row =
        TRY(tx.row(kElsewhere, {a.nik->index, a.id.value, a.account.value, number(now)}));
    return row->integer(0) != 0;
}

Result<std::optional<booking::SeatKey>> seat_of(sql::Transaction& tx, ApplicationId id) {
    auto const row = TRY(tx.row(kSeatOf, {id.value}));
    if (!row) return std::nullopt;
    return seat_key(*row, 0);
}

}  // namespace mpaspor::store
