#include "store/nik_checks.hpp"

#include "store/columns.hpp"

namespace mpaspor::store {
namespace {

constexpr sql::Statement kLoad{"load_nik_check", R"sql(
    SELECT version, nik_index, state, asked_at, answered_at, sealed FROM nik_check
     WHERE application_id = $1
)sql"};

constexpr sql::Statement kSave{"save_nik_check", R"sql(
    INSERT INTO nik_check (application_id, version, nik_index, state, asked_at, answered_at, sealed)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (application_id) DO UPDATE
       SET version = excluded.version, nik_index = excluded.nik_index, state = excluded.state,
           asked_at = excluded.asked_at, answered_at = excluded.answered_at,
           sealed = excluded.sealed
)sql"};

constexpr sql::Statement kEnd{"end_nik_check", R"sql(
    UPDATE nik_check SET state = $3, answered_at = $4, sealed = $5
     WHERE application_id = $1 AND version = $2 AND state = 'pending'
    RETURNING version
)sql"};

NikCheckState state_of(std::string_view text) {
    auto const* const found = std::ranges::find(kNikCheckStates, text);
    return static_cast<NikCheckState>(found - kNikCheckStates.begin());  // The table has no others.
}

sql::Argument sealed_argument(Bytes const& sealed) {
    if (sealed.empty()) return sql::Null{};
    return std::span<std::byte const>{sealed};
}

}  // namespace

std::string nik_check_place(ApplicationId id, std::int64_t version) {
    return "nik_check/" + std::to_string(id.value) + '/' + std::to_string(version);
}

Result<std::optional<NikCheck>> load_nik_check(sql::Transaction& tx, ApplicationId id) {
    auto const row = TRY(tx.row(kLoad, {id.value}));
    if (!row) return std::nullopt;
    return NikCheck{.application = id,
                    .version = row->integer(0),
                    .nik_index = digest(row->bytes(1)),
                    .state = state_of(row->text(2)),
                    .asked_at = instant(row->integer(3)),
                    .answered_at = optional_instant(*row, 4),
                    .sealed = row->null(5) ? Bytes{} : row->bytes(5)};
}

Result<void> save_nik_check(sql::Transaction& tx, NikCheck const& c) {
    return tx.run(kSave, {c.application.value, c.version, c.nik_index, to_text(c.state),
                          number(c.asked_at), argument(c.answered_at), sealed_argument(c.sealed)});
}

Result<bool> end_nik_check(sql::Transaction& tx, NikCheck const& c) {
    auto const row = TRY(tx.row(kEnd, {c.application.value, c.version, to_text(c.state),
                                       argument(c.answered_at), sealed_argument(c.sealed)}));
    return row.has_value();
}

}  // namespace mpaspor::store
