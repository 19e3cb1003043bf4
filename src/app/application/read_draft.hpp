#pragma once
/// What a draft is assessed by and on. Queries.

#include "app/context.hpp"
#include "domain/application/assessment.hpp"
#include "sql/connection.hpp"
#include "store/answers.hpp"
#include "store/applications.hpp"
#include "store/assessments.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::app {

/// The rules in force, and how often they had been changed by then.
struct DraftRulesInForce {
    std::int64_t version = 0;
    application::DraftRules rules = {};
};
/// Errors: bad_configuration (there is no form).
Result<DraftRulesInForce> read_draft_rules(sql::Transaction& tx);

/// How often they had been changed by now.
Result<std::int64_t> draft_rules_version(sql::Transaction& tx);

/// Whether any version of the form is loaded.
Result<bool> has_form(sql::Transaction& tx);

/// Whether it is one of the settings among them.
bool decides_drafts(std::string_view setting);

/// All of a draft that an assessment rests on, sealed as it is kept.
struct StoredDraft {
    store::Application application;
    std::int64_t revision = 0;      ///< What is read beside it is of this revision or a later one.
    store::Assessed assessed = {};  ///< As it was kept with this revision.
    std::int64_t rules = 0;         ///< The version of the rules in force.
    std::vector<store::Answer> sections = {};
    std::vector<std::string> documents = {};  ///< Their kinds.
    application::PassportRecord record = application::PassportRecord::pending;
};
/// The actor's own. Errors: application_not_found.
Result<StoredDraft> read_draft(sql::Transaction& tx, Context const& context, ApplicationId id);

/// The same, for who is going to change it. Errors added: not_allowed_in_state.
Result<StoredDraft> read_draft_to_revise(sql::Transaction& tx, Context const& context,
                                         ApplicationId id);

}  // namespace mpaspor::app
