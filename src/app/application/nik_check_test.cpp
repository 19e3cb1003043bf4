#include "app/application/nik_check.hpp"

#include "store/nik_checks.hpp"
#include "store/nik_tries.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace std::chrono_literals;
using identity::RegistryField;
using std::chrono::days;
using store::NikCheckState;
using testing::Applicant;
using testing::Office;
using testing::on_each_office;
using testing::place;

namespace {

LocalDate const kDay = testing::kMonday + days{7};
booking::SeatKey const kPlace = place(kDay, 8);
Digest const kNik = sha256("x"), kOther = sha256("y");
Bytes const kAnswer(5);

template <typename T>
Code code_of(Result<T> const& result) {
    return result ? Code::internal : result.error().code;
}

app::SaveSection section(Applicant const& who, std::int64_t version) {
    return {who.application, {"identity", version, Instant{}, Bytes(3)}};
}

Result<void> begin_check(Office& office, Applicant const& who, Digest const& nik) {
    auto const me = office.as(who.account);
    return office.act([&](auto& tx) { return app::begin_nik_check(tx, me, who.application, nik); });
}

Result<app::NikRecorded> record(Office& office, Applicant const& who, app::RecordNikCheck input) {
    auto const me = office.as(who.account);
    return office.act([&](auto& tx) { return app::record_nik_check(tx, me, input); });
}

Result<app::NikRecorded> valid(Office& office, Applicant const& who, std::int64_t version,
                               Digest const& nik = kNik) {
    return record(office, who,
                  {.section = section(who, version), .valid_nik = nik, .answer = kAnswer});
}

Result<app::NikRecorded> refused(Office& office, Applicant const& who, std::int64_t version) {
    return record(office, who,
                  {.section = section(who, version), .nik_index = kNik, .answer = kAnswer});
}

Result<app::NikRecorded> silent(Office& office, Applicant const& who, std::int64_t version,
                                bool unchanged = false, Digest const& nik = kNik) {
    return record(office, who,
                  {.section = section(who, version),
                   .pending = true,
                   .nik_index = nik,
                   .unchanged = unchanged});
}

void settle(Office& office, Applicant const& who, std::int64_t version,
            std::optional<Digest> const& nik) {
    auto const job = office.system();
    office
        .act([&](auto& tx) {
            return app::settle_pending_nik(tx, job, {who.application, version, nik, kAnswer});
        })
        .value();
}

store::NikCheck last_check(Office& office, Applicant const& who) {
    return office.act([&](auto& tx) { return store::load_nik_check(tx, who.application); })
        .value()
        .value();
}

std::int64_t waiting(Office& office, std::string const& topic) {
    return office.count("SELECT count(*) FROM outbox WHERE topic = '" + topic + "'");
}

}  // namespace

TEST_CASE("identity: D9: five checks of one NIK a day, whoever asks, until midnight WIB") {
    on_each_office([](Office& office) {
        auto const one = office.draft(), two = office.draft();
        office.now = testing::at(Zone::wib, testing::kMonday, 23, 59, 59);
        for (int i = 0; i < 5; ++i) CHECK(begin_check(office, i % 2 == 0 ? one : two, kNik));
        auto const refused = begin_check(office, one, kNik);
        CHECK(code_of(refused) == Code::nik_tries_exhausted);
        CHECK(refused.error().pointer == "/nik");
        CHECK(refused.error().params.at(0).value == "5");
        CHECK(begin_check(office, one, kOther));
        office.now += 1s;
        CHECK(begin_check(office, two, kNik));
    });
}

TEST_CASE("identity: D9: tries of days gone by are forgotten, a bounded number at a time") {
    on_each_office([](Office& office) {
        auto const who = office.draft();  // Counts one of today's.
        for (int day = 0; day < 3; ++day) {
            office.now += days{1};
            begin_check(office, who, kNik).value();
            begin_check(office, who, kOther).value();
        }
        auto const today = date_in(Zone::wib, office.now);
        auto const forget = [&](int most) {
            return office.act([&](auto& tx) { return store::forget_nik_tries(tx, today, most); })
                .value();
        };
        CHECK(forget(2) == 2);
        CHECK(forget(2) == 2);
        CHECK(forget(2) == 1);
        CHECK(forget(2) == 0);
        CHECK(office.count("SELECT count(*) FROM nik_try") == 2);
    });
}

