#include "store/bills.hpp"

#include "store/columns.hpp"

namespace mpaspor::store {
namespace {

constexpr sql::Statement kInsert{"insert_bill", R"sql(
    INSERT INTO bill (id, application_id, amount, basis, issued_at, deadline, state, service_point,
                      date, pool, slot, version, paid_at, surcharge, surcharge_basis)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
)sql"};

constexpr sql::Statement kLoad{"load_bill", R"sql(
    SELECT id, application_id, amount, basis, issued_at, deadline, state, service_point, date, pool,
           slot, paid_at, state_receipt, version, surcharge, surcharge_basis
      FROM bill WHERE id = $1
)sql"};

constexpr sql::Statement kCurrent{"current_bill", R"sql(
    SELECT id, application_id, amount, basis, issued_at, deadline, state, service_point, date, pool,
           slot, paid_at, state_receipt, version, surcharge, surcharge_basis
      FROM bill WHERE application_id = $1
     ORDER BY CASE WHEN state IN ('open', 'paid') THEN 0 ELSE 1 END, issued_at DESC, id DESC
     LIMIT 1
)sql"};

constexpr sql::Statement kPaid{"has_paid_bill", R"sql(
    SELECT EXISTS (SELECT 1 FROM bill WHERE application_id = $1 AND state = 'paid')
)sql"};

constexpr sql::Statement kSave{"save_bill", R"sql(
    UPDATE bill SET state = $3, paid_at = $4, state_receipt = $5, version = version + 1
     WHERE id = $1 AND version = $2 RETURNING version
)sql"};

Result<Bill> read(std::optional<sql::Row> const& row) {
    if (!row) return fail(Code::bill_not_found);
    Bill bill{.id = {row->integer(0)},
              .application = {row->integer(1)},
              .amount = {row->integer(2)},
              .basis = row->text(3),
              .issued_at = instant(row->integer(4)),
              .deadline = instant(row->integer(5)),
              .state = payment::bill_state_from_text(row->text(6)).value(),
              .place = {.service_point = {row->integer(7)},
                        .date = local_date(row->integer(8)),
                        .pool = booking::pool_from_text(row->text(9)).value(),
                        .slot = minutes(row->integer(10))},
              .paid_at = optional_instant(*row, 11),
              .version = row->integer(13),
              .surcharge = {row->integer(14)},
              .surcharge_basis = row->text(15)};
    if (!row->null(12)) bill.state_receipt = row->text(12);
    return bill;
}

}  // namespace

Result<void> insert_bill(sql::Transaction& tx, Bill const& bill) {
    auto const& place = bill.place;
    auto const inserted =
        tx.run(kInsert,
               {bill.id.value, bill.application.value, bill.amount.amount, bill.basis,
                number(bill.issued_at), number(bill.deadline), payment::to_text(bill.state),
                place.service_point.value, number(place.date), text(place.pool), number(place.slot),
                bill.version, argument(bill.paid_at), bill.surcharge.amount, bill.surcharge_basis});
    if (inserted || inserted.error().constraint != "bill_application_id") return inserted;
    return fail(Code::storage_conflict, "the application has a bill");
}

Result<Bill> load_bill(sql::Transaction& tx, BillId id) {
    auto const row = TRY(tx.row(kLoad, {id.value}));
    return read(row);
}

Result<Bill> current_bill(sql::Transaction& tx, ApplicationId application) {
    auto const row = TRY(tx.row(kCurrent, {application.value}));
    return read(row);
}

Result<std::optional<Bill>> open_bill(sql::Transaction& tx, ApplicationId application) {
    auto bill = current_bill(tx, application);
    if (!bill && bill.error().code == Code::bill_not_found) return std::nullopt;
    TRY(bill);
    if (bill->state != payment::BillState::open) return std::nullopt;
    return *std::move(bill);
}

Result<bool> has_paid_bill(sql::Transaction& tx, ApplicationId application) {
    auto const row = TRY(tx.row(kPaid, {application.value}));
    return row->integer(0) != 0;
}

Result<void> save_bill(sql::Transaction& tx, Bill const& bill) {
    auto const row = TRY(tx.row(kSave, {bill.id.value, bill.version, payment::to_text(bill.state),
                                        argument(bill.paid_at), argument(bill.state_receipt)}));
    if (!row) return fail(Code::storage_conflict, "another version of the bill");
    return {};
}

}  // namespace mpaspor::store
