#include "app/application/passport_check.hpp"

#include "app/application/nik_check.hpp"
#include "app/application/save_section.hpp"
#include "store/audit.hpp"
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

LocalDate const kDay = testing::kMonday + days{7};
booking::SeatKey const kPlace = place(kDay, 8);
Digest const kNik = sha256("x"), kOther = sha256("y");
Bytes const kSealed(5);

template <typename T>
Code code_of(Result<T> const& result) {
    return result ? Code::internal : result.error().code;
}

/// Stage 1 is saved anew and found VALID.
void verify(Office& office, Applicant const& who, std::int64_t version, Digest const& nik = kNik) {
    auto const me = office.as(who.account);
    office
        .act([&](auto& tx) {
            return app::record_nik_check(
                tx, me, {{who.application, {"identity", version, office.now, Bytes(3)}}, nik});
        })
        .value();
}

PassportRecord record(Office& office, Applicant const& who) {
    return office.act([&](auto& tx) { return store::passport_record(tx, who.application); })
        .value();
}

Result<void> answer(Office& office, app::PassportAnswer const& input) {
    auto const job = office.system();
    return office.act([&](auto& tx) { return app::record_passport_answer(tx, job, input); });
}

app::PassportAnswer known(Applicant const& who, bool said_never = false) {
    return {.application = who.application,
            .nik_index = kNik,
            .known = true,
            .sealed = kSealed,
            .said_never = said_never,
            .section = "passport_history",
            .section_version = 1};
}

app::PassportAnswer none(Applicant const& who) {
    return {.application = who.application, .nik_index = kNik};
}

void unanswered(Office& office, Applicant const& who) {
    auto const job = office.system();
    office.act([&](auto& tx) { return app::passport_unanswered(tx, job, who.application); })
        .value();
}

bool is_open(Office& office, Applicant const& who) {
    return office.act([&](auto& tx) { return app::open_passport_check(tx, who.application); })
        .value()
        .has_value();
}

std::int64_t waiting(Office& office, std::string const& topic) {
    return office.count("SELECT count(*) FROM outbox WHERE topic = '" + topic + "'");
}

std::vector<std::string> audited(Office& office, Applicant const& who) {
    auto const rows =
        office
            .act([&](auto& tx) {
                return store::audit_of(tx, "passport_record", who.application.value, 99);
            })
            .value();
    std::vector<std::string> told;
    for (auto const& row : rows) told.push_back(row.action + ' ' + row.result + ' ' + row.rule);
    return told;
}

/// A draft with a VALID NIK about which the issuing system has not answered.
Applicant asked(Office& office) {
    auto const who = office.draft();
    verify(office, who, 2);
    return who;
}

}  // namespace

TEST_CASE("passport: D10: the issuing system is asked once the NIK is VALID, and not before") {
    on_each_office([](Office& office) {
        auto const who = office.draft();
        auto const me = office.as(who.account);
        office
            .act([&](auto& tx) {
                return app::record_nik_check(
                    tx, me, {{who.application, {"identity", 2, office.now, Bytes(3)}}, {}, true});
            })
            .value();
        CHECK(waiting(office, "passport_check") == 0);
        CHECK(record(office, who) == PassportRecord::pending);
        auto const job = office.system();
        office
            .act([&](auto& tx) {
                return app::settle_pending_nik(tx, job, {who.application, 2, kNik, kSealed});
            })
            .value();
        CHECK(waiting(office, "passport_check") == 1);
        CHECK(record(office, who) == PassportRecord::pending);
        CHECK(is_open(office, who));
    });
}

