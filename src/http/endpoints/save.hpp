#pragma once
/// How a draft is changed: read, opened, assessed without and with the change, sealed, and saved
/// with what it then amounts to. When something else of it was changed meanwhile, all of that
/// again.

#include "app/application/revise_draft.hpp"
#include "app/sealing.hpp"
#include "http/call.hpp"
#include "http/drafts.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace mpaspor::http {

/// The version that an If-Match names: 0 for a section that was never saved.
/// Errors: precondition_required, malformed_request.
Result<std::int64_t> version_in(std::string_view if_match);
/// That of the call's If-Match.
Result<std::int64_t> seen_version(Call const& call);

/// What an endpoint changes about a draft.
struct DraftEdit {
    ApplicationId application;
    /// The section that is saved, over the version that was seen; "" when none is.
    std::string section = {};
    std::int64_t seen = 0;
    /// Makes the change to what was read, or refuses it. Gives what `section` then says.
    std::function<Result<app::Answers>(application::Draft&, application::DraftRules const&,
                                       application::Assessment const& before)>
        make;
    /// Refuses the change for what the draft would amount to with it. None: nothing is refused.
    std::function<Result<void>(application::Assessment const& after)> judge = nullptr;
    /// The same change for the use case; the section is sealed where there is one.
    std::function<app::DraftChange(app::SaveSection)> change;
};

struct Edited {
    app::Revised revised;
    application::Assessment before, after;
};

/// Refuses the call, or calls `done` on a thread that may not block. A section that was saved from
/// elsewhere is refused with what it says now.
void edit_draft(CallPtr const& call, DraftEdit edit, std::function<void(Edited const&)> done);

/// A day or a rule has come since the draft was looked at: looks again, then `done`.
void look_again(CallPtr const& call, ApplicationId id, std::function<void()> done);

struct SavedAnswers {
    std::int64_t version = 0;
    app::Answers answers;
};
/// The caller's own section, opened. Errors: application_not_found.
Result<std::optional<SavedAnswers>> read_answers(Call const& call, sql::Transaction& tx,
                                                 ApplicationId id, std::string_view section);

/// Refuses with section_changed and what the section says now.
void refuse_changed(CallPtr const& call, ApplicationId id, std::string const& section,
                    Error const& error);

/// {section, version, answers}.
std::string section_json(Service const& service, std::string_view section, std::int64_t version,
                         app::Answers const& answers);
/// With the version as ETag.
Response section_response(std::int64_t version, std::string body);

}  // namespace mpaspor::http
