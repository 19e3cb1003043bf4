#include "store/passport_records.hpp"

#include "store/columns.hpp"

namespace mpaspor::store {
namespace {

using application::PassportRecord;

constexpr sql::Statement kState{"passport_record", R"sql(
    SELECT p.state FROM application a
      JOIN passport_record p ON p.application_id = a.id AND p.nik_index = a.nik_index
     WHERE a.id = $1
)sql"};

constexpr sql::Statement kLoad{"load_passport_check", R"sql(
    SELECT nik_index, state, asked_at, answered_at, sealed FROM passport_record
     WHERE application_id = $1
)sql"};

constexpr sql::Statement kAsk{"ask_passport", R"sql(
    INSERT INTO passport_record (application_id, nik_index, state, asked_at)
    VALUES ($1, $2, 'pending', $3)
    ON CONFLICT (application_id) DO UPDATE
       SET nik_index = excluded.nik_index, state = excluded.state, asked_at = excluded.asked_at,
           answered_at = NULL, sealed = NULL
)sql"};

constexpr sql::Statement kAnswer{"answer_passport", R"sql(
    UPDATE passport_record SET state = $3, answered_at = $4, sealed = $5
     WHERE application_id = $1 AND nik_index = $2 AND state IN ('pending', 'unavailable')
    RETURNING state
)sql"};

constexpr sql::Statement kGiveUp{"give_up_passport", R"sql(
    UPDATE passport_record SET state = 'unavailable'
     WHERE application_id = $1 AND state = 'pending'
    RETURNING state
)sql"};

PassportRecord record_of(std::string_view text) {
    auto const* const found = std::ranges::find(application::kPassportRecords, text);
    // The table has no others.
    return static_cast<PassportRecord>(found - application::kPassportRecords.begin());
}

}  // namespace

std::string passport_record_place(ApplicationId id) {
    return "passport_record/" + std::to_string(id.value);
}

Result<PassportRecord> passport_record(sql::Transaction& tx, ApplicationId id) {
    auto const row = TRY(tx.row(kState, {id.value}));
    return row ? record_of(row->text(0)) : PassportRecord::pending;
}

Result<std::optional<PassportCheck>> load_passport_check(sql::Transaction& tx, ApplicationId id) {
    auto const row = TRY(tx.row(kLoad, {id.value}));
    if (!row) return std::nullopt;
    return PassportCheck{.application = id,
                         .nik_index = digest(row->bytes(0)),
                         .state = record_of(row->text(1)),
                         .asked_at = instant(row->integer(2)),
                         .answered_at = optional_instant(*row, 3),
                         .sealed = row->null(4) ? Bytes{} : row->bytes(4)};
}

Result<void> ask_passport(sql::Transaction& tx, PassportCheck const& c) {
    return tx.run(kAsk, {c.application.value, c.nik_index, number(c.asked_at)});
}

Result<bool> answer_passport(sql::Transaction& tx, PassportCheck const& c) {
    sql::Argument sealed = sql::Null{};
    if (!c.sealed.empty()) sealed = std::span<std::byte const>{c.sealed};
    auto const row = TRY(tx.row(kAnswer, {c.application.value, c.nik_index, to_text(c.state),
                                          argument(c.answered_at), sealed}));
    return row.has_value();
}

Result<bool> give_up_passport(sql::Transaction& tx, ApplicationId id) {
    auto const row = TRY(tx.row(kGiveUp, {id.value}));
    return row.has_value();
}

}  // namespace mpaspor::store
