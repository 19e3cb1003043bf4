#pragma once
/// How a section is sealed before it is saved, and opened after it was read.

#include "app/application/save_section.hpp"
#include "app/sealing.hpp"
#include "http/call.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace mpaspor::http {

/// The version that If-Match names: 0 for a section that was never saved.
/// Errors: precondition_required, malformed_request.
Result<std::int64_t> seen_version(Call const& call);

/// On a worker: seals `answers` as the version after the one that was seen, then `save`. Refuses
/// the call when it cannot.
void seal_section(CallPtr const& call, std::string_view section, app::Answers answers,
                  std::function<void(app::SaveSection)> save);

struct SavedAnswers {
    std::int64_t version = 0;
    app::Answers answers;
};
/// The caller's own section, opened. Errors: application_not_found.
Result<std::optional<SavedAnswers>> read_answers(Call const& call, sql::Transaction& tx,
                                                 ApplicationId id, std::string_view section);

/// With the version as ETag.
Response section_response(std::int64_t version, std::string body);

}  // namespace mpaspor::http
