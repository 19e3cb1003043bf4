#include "app/application/read_checks.hpp"

#include "app/application/nik_check.hpp"
#include "app/application/passport_check.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace std::chrono_literals;
using application::PassportRecord;
using std::chrono::days;
using testing::Applicant;
using testing::Office;
using testing::on_each_office;
using testing::place;

namespace {

booking::SeatKey const kPlace = place(testing::kMonday + days{7}, 8);

Result<app::Checks> read(Office& office, AccountId by, ApplicationId id) {
    auto const me = office.as(by);
    return office.act([&](auto& tx) { return app::read_checks(tx, me, id); });
}

app::Checks read(Office& office, Applicant const& who) {
    return read(office, who.account, who.application).value();
}

void save(Office& office, Applicant const& who, app::RecordNikCheck input, std::int64_t version) {
    auto const me = office.as(who.account);
    input.section = {who.application, {"identity", version, office.now, Bytes(3)}};
    office.act([&](auto& tx) { return app::record_nik_check(tx, me, input); }).value();
}

}  // namespace

TEST_CASE("checks: D9: about the person behind a NIK nothing is told unless it is VALID") {
    on_each_office([](Office& office) {
        office.open(kPlace, 2);
        auto const nik = sha256("x");
        auto const first = office.draft(), second = office.draft();
        save(office, first, {.section = {}, .valid_nik = nik}, 2);
        office.hold(first, kPlace).value();
        save(office, second, {.section = {}, .nik_index = nik, .answer = Bytes(5)}, 2);
        auto const refused = read(office, second);
        CHECK_FALSE(refused.valid_until.has_value());
        CHECK_FALSE(refused.live_elsewhere);
        CHECK_FALSE(refused.passport.has_value());
        CHECK(refused.nik->state == store::NikCheckState::answered);
        save(office, second, {.section = {}, .valid_nik = nik}, 3);
        auto const valid = read(office, second);
        CHECK(valid.valid_until == office.now + days{30});
        CHECK(valid.live_elsewhere);  // D8.
        CHECK(valid.passport->state == PassportRecord::pending);
        CHECK_FALSE(read(office, first).live_elsewhere);
        office.now += days{30};
        auto const ended = read(office, second);
        CHECK_FALSE(ended.valid_until.has_value());
        CHECK_FALSE(ended.live_elsewhere);
        CHECK_FALSE(ended.passport.has_value());
        CHECK(read(office, first).valid_until.has_value());  // A live application rests on it.
    });
}

TEST_CASE("checks: D10: after ten minutes nobody is told to wait any more") {
    on_each_office([](Office& office) {
        auto const who = office.draft();
        save(office, who, {.section = {}, .valid_nik = sha256("x")}, 2);
        office.now += 10min - 1us;
        CHECK(read(office, who).passport->state == PassportRecord::pending);
        office.now += 1us;
        CHECK(read(office, who).passport->state == PassportRecord::unavailable);
    });
}

TEST_CASE("checks: before the first question there are none, and another's are not to be had") {
    on_each_office([](Office& office) {
        auto const who = office.draft();
        CHECK(read(office, who).nik.has_value());
        auto const refused = read(office, office.account(), who.application);
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().code == Code::application_not_found);
    });
}