TEST_CASE("identity: D9: saving again while the registry is silent is one try, not another") {
    on_each_office([](Office& office) {
        auto const one = office.draft(), two = office.draft();
        for (std::int64_t version = 2; version < 10; ++version) {
            CHECK(begin_check(office, one, kNik));
            silent(office, one, version).value();
        }
        CHECK(waiting(office, "nik_check") == 1);
        // Another's question about the same NIK is another try, and so is one about another NIK.
        for (int i = 0; i < 4; ++i) CHECK(begin_check(office, two, kNik));
        CHECK(code_of(begin_check(office, two, kNik)) == Code::nik_tries_exhausted);
        CHECK(begin_check(office, one, kNik));
        // Once it was answered, tries count again.
        settle(office, one, 9, {});
        CHECK(code_of(begin_check(office, one, kNik)) == Code::nik_tries_exhausted);
    });
}

TEST_CASE("identity: D9: VALID is good for 30 days, and another answer takes it away") {
    on_each_office([](Office& office) {
        auto const who = office.draft();
        CHECK(valid(office, who, 2)->valid_until == office.now + days{30});
        CHECK(office.application(who).nik->index == kNik);
        CHECK_FALSE(refused(office, who, 3)->valid_until.has_value());
        CHECK_FALSE(office.application(who).nik.has_value());
        CHECK(code_of(valid(office, who, 3)) == Code::section_changed);
    });
}

TEST_CASE("identity: D9: verified again before it ends, it is good for 30 days from then") {
    on_each_office([](Office& office) {
        auto const who = office.draft();
        auto const first = valid(office, who, 2)->valid_until;
        office.now += days{29};
        auto const second = valid(office, who, 3)->valid_until;
        CHECK(first == office.now + days{1});
        CHECK(second == office.now + days{30});
    });
}

TEST_CASE("identity: D9: a silent registry takes nothing from who verifies the same again") {
    on_each_office([](Office& office) {
        auto const verified = [&] {
            auto const who = office.draft();
            valid(office, who, 2).value();
            return who;
        };
        auto const first = verified(), changed = verified(), another = verified();
        auto const until = office.now + days{30};
        office.now += days{29};
        CHECK(silent(office, first, 3, true)->valid_until == until);
        CHECK(office.application(first).nik.has_value());
        CHECK_FALSE(silent(office, changed, 3, false)->valid_until.has_value());
        CHECK_FALSE(silent(office, another, 3, true, kOther)->valid_until.has_value());
        office.now += days{1} - 1us;
        CHECK(silent(office, first, 4, true)->valid_until == until);
        office.now += 1us;
        CHECK_FALSE(silent(office, first, 5, true)->valid_until.has_value());
    });
}

TEST_CASE("identity: D9: the late answer to who verified again counts, also when it is no") {
    on_each_office([](Office& office) {
        auto const who = office.draft();
        valid(office, who, 2).value();
        silent(office, who, 3, true).value();
        CHECK(office.application(who).nik.has_value());
        settle(office, who, 3, {});
        CHECK_FALSE(office.application(who).nik.has_value());
    });
}

TEST_CASE("identity: D8: the NIK is not changed under a place, nor asked for") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = office.held(kPlace);
        CHECK(code_of(begin_check(office, who, kNik)) == Code::not_allowed_in_state);
        CHECK(code_of(valid(office, who, 2)) == Code::not_allowed_in_state);
    });
}

TEST_CASE("identity: 3.3: the registry's answer is kept, sealed, with its time and its version") {
    on_each_office([](Office& office) {
        auto const who = office.draft();
        valid(office, who, 2).value();
        auto const check = last_check(office, who);
        CHECK(check.version == 2);
        CHECK(check.nik_index == kNik);
        CHECK(check.state == NikCheckState::answered);
        CHECK(check.answered_at == office.now);
        CHECK(check.sealed == kAnswer);
        silent(office, who, 3).value();
        auto const open = last_check(office, who);
        CHECK(open.state == NikCheckState::pending);
        CHECK_FALSE(open.answered_at.has_value());
        CHECK(open.sealed.empty());
    });
}

