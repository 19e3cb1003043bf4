#pragma once
/// The one way in which a draft changes: together with what it then amounts to, which was found by
/// who can open the answers.

#include "app/application/documents.hpp"
#include "app/application/nik_check.hpp"
#include "app/application/save_section.hpp"
#include "app/context.hpp"
#include "sql/connection.hpp"
#include "store/assessments.hpp"

#include <cstdint>
#include <optional>
#include <variant>

namespace mpaspor::app {

/// Nothing changes: a day has come, or a rule, and the answers were looked at again.
struct LookAgain {
    ApplicationId application;
};

using DraftChange = std::variant<LookAgain, SaveSection, RecordNikCheck, SaveProduct,
                                 AttachDocument, RemoveDocument>;

struct ReviseDraft {
    std::int64_t seen = 0;  ///< The revision that was read.
    DraftChange change;
    store::Assessed assessed = {};  ///< What was read amounts to, with the change.
};

/// What became of it.
struct Revised {
    std::int64_t version = 0;  ///< Of the section, where one was saved.
    std::optional<NikRecorded> nik = {};
    std::optional<SavedProduct> product = {};
};

/// An applicant changes a draft: while it is one, after it expired, or while a place is held and
/// the answers are checked (002-S1 to 002-S5). No change is kept that was assessed beside something
/// which is not there any more.
///
/// Errors: application_not_found, not_allowed_in_state, section_changed, assessment_outdated
/// (another change came first: read and assess again), and those of each change.
Result<Revised> revise_draft(sql::Transaction& tx, Context const& context,
                             ReviseDraft const& input);

}  // namespace mpaspor::app
