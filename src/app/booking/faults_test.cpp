#include "app/application/withdraw_application.hpp"
#include "app/booking/hold_group.hpp"
#include "testing/faulty_office.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace std::chrono_literals;
using std::chrono::days;
using namespace testing::faults;
using testing::Office;

namespace {

Request hold(Office& office) {
    office.open(kPlace, 1);
    auto const who = office.draft();
    return by_applicant(office, who.account,
                        EFFECTS_OF(app::hold_place(tx, c, {who.application, kPlace})), {kPlace});
}
/// Two of one account, in two slots.
Request hold_group(Office& office) {
    auto const later = place(kDay, 9);
    office.open(kPlace, 1);
    office.open(later, 1);
    auto const account = office.account();
    app::HoldGroup group{{}, kPlace};
    for (auto const* nik : {"one", "two"}) {
        group.applications.push_back(office.draft(account, nik).application);
    }
    return by_applicant(office, account, EFFECTS_OF(app::hold_group(tx, c, group)),
                        {kPlace, later});
}
Request release(Office& office) {
    office.open(kPlace, 1);
    auto const who = office.held(kPlace);
    return by_applicant(office, who.account, EFFECTS_OF(app::release_hold(tx, c, who.application)),
                        {kPlace});
}
Request end_hold(Office& office) {
    office.open(kPlace, 1);
    auto const who = office.held(kPlace);
    auto const due = *office.application(who).deadline;
    return {office.system(), EFFECTS_OF(app::expire_hold(tx, c, who.application, due)), {kPlace}};
}
Request withdraw(Office& office) {
    office.open(kPlace, 1);
    auto const who = office.billed(kPlace);
    return by_applicant(office, who.account,
                        EFFECTS_OF(app::withdraw_application(tx, c, who.application)), {kPlace});
}
Request reschedule(Office& office) {
    office.open(kPlace, 1);
    office.open(kOther, 1);
    auto const who = office.scheduled(kPlace);
    return by_applicant(
        office, who.account,
        EFFECTS_OF(app::reschedule_visit(tx, c, {who.application, kOther.date, kOther.slot})),
        {kPlace, kOther});
}

// clang-format off
constexpr auto kRows = std::to_array<Row>({
    {"hold_place", 8, hold},
    {"hold_group", 17, hold_group},
    {"release_hold", 6, release},
    {"expire_hold", 8, end_hold, false},
    {"withdraw_application", 9, withdraw},
    {"reschedule_visit", 10, reschedule},
});
// clang-format on

}  // namespace

TEST_CASE("booking: a failure at any statement changes nothing, and a repetition finds out") {
    CHECK(complaints(kRows) == "");
}
