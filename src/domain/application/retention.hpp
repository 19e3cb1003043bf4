#pragma once
/// How long an application that nobody goes on with is kept (domain.md 7; the periods are
/// settings).

#include "base/types.hpp"
#include "domain/application/state.hpp"

#include <chrono>
#include <optional>

namespace mpaspor::application {

/// None of them: nothing is deleted for that reason.
struct RetentionPolicy {
    std::chrono::days unfinished;  ///< From the last change of one that never had a bill,
    std::chrono::days unpaid;      ///< and of one that was billed and never paid.
    std::chrono::days warning;     ///< So long before, the owner is told.
};

struct RetentionFacts {
    State state;
    bool had_bill = false;
    bool had_money = false;     ///< In whatever way it ended: the books need it.
    bool open_request = false;  ///< It rests with an office, not with its owner.
    Instant touched = {};       ///< The last change of a state, an answer or a document.
};

/// When what the applicant filled in is deleted, if nothing is touched until then. Nothing: it is
/// live, or money came in, and other periods apply; an office is to decide; or the policy has no
/// period.
std::optional<Instant> kept_until(RetentionFacts const& facts, RetentionPolicy const& policy);

/// Whether the owner is told before: of one that could still be gone on with.
bool is_warned_of(State state);

}  // namespace mpaspor::application
