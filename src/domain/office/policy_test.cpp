#include "domain/office/policy.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using office::Action;
using office::Role;
using office::Scope;
using office::scope_of;

TEST_CASE("4.2 policy: who is not named may not, and nobody has what is no action") {
    for (std::size_t role = 0; role < office::kRoles.size(); ++role) {
        CHECK_FALSE(scope_of(Action::none, static_cast<Role>(role)).has_value());
        CHECK(scope_of(Action::own_account, static_cast<Role>(role)) == Scope::own_office);
    }
    CHECK_FALSE(scope_of(Action::decide_claims, Role::front_desk).has_value());
    CHECK_FALSE(scope_of(Action::decide_claims, Role::national).has_value());
    CHECK_FALSE(scope_of(Action::read_recoveries, Role::treasurer).has_value());
}

TEST_CASE("4.2 policy: one's own office, a head's region, the directorate's country") {
    CHECK(scope_of(Action::read_claims, Role::officer_supervisor) == Scope::own_office);
    CHECK(scope_of(Action::read_claims, Role::kanwil_division_head) == Scope::own_region);
    CHECK(scope_of(Action::read_claims, Role::national) == Scope::national);
    CHECK(scope_of(Action::decide_recoveries, Role::subsection_head) == Scope::own_office);
}

TEST_CASE("4.2 policy: who may decide may read, and who may shorten may decide") {
    for (std::size_t i = 0; i < office::kRoles.size(); ++i) {
        auto const role = static_cast<Role>(i);
        auto const implies = [&](Action narrow, Action wide) {
            return !scope_of(narrow, role) || scope_of(wide, role).has_value();
        };
        CHECK(implies(Action::decide_claims, Action::read_claims));
        CHECK(implies(Action::decide_recoveries, Action::read_recoveries));
        CHECK(implies(Action::shorten_recoveries, Action::decide_recoveries));
    }
}

TEST_CASE("4.2 policy: 002-01: an office drafts its quota, its region decides, each may read it") {
    CHECK(scope_of(Action::draft_quota, Role::office_head) == Scope::own_office);
    CHECK(scope_of(Action::decide_quota, Role::kanwil_division_head) == Scope::own_region);
    CHECK(scope_of(Action::draft_quota, Role::national) == Scope::national);
    CHECK(scope_of(Action::decide_quota, Role::national) == Scope::national);
    CHECK_FALSE(scope_of(Action::decide_quota, Role::office_head).has_value());
    CHECK_FALSE(scope_of(Action::draft_quota, Role::kanwil_division_head).has_value());
    for (std::size_t i = 0; i < office::kRoles.size(); ++i) {
        auto const role = static_cast<Role>(i);
        bool const drafts = scope_of(Action::draft_quota, role).has_value();
        bool const acts = drafts || scope_of(Action::decide_quota, role).has_value();
        CHECK((!acts || scope_of(Action::read_quota, role).has_value()));
    }
}
