#include "app/application/keep_part.hpp"
#include "app/office/create_officer.hpp"
#include "app/request/limits.hpp"
#include "app/rights/erase_account.hpp"
#include "app/rights/erase_application.hpp"
#include "app/rights/look_at_draft.hpp"
#include "app/rights/record_access.hpp"
#include "app/rights/reopen_application.hpp"
#include "store/requests.hpp"
#include "testing/faulty_office.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace std::chrono_literals;
using std::chrono::days;
using namespace testing::faults;
using testing::Office;

namespace {

Request look(Office& office) {
    auto const who = office.draft();
    app::CreateOfficer const ani{{office.fresh()}, "ani", "ADJUDICATOR", "MAUMERE"};
    auto const by = office.officer(1);
    office.act([&](auto& tx) { return app::create_officer(tx, by, ani); }).value();
    auto const work = [who](auto& tx, auto const& c) -> Result<void> {
        auto const application = TRY(store::load_any_application(tx, who.application));
        TRY(app::record_access(tx, c, application, office::Purpose::adjudication,
                               {office::DataKind::answers}));
        return {};
    };
    return {office.officer(ani.id.value), work};
}
/// With an open claim that shows a picture.
Request erase_draft(Office& office) {
    auto const who = office.draft();
    RequestId const claim{office.fresh()};
    auto const me = office.as(who.account);
    office
        .act([&](auto& tx) -> Result<void> {
            TRY(store::insert_request(tx, {.id = claim,
                                           .name = "claim",
                                           .account = who.account,
                                           .application = who.application,
                                           .nik_index = kDigest,
                                           .office = {1},
                                           .created = office.now}));
            TRY(app::audit_request(tx, me, claim, 1, "filed", "claim"));
            return store::insert_evidence(tx, claim, 0, who.account, sha256("card"));
        })
        .value();
    return by_applicant(office, who.account,
                        EFFECTS_OF(app::erase_application(tx, c, who.application)));
}
/// With a file that is on its way.
Request erase_account(Office& office) {
    auto const who = office.draft();
    auto const me = office.as(who.account);
    app::KeepPart const part{.hash = kDigest, .key_name = "k", .size = 9, .part = {0, 3, "part"}};
    office.act([&](auto& tx) { return app::keep_part(tx, me, part); }).value();
    return by_applicant(office, who.account, EFFECTS_OF(app::erase_account(tx, c)));
}
Request reopen(Office& office) {
    office.open(kPlace, 1);
    auto const who = office.billed(kPlace);
    return by_applicant(office, who.account,
                        EFFECTS_OF(app::reopen_application(tx, c, who.application)), {kPlace});
}
/// The timer of a draft, as it is due after so many days.
Request look_after(Office& office, std::initializer_list<int> looks) {
    store::Timer due{};
    auto const begun = office.now;
    office.draft();
    for (int const day : looks) {
        if (due.subject != 0) {
            auto const job = office.system();
            office.act([&](auto& tx) { return app::look_at_draft(tx, job, due); }).value();
        }
        office.now = begun + days{day};
        auto const kind =
            due.subject == 0 ? store::TimerKind::draft_warning : store::TimerKind::draft_end;
        due = office.act([&](auto& tx) { return store::due_timers(tx, kind, office.now, 1); })
                  .value()
                  .at(0);
    }
    return {office.system(), EFFECTS_OF(app::look_at_draft(tx, c, due))};
}
Request warn_of_draft(Office& office) {
    return look_after(office, {23});
}
Request forget_draft(Office& office) {
    return look_after(office, {23, 30});
}

// clang-format off
constexpr auto kRows = std::to_array<Row>({
    {"record_access", 2, look},
    {"erase_application", 17, erase_draft},
    {"erase_account", 35, erase_account},
    {"reopen_application", 9, reopen},
    {"look_at_draft, warned", 5, warn_of_draft, false},
    {"look_at_draft, forgotten", 19, forget_draft, false},
});
// clang-format on

}  // namespace

TEST_CASE("rights: a failure at any statement changes nothing, and a repetition finds out") {
    CHECK(complaints(kRows) == "");
}
