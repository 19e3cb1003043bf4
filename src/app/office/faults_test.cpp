#include "app/office/change_quota.hpp"
#include "app/office/create_officer.hpp"
#include "app/office/officer_password.hpp"
#include "app/office/officer_sign_in.hpp"
#include "app/office/open_days.hpp"
#include "testing/faulty_office.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace std::chrono_literals;
using std::chrono::days;
using namespace testing::faults;
using testing::Office;

namespace {

booking::QuotaRule rule(Office& office) {
    return {.id = office.fresh(),
            .kind = booking::QuotaRuleKind::delta,
            .amount = 9,
            .from = kDay,
            .reason = "as decided"};
}
app::Context named(Office& office, std::int64_t officer) {
    return office.context({app::ActorKind::operator_, officer, {}, "admin"});
}
Request propose(Office& office) {
    app::ProposeQuota const input{rule(office), testing::kPontianak};
    return {named(office, 1), EFFECTS_OF(app::propose_quota(tx, c, input))};
}
std::int64_t proposed(Office& office) {
    app::ProposeQuota const input{rule(office), testing::kPontianak};
    auto const by = named(office, 1);
    office.act([&](auto& tx) { return app::propose_quota(tx, by, input); }).value();
    return input.rule.id;
}
Request approve(Office& office) {
    auto const id = proposed(office);
    return {named(office, 2), EFFECTS_OF(app::approve_quota(tx, c, id))};
}
Request refuse_rule(Office& office) {
    app::EndProposal const input{proposed(office), "too many"};
    return {named(office, 2), EFFECTS_OF(app::refuse_quota(tx, c, input))};
}
Request withdraw_rule(Office& office) {
    app::EndProposal const input{proposed(office), "no need"};
    return {named(office, 1), EFFECTS_OF(app::withdraw_quota(tx, c, input))};
}
Request cut(Office& office) {
    office.open(kPlace, 2);
    return {
        office.officer(1), EFFECTS_OF(app::cut_capacity(tx, c, {kPlace, 1, "flood"})), {kPlace}};
}
Request grant(Office& office) {
    office.open(kPlace, 1);
    office.open(kOther, 1);
    auto const who = office.scheduled(kOther);
    return {office.officer(1),
            EFFECTS_OF(app::grant_place(tx, c, {who.application, kPlace, "asked for"})),
            {kPlace, kOther}};
}
Request open_day(Office& office) {
    return {office.system(),
            EFFECTS_OF(app::open_days(tx, c, {testing::kMaumere, kDay, kDay + days{1}}))};
}
Request load(Office& office) {
    app::ReferenceData data{.offices = {{{9}, "NEW", "New", "II", false, "NTT", "test", false}},
                            .points = {{{9}, {9}, "New", "OFFICE", Zone::wit}}};
    return {office.officer(1), EFFECTS_OF(app::load_reference(tx, c, data))};
}
Request create_officer(Office& office) {
    OfficerId const id{office.fresh()};
    return {office.officer(1),
            EFFECTS_OF(app::create_officer(tx, c, {id, "ani", "OFFICE_HEAD", "MAUMERE"}))};
}
OfficerId with_password(Office& office) {
    OfficerId const id{office.fresh()};
    auto const root = office.context({app::ActorKind::operator_});
    office
        .act([&](auto& tx) {
            return app::create_officer(tx, root, {id, "ani", "OFFICE_HEAD", "MAUMERE", "hash"});
        })
        .value();
    return id;
}
Request officer_signs_in(Office& office, bool fits) {
    with_password(office);
    app::OfficerSignIn const input{"ani", {kDigest, "hash", fits, {}}, kDigest, "desk 1", "other"};
    return {office.context({}), EFFECTS_OF(app::officer_sign_in(tx, c, input))};
}
Request officer_sign_in(Office& office) {
    return officer_signs_in(office, true);
}
Request officer_sign_in_wrong(Office& office) {
    return officer_signs_in(office, false);
}
Request change_password(Office& office) {
    auto const id = with_password(office);
    return {office.officer(id.value),
            EFFECTS_OF(app::change_password(tx, c, {{kDigest, "hash", true, {}}, "new", kDigest}))};
}
Request reset_password(Office& office) {
    with_password(office);
    return {office.officer(1), EFFECTS_OF(app::reset_password(tx, c, {"ani", kDigest, "new"}))};
}
Request deactivate(Office& office) {
    with_password(office);
    return {office.officer(1), EFFECTS_OF(app::set_officer_active(tx, c, "ani", false))};
}

// clang-format off
constexpr auto kRows = std::to_array<Row>({
    {"propose_quota", 3, propose},
    {"approve_quota", 3, approve},
    {"refuse_quota", 3, refuse_rule},
    {"withdraw_quota", 3, withdraw_rule},
    {"cut_capacity", 4, cut},
    {"grant_place", 11, grant},
    {"open_days", 33, open_day},
    {"load_reference", 4, load},
    {"create_officer", 3, create_officer},
    {"officer_sign_in", 4, officer_sign_in},
    {"officer_sign_in, wrong", 4, officer_sign_in_wrong},
    {"change_password", 7, change_password},
    {"reset_password", 6, reset_password},
    {"set_officer_active", 5, deactivate},
});
// clang-format on

}  // namespace

TEST_CASE("office: a failure at any statement changes nothing, and a repetition finds out") {
    CHECK(complaints(kRows) == "");
}
