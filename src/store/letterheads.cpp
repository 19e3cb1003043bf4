#include "store/letterheads.hpp"

#include "store/columns.hpp"

namespace mpaspor::store {
namespace {

constexpr sql::Statement kOn{"letterhead_on", R"sql(
    SELECT from_date, ministry, directorate FROM letterhead
     WHERE from_date <= $1 ORDER BY from_date DESC LIMIT 1
)sql"};

constexpr sql::Statement kSave{"save_letterhead", R"sql(
    INSERT INTO letterhead (from_date, ministry, directorate) VALUES ($1, $2, $3)
    ON CONFLICT (from_date) DO UPDATE
       SET ministry = excluded.ministry, directorate = excluded.directorate
)sql"};

}  // namespace

Result<std::optional<Letterhead>> letterhead_on(sql::Transaction& tx, LocalDate date) {
    auto const row = TRY(tx.row(kOn, {number(date)}));
    if (!row) return std::nullopt;
    return Letterhead{local_date(row->integer(0)), row->text(1), row->text(2)};
}

Result<void> save_letterhead(sql::Transaction& tx, Letterhead const& l) {
    return tx.run(kSave, {number(l.from), l.ministry, l.directorate});
}

}  // namespace mpaspor::store
