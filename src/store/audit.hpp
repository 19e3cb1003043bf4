#pragma once

#include "base/types.hpp"
#include "sql/connection.hpp"

#include <array>
#include <string>
#include <vector>

namespace mpaspor::store {

/// One change of one subject: who, what, when, from where, by which rule. Written in the savepoint
/// of the change; its number is the subject's own version, so a missing or doubled row is seen by
/// counting (trust.md rule 15).
struct AuditEvent {
    std::string_view kind;  ///< "application", "bill", "account", "service_point", ...
    std::int64_t subject;
    std::int64_t version;  ///< The subject's, after the change.
    Instant at;
    std::string actor;  ///< Actor::name().
    std::string station;
    std::string_view action;
    std::string_view rule;  ///< IDs of domain.md, such as "002-F4 D6".
    std::string result;     ///< The state reached, or what was set. Never personal.
    std::array<std::byte, 16> salt{};
};

/// Errors: storage_conflict, when another change took this version first.
Result<void> insert_audit(sql::Transaction& tx, AuditEvent const& event);

/// One more than the last: for subjects that do not count their changes themselves. Two who ask at
/// once get the same, and one of them a storage_conflict.
Result<std::int64_t> next_audit_version(sql::Transaction& tx, std::string_view kind,
                                        std::int64_t subject);

/// A subject's history, oldest first, at most `most` rows.
struct AuditRow {
    std::int64_t version;
    Instant at;
    std::string actor, station, action, rule, result;
};
Result<std::vector<AuditRow>> audit_of(sql::Transaction& tx, std::string_view kind,
                                       std::int64_t subject, int most);

/// What brought a subject to `version`; "" when nothing did.
Result<std::string> action_of(sql::Transaction& tx, std::string_view kind, std::int64_t subject,
                              std::int64_t version);

}  // namespace mpaspor::store
