#include "domain/office/request.hpp"

#include <algorithm>

namespace mpaspor::office {
namespace {

bool fits(RequestKind kind, RequestState outcome, Reason reason) {
    bool const upholds = reason == Reason::identity_confirmed;
    if (outcome == RequestState::upheld) return upholds;
    if (reason == Reason::account_unknown) return kind == RequestKind::recovery;
    return !upholds && reason != Reason::none && reason != Reason::objection;
}

}  // namespace

Result<RequestState> request_state_from_text(std::string_view text) {
    auto const* const found = std::ranges::find(kRequestStates, text);
    if (found == kRequestStates.end()) return fail(Code::unknown_value, "request state");
    return static_cast<RequestState>(found - kRequestStates.begin());
}

Result<Reason> reason_from_text(std::string_view text) {
    auto const* const found = std::ranges::find(kReasons, text);
    if (found == kReasons.end()) return fail(Code::unknown_value, "reason");
    return static_cast<Reason>(found - kReasons.begin());
}

Result<void> check_decision(RequestKind kind, RequestState outcome, Reason reason) {
    bool const decides = outcome == RequestState::upheld || outcome == RequestState::rejected;
    if (!decides) return refuse(Code::unknown_value, "/outcome");
    if (!fits(kind, outcome, reason)) return refuse(Code::unknown_value, "/reason");
    return {};
}

}  // namespace mpaspor::office