TEST_CASE("passport: D10: its answer is kept, sealed, and asked for once") {
    on_each_office([](Office& office) {
        auto const who = asked(office);
        office.now += 1s;
        answer(office, known(who)).value();
        CHECK(record(office, who) == PassportRecord::known);
        auto const check =
            office.act([&](auto& tx) { return store::load_passport_check(tx, who.application); })
                .value()
                .value();
        CHECK(check.answered_at == office.now);
        CHECK(check.sealed == kSealed);
        CHECK_FALSE(is_open(office, who));
        answer(office, none(who)).value();  // A second answer is too late.
        CHECK(record(office, who) == PassportRecord::known);
        verify(office, who, 3);  // The same NIK again.
        CHECK(record(office, who) == PassportRecord::known);
        CHECK(waiting(office, "passport_check") == 1);
        CHECK(audited(office, who) ==
              std::vector<std::string>{"asked pending D10", "answered none D10",
                                       "asked pending D10", "answered known D10"});
    });
}

TEST_CASE(
    "passport: D10: a changed NIK asks again, and an answer about another counts for nothing") {
    on_each_office([](Office& office) {
        auto const who = asked(office);
        answer(office, known(who)).value();
        verify(office, who, 3, kOther);
        CHECK(record(office, who) == PassportRecord::pending);
        CHECK(waiting(office, "passport_check") == 2);
        answer(office, known(who)).value();
        CHECK(record(office, who) == PassportRecord::pending);
        verify(office, who, 4);
        CHECK(record(office, who) == PassportRecord::pending);
        // Without a VALID NIK nothing is known of anybody.
        answer(office, none(who)).value();
        CHECK(record(office, who) == PassportRecord::none);
        auto const me = office.as(who.account);
        office
            .act([&](auto& tx) {
                return app::record_nik_check(
                    tx, me, {{who.application, {"identity", 5, office.now, Bytes(3)}}});
            })
            .value();
        CHECK(record(office, who) == PassportRecord::pending);
        CHECK_FALSE(is_open(office, who));
    });
}

TEST_CASE("passport: D10: verified again after 30 days, it is asked again") {
    on_each_office([](Office& office) {
        auto const who = asked(office);
        answer(office, none(who)).value();
        office.now += days{30} - 1us;
        verify(office, who, 3);
        CHECK(record(office, who) == PassportRecord::none);
        office.now += 1us;
        verify(office, who, 4);
        CHECK(record(office, who) == PassportRecord::pending);
    });
}

TEST_CASE("passport: D10: ten minutes without an answer, and the applicant's own counts, flagged") {
    on_each_office([](Office& office) {
        auto const who = asked(office);
        office.now += 10min - 1us;
        unanswered(office, who);
        CHECK(record(office, who) == PassportRecord::pending);
        office.now += 1us;
        unanswered(office, who);
        unanswered(office, who);
        CHECK(record(office, who) == PassportRecord::unavailable);
        CHECK(audited(office, who).back() == "given_up unavailable D10");
        CHECK(audited(office, who).size() == 4);
        CHECK(is_open(office, who));  // It goes on being asked.
        answer(office, none(who)).value();
        CHECK(record(office, who) == PassportRecord::none);
        unanswered(office, who);
        CHECK(record(office, who) == PassportRecord::none);
    });
}

TEST_CASE(
    "passport: D10: given up and verified again, it is asked again, and billing waits again") {
    on_each_office([](Office& office) {
        auto const who = asked(office);
        office.now += 10min;
        unanswered(office, who);
        verify(office, who, 3);
        CHECK(record(office, who) == PassportRecord::pending);
        unanswered(office, who);
        CHECK(record(office, who) == PassportRecord::pending);
    });
}

TEST_CASE("passport: D10, R6: who said never of a passport that is known is warned, once") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const by_answer = asked(office), by_type = asked(office), held = asked(office);
        office.hold(held, kPlace).value();
        answer(office, known(by_answer, true)).value();
        answer(office, known(by_type)).value();  // The draft's type is NEW.
        answer(office, known(held, true)).value();
        answer(office, known(held, true)).value();
        CHECK(waiting(office, "notify.passport_on_record") == 3);
        CHECK(waiting(office, "notify.passport_on_record_paid") == 0);
    });
}

