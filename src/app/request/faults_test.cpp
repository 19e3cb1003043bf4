#include "app/office/create_officer.hpp"
#include "app/request/decide_claim.hpp"
#include "app/request/decide_recovery.hpp"
#include "app/request/file_claim.hpp"
#include "app/request/file_recovery.hpp"
#include "app/request/read_requests.hpp"
#include "testing/faulty_office.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace std::chrono_literals;
using std::chrono::days;
using namespace testing::faults;
using testing::Office;

namespace {

/// The stranger holds a place with the NIK of the first; "claim" is filed when it is wanted.
app::FileClaim contested(Office& office, AccountId& owner, bool paid) {
    office.open(kPlace, 1);
    auto const stranger = office.draft(office.account(), "contested");
    office.hold(stranger, kPlace).value();
    if (paid) office.pay(Office::full(office.submit(stranger).value(), office.now)).value();
    auto const own = office.draft(office.account(), "contested");
    owner = own.account;
    return {.request = {{office.fresh()}, "claim"},
            .application = own.application,
            .office_code = "PONTIANAK",
            .evidence = {sha256("card")}};
}
Request file_claim(Office& office) {
    AccountId owner;
    auto const input = contested(office, owner, false);
    return by_applicant(office, owner, EFFECTS_OF(app::file_claim(tx, c, input)));
}
OfficerId head_with_claim(Office& office, bool paid) {
    AccountId owner;
    auto const input = contested(office, owner, paid);
    auto const me = office.as(owner);
    auto const root = office.context({app::ActorKind::operator_});
    OfficerId const head{office.fresh()};
    office
        .act([&](auto& tx) -> Result<void> {
            TRY(app::file_claim(tx, me, input));
            TRY(app::create_officer(tx, root, {head, "head", "OFFICE_HEAD", "PONTIANAK"}));
            return {};
        })
        .value();
    return head;
}
Request decide_claim(Office& office, bool paid, app::Decision const& decision) {
    auto const head = head_with_claim(office, paid);
    return {office.officer(head.value), EFFECTS_OF(app::decide_claim(tx, c, decision)), {kPlace}};
}
app::Decision const kUphold{"claim", office::RequestState::upheld,
                            office::Reason::identity_confirmed};
Request uphold_claim(Office& office) {
    return decide_claim(office, false, kUphold);
}
Request uphold_paid_claim(Office& office) {
    return decide_claim(office, true, kUphold);
}
Request reject_claim(Office& office) {
    return decide_claim(
        office, false,
        {"claim", office::RequestState::rejected, office::Reason::evidence_insufficient});
}
Request look_at_claim(Office& office) {
    auto const head = head_with_claim(office, false);
    return {office.officer(head.value), EFFECTS_OF(app::look_at_claim(tx, c, "claim"))};
}
Request look_at_evidence(Office& office) {
    auto const head = head_with_claim(office, false);
    return {office.officer(head.value), EFFECTS_OF(app::look_at_evidence(tx, c, "claim", 0))};
}
struct Recovery {
    app::FileRecovery input;
    AccountId asker, lost;
};
Recovery lost_account(Office& office) {
    auto const lost = office.draft(office.account(), "lost");
    auto const asker = office.draft(office.account(), "lost");
    return {.input = {.request = {{office.fresh()}, "recovery"},
                      .application = asker.application,
                      .old_contact = sha256("contact" + std::to_string(lost.account.value)),
                      .office_code = "PONTIANAK",
                      .sealed_notice = {}},
            .asker = asker.account,
            .lost = lost.account};
}
Request file_recovery(Office& office) {
    auto const recovery = lost_account(office);
    return by_applicant(office, recovery.asker,
                        EFFECTS_OF(app::file_recovery(tx, c, recovery.input)));
}
Recovery asked_for(Office& office) {
    auto const recovery = lost_account(office);
    auto const me = office.as(recovery.asker);
    office.act([&](auto& tx) { return app::file_recovery(tx, me, recovery.input); }).value();
    return recovery;
}
Request object_recovery(Office& office) {
    auto const recovery = asked_for(office);
    return by_applicant(office, recovery.lost,
                        EFFECTS_OF(app::object_recovery(tx, c, {"recovery", {}})));
}
OfficerId head_with_recovery(Office& office, Digest& contact) {
    contact = sha256("contact" + std::to_string(asked_for(office).asker.value));
    OfficerId const head{office.fresh()};
    auto const root = office.context({app::ActorKind::operator_});
    office
        .act([&](auto& tx) {
            return app::create_officer(tx, root, {head, "head", "OFFICE_HEAD", "PONTIANAK"});
        })
        .value();
    return head;
}
Request look_at_recovery(Office& office) {
    Digest contact{};
    auto const head = head_with_recovery(office, contact);
    return {office.officer(head.value), EFFECTS_OF(app::look_at_recovery(tx, c, "recovery"))};
}
Request parties_of_recovery(Office& office) {
    Digest contact{};
    auto const head = head_with_recovery(office, contact);
    return {office.officer(head.value), EFFECTS_OF(app::parties_of_recovery(tx, c, "recovery"))};
}
Request uphold_recovery(Office& office) {
    Digest contact{};
    auto const head = head_with_recovery(office, contact);
    app::DecideRecovery const input{
        .decision = {"recovery", office::RequestState::upheld, office::Reason::identity_confirmed},
        .cut_short = true,
        .contacts = {{contact, Bytes(1), office.now}},
        .told_asker = {},
        .told_account = {}};
    return {office.officer(head.value), EFFECTS_OF(app::decide_recovery(tx, c, input))};
}

// clang-format off
constexpr auto kRows = std::to_array<Row>({
    {"file_claim", 8, file_claim},
    {"decide_claim, upheld", 14, uphold_claim},
    {"decide_claim, upheld, paid", 19, uphold_paid_claim},
    {"decide_claim, rejected", 5, reject_claim},
    {"look_at_claim", 8, look_at_claim},
    {"look_at_evidence", 5, look_at_evidence},
    {"file_recovery", 9, file_recovery},
    {"object_recovery", 4, object_recovery},
    {"look_at_recovery", 7, look_at_recovery},
    {"parties_of_recovery", 4, parties_of_recovery},
    {"decide_recovery, upheld", 18, uphold_recovery},
});
// clang-format on

}  // namespace

TEST_CASE("request: a failure at any statement changes nothing, and a repetition finds out") {
    CHECK(complaints(kRows) == "");
}
