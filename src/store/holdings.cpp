#include "store/holdings.hpp"

#include "store/columns.hpp"

#include <utility>

namespace mpaspor::store {
namespace {

constexpr sql::Statement kBills{"bills_of", R"sql(
    SELECT id, amount, basis, issued_at, deadline, state, service_point, date, pool, slot, paid_at,
           state_receipt, version, surcharge, surcharge_basis
      FROM bill WHERE application_id = $1 ORDER BY issued_at, id LIMIT $2
)sql"};

constexpr sql::Statement kPayments{"payments_of", R"sql(
    SELECT provider, reference, bill_id, amount, bank_time, received_at, outcome
      FROM payment WHERE application_id = $1 ORDER BY received_at, provider, reference LIMIT $2
)sql"};

constexpr sql::Statement kWaiting{"waiting_notices_of", R"sql(
    SELECT topic, created, due, attempts FROM outbox
     WHERE application_id = $1 ORDER BY id LIMIT $2
)sql"};

constexpr sql::Statement kAccount{"account_holdings", R"sql(
    SELECT created FROM account WHERE id = $1
)sql"};

constexpr sql::Statement kSessions{"all_sessions_of", R"sql(
    SELECT token_hash, created, expires_at, device, last_used FROM session WHERE account_id = $1
     ORDER BY created, token_hash LIMIT $2
)sql"};

constexpr sql::Statement kUploads{"uploads_of", R"sql(
    SELECT u.hash, u.blob, u.type, u.width, u.height, u.pages, u.hints, u.created, m.account_id,
           m.sealed
      FROM upload u LEFT JOIN upload_mrz m ON m.account_id = u.account_id AND m.hash = u.hash
     WHERE u.account_id = $1 ORDER BY u.created, u.hash LIMIT $2
)sql"};

constexpr sql::Statement kErased{"erased_applications_of", R"sql(
    SELECT id, created, erased_at FROM application
     WHERE account_id = $1 AND erased_at IS NOT NULL ORDER BY erased_at DESC, id DESC LIMIT $2
)sql"};

ReadUpload read_upload(AccountId owner, sql::Row const& row) {
    ReadUpload read{.upload = {.account = owner,
                               .hash = digest(row.bytes(0)),
                               .blob = row.text(1),
                               .type = row.text(2),
                               .width = static_cast<int>(row.integer(3)),
                               .height = static_cast<int>(row.integer(4)),
                               .pages = static_cast<int>(row.integer(5)),
                               .hints = row.text(6),
                               .created = instant(row.integer(7))},
                    .mrz = {}};
    if (!row.null(8)) read.mrz.emplace();
    if (!row.null(9)) read.mrz->sealed = row.bytes(9);
    return read;
}

Bill read_bill(ApplicationId id, sql::Row const& row) {
    Bill bill{.id = {row.integer(0)},
              .application = id,
              .amount = {row.integer(1)},
              .basis = row.text(2),
              .issued_at = instant(row.integer(3)),
              .deadline = instant(row.integer(4)),
              .state = payment::bill_state_from_text(row.text(5)).value(),
              .place = {.service_point = {row.integer(6)},
                        .date = local_date(row.integer(7)),
                        .pool = booking::pool_from_text(row.text(8)).value(),
                        .slot = minutes(row.integer(9))},
              .paid_at = optional_instant(row, 10),
              .version = row.integer(12)};
    if (!row.null(11)) bill.state_receipt = row.text(11);
    return bill;
}

/// Every row as `read` makes it.
template <typename T, typename Read>
Result<std::vector<T>> all(Result<sql::Rows> found, Read read) {
    auto const rows = TRY(std::move(found));
    std::vector<T> values;
    for (sql::Row const& row : rows) values.push_back(read(row));
    return values;
}

}  // namespace

Result<std::vector<BillRow>> bills_of(sql::Transaction& tx, ApplicationId id, int most) {
    return all<BillRow>(tx.rows(kBills, {id.value, std::int64_t{most}}), [id](sql::Row const& row) {
        return BillRow{read_bill(id, row), {row.integer(13)}, row.text(14)};
    });
}

Result<std::vector<Payment>> payments_of(sql::Transaction& tx, ApplicationId id, int most) {
    return all<Payment>(
        tx.rows(kPayments, {id.value, std::int64_t{most}}), [id](sql::Row const& row) {
            return Payment{.provider = row.text(0),
                           .reference = row.text(1),
                           .bill = {row.integer(2)},
                           .application = id,
                           .amount = {row.integer(3)},
                           .bank_time = instant(row.integer(4)),
                           .received_at = instant(row.integer(5)),
                           .outcome = payment::outcome_from_text(row.text(6)).value()};
        });
}

Result<std::vector<WaitingNotice>> waiting_notices_of(sql::Transaction& tx, ApplicationId id,
                                                      int most) {
    return all<WaitingNotice>(
        tx.rows(kWaiting, {id.value, std::int64_t{most}}), [](sql::Row const& row) {
            return WaitingNotice{row.text(0), instant(row.integer(1)), instant(row.integer(2)),
                                 static_cast<int>(row.integer(3))};
        });
}

Result<AccountHoldings> account_holdings(sql::Transaction& tx, AccountId id, int most) {
    auto const row = TRY(tx.row(kAccount, {id.value}));
    if (!row) return fail(Code::not_signed_in);
    auto contacts = TRY(contacts_of(tx, id));
    auto sessions = TRY(all<Session>(tx.rows(kSessions, {id.value, std::int64_t{most}}),
                                     [id](sql::Row const& session) {
                                         return Session{.token_hash = digest(session.bytes(0)),
                                                        .account = id,
                                                        .created = instant(session.integer(1)),
                                                        .expires_at = instant(session.integer(2)),
                                                        .device = session.text(3),
                                                        .last_used = instant(session.integer(4))};
                                     }));
    return AccountHoldings{.id = id,
                           .created = instant(row->integer(0)),
                           .contacts = std::move(contacts),
                           .sessions = std::move(sessions)};
}

Result<std::vector<ReadUpload>> uploads_of(sql::Transaction& tx, AccountId id, int most) {
    return all<ReadUpload>(tx.rows(kUploads, {id.value, std::int64_t{most}}),
                           [id](sql::Row const& row) { return read_upload(id, row); });
}

Result<std::vector<ErasedApplication>> erased_applications_of(sql::Transaction& tx, AccountId id,
                                                              int most) {
    return all<ErasedApplication>(
        tx.rows(kErased, {id.value, std::int64_t{most}}), [](sql::Row const& row) {
            return ErasedApplication{
                {row.integer(0)}, instant(row.integer(1)), instant(row.integer(2))};
        });
}

}  // namespace mpaspor::store