TEST_CASE("passport: D10: nobody is warned who said so, of whom none is known, or who gave it up") {
    on_each_office([](Office& office) {
        auto const unknown = asked(office), replacing = asked(office), gone = asked(office);
        auto no = none(unknown);
        no.said_never = true;
        answer(office, no).value();
        auto const me = office.as(replacing.account);
        office
            .act([&](auto& tx) {
                return app::save_product(
                    tx, me,
                    {.section = {replacing.application, {"product", 2, office.now, Bytes(3)}},
                     .type = application::Type::replace_expired,
                     .product = application::Product::non_electronic,
                     .validity_years = 5});
            })
            .value();
        answer(office, known(replacing)).value();
        CHECK(record(office, replacing) == PassportRecord::known);
        office.withdraw(gone).value();
        CHECK_FALSE(is_open(office, gone));
        answer(office, known(gone, true)).value();
        CHECK(waiting(office, "notify.passport_on_record") == 0);
    });
}

TEST_CASE("passport: D10: what the applicant says is that at the moment of the answer") {
    on_each_office([](Office& office) {
        auto const who = asked(office);
        auto const me = office.as(who.account);
        office
            .act([&](auto& tx) {
                return app::save_section(
                    tx, me, {who.application, {"passport_history", 2, office.now, Bytes(3)}});
            })
            .value();
        CHECK(code_of(answer(office, known(who, true))) == Code::section_changed);
        CHECK(record(office, who) == PassportRecord::pending);
    });
}

TEST_CASE("passport: D10: a bill waits for the answer, whichever it is") {
    for (bool const there_was_one : {false, true}) {
        on_each_office([&](Office& office) {
            office.open(kPlace, 1);
            auto const who = asked(office);
            office.hold(who, kPlace).value();
            CHECK(code_of(office.submit(who)) == Code::passport_check_pending);
            CHECK(office.application(who).state == application::State::held);
            answer(office, there_was_one ? known(who) : none(who)).value();
            // What the draft amounts to may be another thing now: it is looked at again first.
            CHECK(code_of(office.submit(who)) == Code::assessment_outdated);
            office.revise(who, app::LookAgain{who.application}).value();
            CHECK(office.submit(who));
        });
    }
}

TEST_CASE("passport: D10: a bill waits ten minutes at most, and then the audit flags it") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = asked(office);
        office.hold(who, kPlace).value();
        office.now += 10min - 1us;
        CHECK(code_of(office.submit(who)) == Code::passport_check_pending);
        CHECK(record(office, who) == PassportRecord::pending);
        office.now += 1us;
        CHECK(office.submit(who));
        CHECK(record(office, who) == PassportRecord::unavailable);
        CHECK(audited(office, who).back() == "given_up unavailable D10");
        // The answer comes after all, and the bill is not paid yet.
        answer(office, known(who, true)).value();
        CHECK(waiting(office, "notify.passport_on_record") == 1);
    });
}

TEST_CASE("passport: D10: what comes to light after the payment is told as what it is") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = asked(office);
        office.hold(who, kPlace).value();
        office.now += 10min;
        auto const bill = office.submit(who).value();
        office.pay(Office::full(bill, office.now)).value();
        answer(office, known(who, true)).value();
        CHECK(record(office, who) == PassportRecord::known);
        CHECK(waiting(office, "notify.passport_on_record") == 0);
        CHECK(waiting(office, "notify.passport_on_record_paid") == 1);
    });
}

TEST_CASE("passport: D10: who was never asked about is not billed, however long ago") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = office.draft();
        office.hold(who, kPlace).value();
        office.database.script("DELETE FROM passport_record").value();
        office.now += 14min;
        CHECK(code_of(office.submit(who)) == Code::passport_check_pending);
    });
}

TEST_CASE("passport: D10, 3.3: of a known passport the month of its expiry is kept, and if lost") {
    application::KnownPassport const passport{.expires = std::chrono::year{2027} / 3,
                                              .reported_lost = true};
    auto const kept = app::answers_of(passport);
    CHECK(kept.size() == 2);
    CHECK(app::known_passport(kept).value() == passport);
    CHECK(code_of(app::known_passport({})) == Code::internal);
}
