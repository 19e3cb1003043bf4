#include "store/accounts.hpp"

#include "store/columns.hpp"

namespace mpaspor::store {
namespace {

constexpr sql::Statement kLoadAccount{"load_account", R"sql(
    SELECT id, version FROM account WHERE id = $1
)sql"};
/// Its two columns of a contact say nothing (migration 0007).
constexpr sql::Statement kInsertAccount{"insert_account", R"sql(
    INSERT INTO account (id, contact_index, sealed, created, version) VALUES ($1, $2, $2, $3, 1)
)sql"};
constexpr sql::Statement kNextVersion{"next_account_version", R"sql(
    UPDATE account SET version = version + 1 WHERE id = $1 RETURNING version
)sql"};

constexpr sql::Statement kFindAccount{"find_account", R"sql(
    SELECT account_id FROM contact WHERE contact_index = $1
)sql"};
constexpr sql::Statement kContacts{"contacts_of", R"sql(
    SELECT contact_index, sealed, confirmed FROM contact WHERE account_id = $1
     ORDER BY confirmed, contact_index
)sql"};
constexpr sql::Statement kInsertContact{"insert_contact", R"sql(
    INSERT INTO contact (contact_index, account_id, sealed, confirmed) VALUES ($1, $2, $3, $4)
)sql"};
constexpr sql::Statement kDeleteContact{"delete_contact", R"sql(
    DELETE FROM contact WHERE contact_index = $1 AND account_id = $2 RETURNING confirmed
)sql"};

constexpr sql::Statement kLoadCode{"load_sign_in_code", R"sql(
    SELECT code_hash, expires_at, attempts_left, sent, window_start FROM sign_in_code
     WHERE contact_index = $1
)sql"};
constexpr sql::Statement kSaveCode{"save_sign_in_code", R"sql(
    INSERT INTO sign_in_code (contact_index, code_hash, expires_at, attempts_left, sent,
                              window_start)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (contact_index) DO UPDATE
       SET code_hash = excluded.code_hash, expires_at = excluded.expires_at,
           attempts_left = excluded.attempts_left, sent = excluded.sent,
           window_start = excluded.window_start
)sql"};

constexpr std::chrono::hours kCodesCountedFor{1};

Digest nobodys(AccountId id) {
    return sha256("account/" + std::to_string(id.value));
}

constexpr sql::Statement kForgetCodes{"forget_sign_in_codes", R"sql(
    DELETE FROM sign_in_code WHERE contact_index IN
        (SELECT contact_index FROM sign_in_code
          WHERE expires_at <= $1 AND window_start <= $2 LIMIT $3)
)sql"};

}  // namespace

Result<void> forget_sign_in_codes(sql::Transaction& tx, Instant now, int most) {
    return tx.run(kForgetCodes, {number(now), number(now - kCodesCountedFor), std::int64_t{most}});
}

Result<Account> load_account(sql::Transaction& tx, AccountId id) {
    auto const row = TRY(tx.row(kLoadAccount, {id.value}));
    if (!row) return fail(Code::not_signed_in);
    return Account{.id = {row->integer(0)}, .version = row->integer(1)};
}

Result<void> insert_account(sql::Transaction& tx, AccountId id, Instant now) {
    return tx.run(kInsertAccount, {id.value, nobodys(id), number(now)});
}

Result<std::int64_t> next_account_version(sql::Transaction& tx, AccountId id) {
    auto const row = TRY(tx.row(kNextVersion, {id.value}));
    if (!row) return fail(Code::not_signed_in);
    return row->integer(0);
}

Result<std::optional<AccountId>> find_account(sql::Transaction& tx, Digest const& contact_index) {
    auto const row = TRY(tx.row(kFindAccount, {contact_index}));
    if (!row) return std::nullopt;
    return AccountId{row->integer(0)};
}

Result<std::vector<Contact>> contacts_of(sql::Transaction& tx, AccountId account) {
    auto const rows = TRY(tx.rows(kContacts, {account.value}));
    std::vector<Contact> contacts;
    for (sql::Row const& row : rows) {
        contacts.push_back({digest(row.bytes(0)), row.bytes(1), instant(row.integer(2))});
    }
    return contacts;
}

Result<void> insert_contact(sql::Transaction& tx, AccountId account, Contact const& contact) {
    auto const inserted = tx.run(
        kInsertContact, {contact.index, account.value, contact.sealed, number(contact.confirmed)});
    if (inserted || inserted.error().constraint != "contact_contact_index") return inserted;
    return refuse(Code::contact_in_use, "/contact");
}

Result<void> delete_contact(sql::Transaction& tx, AccountId account, Digest const& contact_index) {
    auto const row = TRY(tx.row(kDeleteContact, {contact_index, account.value}));
    if (!row) return fail(Code::contact_not_found);
    return {};
}

Result<std::optional<SignInCode>> load_sign_in_code(sql::Transaction& tx, Digest const& contact) {
    auto const row = TRY(tx.row(kLoadCode, {contact}));
    if (!row) return std::nullopt;
    return SignInCode{.contact_index = contact,
                      .code_hash = digest(row->bytes(0)),
                      .expires_at = instant(row->integer(1)),
                      .attempts_left = static_cast<int>(row->integer(2)),
                      .sent = static_cast<int>(row->integer(3)),
                      .window_start = instant(row->integer(4))};
}

Result<void> save_sign_in_code(sql::Transaction& tx, SignInCode const& code) {
    return tx.run(kSaveCode, {code.contact_index, code.code_hash, number(code.expires_at),
                              std::int64_t{code.attempts_left}, std::int64_t{code.sent},
                              number(code.window_start)});
}

}  // namespace mpaspor::store
