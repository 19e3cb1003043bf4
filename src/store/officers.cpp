#include "store/officers.hpp"

#include "store/columns.hpp"

namespace mpaspor::store {
namespace {

constexpr sql::Statement kFind{"find_officer_account", R"sql(
    SELECT o.id, o.login, o.role, o.office_id, o.created, f.code, f.region, o.active, p.hash,
           p.must_change, p.set_at
      FROM officer o JOIN office f ON f.id = o.office_id
      LEFT JOIN officer_password p ON p.officer_id = o.id
     WHERE o.login = $1
)sql"};
constexpr sql::Statement kLoad{"load_officer_account", R"sql(
    SELECT o.id, o.login, o.role, o.office_id, o.created, f.code, f.region, o.active, p.hash,
           p.must_change, p.set_at
      FROM officer o JOIN office f ON f.id = o.office_id
      LEFT JOIN officer_password p ON p.officer_id = o.id
     WHERE o.id = $1
)sql"};
constexpr sql::Statement kAll{"all_officer_accounts", R"sql(
    SELECT o.id, o.login, o.role, o.office_id, o.created, f.code, f.region, o.active
      FROM officer o JOIN office f ON f.id = o.office_id ORDER BY o.login
)sql"};
constexpr sql::Statement kSavePassword{"save_password", R"sql(
    INSERT INTO officer_password (officer_id, hash, must_change, set_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (officer_id) DO UPDATE
       SET hash = excluded.hash, must_change = excluded.must_change, set_at = excluded.set_at
)sql"};
constexpr sql::Statement kSetActive{"set_officer_active", R"sql(
    UPDATE officer SET active = $2 WHERE id = $1
)sql"};
constexpr sql::Statement kNextVersion{"next_officer_version", R"sql(
    UPDATE officer SET version = version + 1 WHERE id = $1 RETURNING version
)sql"};

constexpr sql::Statement kLoadTries{"load_login_tries", R"sql(
    SELECT wrong, last_wrong, locked_until FROM login_try WHERE login_index = $1
)sql"};
constexpr sql::Statement kSaveTries{"save_login_tries", R"sql(
    INSERT INTO login_try (login_index, wrong, last_wrong, locked_until) VALUES ($1, $2, $3, $4)
    ON CONFLICT (login_index) DO UPDATE
       SET wrong = excluded.wrong, last_wrong = excluded.last_wrong,
           locked_until = excluded.locked_until
)sql"};
constexpr sql::Statement kDeleteTries{"delete_login_tries", R"sql(
    DELETE FROM login_try WHERE login_index = $1
)sql"};
constexpr sql::Statement kForgetTries{"forget_login_tries", R"sql(
    DELETE FROM login_try WHERE login_index IN
        (SELECT login_index FROM login_try WHERE last_wrong < $1 LIMIT $2)
)sql"};

OfficerAccount without_password(sql::Row const& row) {
    return {.officer = {.id = {row.integer(0)},
                        .login = row.text(1),
                        .role = row.text(2),
                        .office = {row.integer(3)},
                        .created = instant(row.integer(4))},
            .office_code = row.text(5),
            .region = row.text(6),
            .active = row.integer(7) != 0};
}

OfficerAccount read(sql::Row const& row) {
    auto account = without_password(row);
    if (row.null(8)) return account;
    account.password = row.text(8);
    account.must_change = row.integer(9) != 0;
    account.password_set = instant(row.integer(10));
    return account;
}

}  // namespace

Result<std::optional<OfficerAccount>> find_officer_account(sql::Transaction& tx,
                                                           std::string_view login) {
    auto const row = TRY(tx.row(kFind, {login}));
    if (!row) return std::nullopt;
    return read(*row);
}

Result<OfficerAccount> load_officer_account(sql::Transaction& tx, OfficerId id) {
    auto const row = TRY(tx.row(kLoad, {id.value}));
    if (!row) return fail(Code::not_signed_in);
    return read(*row);
}

Result<std::vector<OfficerAccount>> all_officer_accounts(sql::Transaction& tx) {
    auto const rows = TRY(tx.rows(kAll, {}));
    std::vector<OfficerAccount> accounts;
    for (sql::Row const& row : rows) accounts.push_back(without_password(row));
    return accounts;
}

Result<void> save_password(sql::Transaction& tx, OfficerId id, std::string_view hash,
                           bool must_change, Instant now) {
    return tx.run(kSavePassword, {id.value, hash, std::int64_t{must_change}, number(now)});
}

Result<void> set_officer_active(sql::Transaction& tx, OfficerId id, bool active) {
    return tx.run(kSetActive, {id.value, std::int64_t{active}});
}

Result<std::int64_t> next_officer_version(sql::Transaction& tx, OfficerId id) {
    auto const row = TRY(tx.row(kNextVersion, {id.value}));
    if (!row) return fail(Code::not_signed_in);
    return row->integer(0);
}

Result<std::optional<LoginTries>> load_login_tries(sql::Transaction& tx,
                                                   Digest const& login_index) {
    auto const row = TRY(tx.row(kLoadTries, {login_index}));
    if (!row) return std::nullopt;
    return LoginTries{row->integer(0), instant(row->integer(1)), instant(row->integer(2))};
}

Result<void> save_login_tries(sql::Transaction& tx, Digest const& login_index,
                              LoginTries const& tries) {
    return tx.run(kSaveTries,
                  {login_index, tries.wrong, number(tries.last_wrong), number(tries.locked_until)});
}

Result<void> delete_login_tries(sql::Transaction& tx, Digest const& login_index) {
    return tx.run(kDeleteTries, {login_index});
}

Result<void> forget_login_tries(sql::Transaction& tx, Instant before, int most) {
    return tx.run(kForgetTries, {number(before), std::int64_t{most}});
}

}  // namespace mpaspor::store
