#pragma once
/// The form and the rules of documents, as loaded from data files; and how often what drafts are
/// assessed by was changed.

#include "domain/application/documents.hpp"
#include "domain/form/form.hpp"
#include "sql/connection.hpp"

#include <cstddef>
#include <vector>

namespace mpaspor::store {

/// In place of the version of the same date, as a whole.
Result<void> save_form(sql::Transaction& tx, form::Form const& form);
/// Whether there is any version.
Result<bool> has_form(sql::Transaction& tx);
/// All versions, by date. Errors: internal (not what save_form wrote).
Result<std::vector<form::Form>> load_forms(sql::Transaction& tx);

/// In place of the rule of the same requirement and date; `position` among those shown with it.
Result<void> save_document_rule(sql::Transaction& tx, application::DocumentRule const& rule,
                                std::size_t position);
/// In their order. Errors: internal (not what save_document_rule wrote).
Result<std::vector<application::DocumentRule>> load_document_rules(sql::Transaction& tx);

/// Counts the changes of forms, document rules and the settings beside them, so that who keeps them
/// in memory knows when to read them again, and an assessment by which it was made.
Result<std::int64_t> draft_rules_version(sql::Transaction& tx);
Result<void> count_draft_rules_change(sql::Transaction& tx);

}  // namespace mpaspor::store
