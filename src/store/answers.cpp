#include "store/answers.hpp"

#include "store/columns.hpp"

namespace mpaspor::store {
namespace {

constexpr sql::Statement kLoad{"load_answer", R"sql(
    SELECT version, saved_at, sealed FROM answer WHERE application_id = $1 AND section = $2
)sql"};

/// Of a first version only, or over the version before it: else no row.
constexpr sql::Statement kSave{"save_answer", R"sql(
    INSERT INTO answer (application_id, section, version, saved_at, sealed)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (application_id, section) DO UPDATE
       SET version = excluded.version, saved_at = excluded.saved_at, sealed = excluded.sealed
     WHERE answer.version = excluded.version - 1
    RETURNING version
)sql"};

constexpr sql::Statement kVersion{"answer_version", R"sql(
    SELECT version FROM answer WHERE application_id = $1 AND section = $2
)sql"};

constexpr sql::Statement kAll{"load_answers", R"sql(
    SELECT version, saved_at, sealed, section FROM answer
     WHERE application_id = $1 ORDER BY section
)sql"};

Answer read(sql::Row const& row, std::string section) {
    return {.section = std::move(section),
            .version = row.integer(0),
            .saved_at = instant(row.integer(1)),
            .sealed = row.bytes(2)};
}

}  // namespace

std::string answer_place(ApplicationId id, std::string_view section, std::int64_t version) {
    return "answer/" + std::to_string(id.value) + '/' + std::string{section} + '/' +
           std::to_string(version);
}

Result<std::optional<Answer>> load_answer(sql::Transaction& tx, ApplicationId id,
                                          std::string_view section) {
    auto const row = TRY(tx.row(kLoad, {id.value, section}));
    if (!row) return std::nullopt;
    return read(*row, std::string{section});
}

Result<void> save_answer(sql::Transaction& tx, ApplicationId id, Answer const& answer) {
    auto const there = TRY(tx.row(kVersion, {id.value, answer.section}));
    auto const before = there ? there->integer(0) : 0;
    if (before == answer.version - 1) {
        auto const row = TRY(tx.row(kSave, {id.value, answer.section, answer.version,
                                            number(answer.saved_at), answer.sealed}));
        if (row) return {};
    }
    return refuse(Code::section_changed, "", {{"version", std::to_string(before)}});
}

Result<std::vector<Answer>> load_answers(sql::Transaction& tx, ApplicationId id) {
    auto const rows = TRY(tx.rows(kAll, {id.value}));
    std::vector<Answer> answers;
    for (sql::Row const& row : rows) answers.push_back(read(row, row.text(3)));
    return answers;
}

}  // namespace mpaspor::store