TEST_CASE("identity: 002-S1: a pending check settles its own version, once, and the person hears") {
    on_each_office([](Office& office) {
        auto const who = office.draft();
        silent(office, who, 2).value();
        CHECK(waiting(office, "nik_check") == 1);
        settle(office, who, 1, sha256("old"));  // Of what the applicant has changed since.
        CHECK_FALSE(office.application(who).nik.has_value());
        CHECK(waiting(office, "notify.nik_valid") == 0);
        office.now += 1h;
        settle(office, who, 2, kNik);
        CHECK(office.application(who).nik->index == kNik);
        CHECK(office.application(who).nik->verified_at == office.now);
        CHECK(last_check(office, who).answered_at == office.now);
        settle(office, who, 2, {});  // The same answer again, or another: it has one.
        CHECK(office.application(who).nik->index == kNik);
        CHECK(waiting(office, "notify.nik_valid") == 1);
        CHECK(waiting(office, "notify.nik_not_valid") == 0);
    });
}

TEST_CASE("identity: D9: the registry comes back with a mismatch, and the person hears of it") {
    on_each_office([](Office& office) {
        auto const who = office.draft();
        silent(office, who, 2).value();
        settle(office, who, 2, {});
        CHECK_FALSE(office.application(who).nik.has_value());
        CHECK(waiting(office, "notify.nik_not_valid") == 1);
        CHECK(last_check(office, who).state == NikCheckState::answered);
    });
}

TEST_CASE("identity: D8: a late answer changes nothing under a place") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = office.draft();
        valid(office, who, 2).value();
        silent(office, who, 3, true).value();
        office.hold(who, kPlace).value();
        settle(office, who, 3, {});
        CHECK(office.application(who).nik->index == kNik);
        CHECK(waiting(office, "notify.nik_not_valid") == 0);
        CHECK(last_check(office, who).state == NikCheckState::answered);
    });
}

TEST_CASE("identity: whoever the registry never answers is asked to save again") {
    on_each_office([](Office& office) {
        auto const who = office.draft();
        auto const give_up = [&] {
            auto const job = office.system();
            office.act([&](auto& tx) { return app::give_up_nik_check(tx, job, who.application); })
                .value();
        };
        give_up();  // Nothing is pending.
        CHECK(waiting(office, "notify.nik_unanswered") == 0);
        silent(office, who, 2).value();
        give_up();
        give_up();
        CHECK(last_check(office, who).state == NikCheckState::given_up);
        CHECK(waiting(office, "notify.nik_unanswered") == 1);
        settle(office, who, 2, kNik);
        CHECK_FALSE(office.application(who).nik.has_value());
        // Saved again, it waits again.
        silent(office, who, 3).value();
        CHECK(waiting(office, "nik_check") == 2);
    });
}

TEST_CASE("identity: 3.3: what is sealed of an answer is match or no match, and nothing else") {
    identity::RegistryAnswer const mixed{
        .status = identity::RegistryStatus::found,
        .mismatches = {RegistryField::birth_date, RegistryField::mother_name},
        .reference = "DK-17"};
    auto const kept = app::answers_of(mixed);
    CHECK(kept == app::Answers{{"status", "found"},
                               {"reference", "DK-17"},
                               {"full_name", "match"},
                               {"birth_date", "mismatch"},
                               {"birth_place", "match"},
                               {"sex", "match"},
                               {"family_card_number", "match"},
                               {"mother_name", "mismatch"}});
    auto const back = app::registry_answer(kept).value();
    CHECK(back.status == mixed.status);
    CHECK(back.mismatches == mixed.mismatches);
    CHECK(back.reference == mixed.reference);
    for (auto const status :
         {identity::RegistryStatus::not_found, identity::RegistryStatus::deceased,
          identity::RegistryStatus::duplicate, identity::RegistryStatus::inactive}) {
        auto const none = app::answers_of({.status = status, .reference = "1"});
        CHECK(none.size() == 2);
        CHECK(app::registry_answer(none)->status == status);
    }
    CHECK(code_of(app::registry_answer({})) == Code::internal);
    CHECK(code_of(app::registry_answer({{"status", "lost"}, {"reference", ""}})) == Code::internal);
}
