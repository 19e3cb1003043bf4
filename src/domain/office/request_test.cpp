#include "domain/office/request.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace mpaspor;
using office::Reason;
using office::RequestKind;
using office::RequestState;

namespace {

/// The reasons for which an outcome may be given, in the order of the list.
std::string reasons(RequestKind kind, RequestState outcome) {
    std::string text;
    for (std::size_t i = 0; i < office::kReasons.size(); ++i) {
        if (!office::check_decision(kind, outcome, static_cast<Reason>(i))) continue;
        text += (text.empty() ? "" : " ") + std::string{office::kReasons[i]};
    }
    return text;
}

}  // namespace

TEST_CASE("D8 requests: which reasons an office may give for which outcome") {
    using enum RequestKind;
    using enum RequestState;
    CHECK(reasons(claim, upheld) == "identity_confirmed");
    CHECK(reasons(recovery, upheld) == "identity_confirmed");
    CHECK(reasons(claim, rejected) == "not_the_person evidence_insufficient did_not_come");
    CHECK(reasons(recovery, rejected) ==
          "not_the_person evidence_insufficient did_not_come account_unknown");
    for (auto const outcome : {open, objected}) {
        CHECK(reasons(claim, outcome).empty());
        auto const refused = office::check_decision(claim, outcome, Reason::not_the_person);
        CHECK(refused.error().pointer == "/outcome");
    }
    CHECK(office::check_decision(claim, rejected, Reason::none).error().pointer == "/reason");
}

TEST_CASE("requests: names of states and reasons are read back, others are refused") {
    for (auto const text : office::kRequestStates) {
        CHECK(to_text(office::request_state_from_text(text).value()) == text);
    }
    for (auto const text : office::kReasons) {
        CHECK(to_text(office::reason_from_text(text).value()) == text);
    }
    CHECK(office::request_state_from_text("UPHELD").error().code == Code::unknown_value);
    CHECK(office::reason_from_text("").error().code == Code::unknown_value);
}
