#include "domain/application/retention.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace std::chrono_literals;
using application::RetentionFacts;
using application::State;
using std::chrono::days;

namespace {

constexpr application::RetentionPolicy kPolicy{
    .unfinished = days{30}, .unpaid = days{90}, .warning = days{7}};
constexpr Instant kTouched{std::chrono::sys_days{days{20'000}}};

std::optional<Instant> until(RetentionFacts facts,
                             application::RetentionPolicy const& policy = kPolicy) {
    facts.touched = kTouched;
    return application::kept_until(facts, policy);
}

}  // namespace

TEST_CASE("7: a draft is kept for its days from the last change, a billed one for more") {
    for (auto const state : {State::draft, State::expired, State::cancelled}) {
        CHECK(until({.state = state}) == kTouched + days{30});
        CHECK(until({.state = state, .had_bill = true}) == kTouched + days{90});
        CHECK_FALSE(until({.state = state, .had_bill = true, .had_money = true}).has_value());
        CHECK_FALSE(until({.state = state, .had_money = true}).has_value());
        CHECK_FALSE(until({.state = state, .open_request = true}).has_value());
    }
}

TEST_CASE("7: nothing but drafts and what was given up unpaid ends this way") {
    for (auto const& [state, name] : application::kStates) {
        CAPTURE(name);
        bool const at_rest =
            state == State::draft || state == State::expired || state == State::cancelled;
        CHECK(until({.state = state}).has_value() == at_rest);
        CHECK(application::is_warned_of(state) == (at_rest && state != State::cancelled));
        CHECK_FALSE((application::live(state) && until({.state = state}).has_value()));
    }
}

TEST_CASE("7: a period of no days deletes nothing") {
    auto policy = kPolicy;
    policy.unfinished = days{0};
    CHECK_FALSE(until({.state = State::draft}, policy).has_value());
    CHECK(until({.state = State::draft, .had_bill = true}, policy).has_value());
    policy.unpaid = days{0};
    CHECK_FALSE(until({.state = State::draft, .had_bill = true}, policy).has_value());
}
