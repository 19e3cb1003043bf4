#pragma once
/// A draft as it was read, opened: what assessments are made of.

#include "app/application/read_draft.hpp"
#include "app/ports/keys.hpp"
#include "app/sealing.hpp"
#include "domain/application/assessment.hpp"
#include "http/service.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace mpaspor::http {

using DraftRulesPtr = std::shared_ptr<app::DraftRulesInForce const>;

/// The rules of version `version`: those at hand, or read again where the database counts further.
/// On a reader. Errors: bad_configuration.
Result<DraftRulesPtr> rules_at(Service& service, sql::Transaction& tx, std::int64_t version);

struct OpenSection {
    std::int64_t version = 0;
    app::Answers answers = {};
};
struct OpenDraft {
    app::StoredDraft stored;
    std::map<std::string, OpenSection, std::less<>> sections = {};
    application::Draft draft = {};
};
/// Opens every section. Blocks for the key, so on a worker. Errors: those of Keys, internal.
Result<OpenDraft> open_draft(app::Keys& keys, app::StoredDraft stored);

/// Who stage 1 says it is. Errors: internal (not a section of ours).
Result<application::Person> person_of(app::Answers const& identity);

/// What is kept of an assessment made by these rules.
store::Assessed kept_of(application::Assessment const& found, app::DraftRulesInForce const& rules,
                        LocalDate today);

}  // namespace mpaspor::http
