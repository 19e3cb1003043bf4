#include "sql/guards_off.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace mpaspor::sql {
namespace {

constexpr std::array<std::pair<std::string_view, Guard>, 6> kNames{
    {{"conditional_update", Guard::conditional_update},
     {"deadline", Guard::deadline},
     {"idempotency", Guard::idempotency},
     {"version_guard", Guard::version_guard},
     {"draft_revision", Guard::draft_revision},
     {"answer_after_commit", Guard::answer_after_commit}}};

/// Which piece of which statement is a guard, and what stands there without it. Each parameter is
/// still used, since PostgreSQL wants to know its type.
struct Removal {
    Guard guard;
    std::string_view statement, guarded, unguarded;
};
constexpr std::array<Removal, 6> kRemovals{{
    {Guard::conditional_update, "take_seat", "AND taken < capacity AND", "AND"},
    {Guard::deadline, "load_bill", "issued_at, deadline,",
     "issued_at, deadline + 31536000000000 AS deadline,"},
    {Guard::idempotency, "claim_key", "body_hash, answer",
     "body_hash, CASE WHEN 1 = 0 THEN answer END"},
    {Guard::version_guard, "save_live", "AND version = $2", "AND (version = $2 OR 1 = 1)"},
    {Guard::version_guard, "leave_live", "AND version = $2", "AND (version = $2 OR 1 = 1)"},
    {Guard::draft_revision, "revise_assessment", "AND revision = $2",
     "AND (revision = $2 OR 1 = 1)"},
}};

std::optional<Guard> guard_named(std::string_view name) {
    auto const* const found =
        std::ranges::find(kNames, name, &std::pair<std::string_view, Guard>::first);
    if (found == kNames.end()) return std::nullopt;
    return found->second;
}

}  // namespace

Result<Guards> parse_guards(std::string_view text) {
    Guards guards;
    while (!text.empty()) {
        auto const end = std::min(text.find(','), text.size());
        auto const guard = guard_named(text.substr(0, end));
        if (!guard) return fail(Code::bad_configuration, "no such guard");
        guards.insert(*guard);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return guards;
}

UnguardedConnection::UnguardedConnection(std::unique_ptr<Connection> real, Guards const& off)
    : real_(std::move(real)) {
    for (Removal const& removal : kRemovals) {
        if (!off.contains(removal.guard)) continue;
        changes_.emplace(removal.statement,
                         Change{.guarded = removal.guarded, .unguarded = removal.unguarded});
    }
}

Result<Rows> UnguardedConnection::run(Statement const& statement,
                                      std::initializer_list<Argument> arguments) {
    auto const found = changes_.find(statement.name);
    if (found == changes_.end()) return real_->run(statement, arguments);
    auto& change = found->second;
    if (change.text.empty()) {
        auto const at = statement.text.find(change.guarded);
        if (at == std::string_view::npos) {
            return fail(Code::storage_misused, std::string{statement.name} + ": no such guard");
        }
        change.text = std::string{statement.text};
        change.text.replace(at, change.guarded.size(), change.unguarded);
    }
    return real_->run({statement.name, change.text}, arguments);
}

}  // namespace mpaspor::sql
