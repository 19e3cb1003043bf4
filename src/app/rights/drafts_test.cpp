// Drafts that nobody goes on with (domain.md 7): told a week before, deleted after thirty days, and
// kept whenever somebody saves a change.
#include "app/application/save_section.hpp"
#include "app/operation/housekeeping.hpp"
#include "app/operation/notice.hpp"
#include "app/operation/read_timers.hpp"
#include "app/request/limits.hpp"
#include "app/rights/look_at_draft.hpp"
#include "app/rights/reopen_application.hpp"
#include "app/words.hpp"
#include "store/accounts.hpp"
#include "store/erasure.hpp"
#include "store/requests.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace std::chrono_literals;
using application::State;
using std::chrono::days;
using store::TimerKind;
using testing::Applicant;
using testing::Office;
using testing::on_each_office;

namespace {

auto const kPlace = testing::place(testing::kMonday + days{7});

/// What the job does at `office.now`. Gives how many timers were due.
int look(Office& office, std::shared_ptr<store::Settings const> settings = {}) {
    int looked = 0;
    for (auto const kind : {TimerKind::draft_warning, TimerKind::draft_end}) {
        auto const due =
            office.act([&](auto& tx) { return app::read_due_timers(tx, kind, office.now, 100); })
                .value();
        for (auto const& timer : due) {
            auto job = office.system();
            if (settings) job.settings = settings;
            office.act([&](auto& tx) { return app::look_at_draft(tx, job, timer); }).value();
            ++looked;
        }
    }
    return looked;
}

int told(Office& office, std::string const& event) {
    return static_cast<int>(
        office.count("SELECT count(*) FROM outbox WHERE topic = 'notify." + event + "'"));
}

bool is_erased(Office& office, Applicant const& who) {
    return office.application(who).erased;
}

void save(Office& office, Applicant const& who, std::int64_t version) {
    office
        .revise(who, app::SaveSection{who.application, {"address", version, office.now, Bytes(3)}})
        .value();
}

}  // namespace

TEST_CASE("7: the owner of a resting draft is told a week before it is deleted, and when it was") {
    on_each_office([](Office& office) {
        auto const begun = office.now;
        auto const who = office.draft();
        office.now = begun + days{23} - 1us;
        CHECK(look(office) == 0);
        office.now = begun + days{23};
        CHECK(look(office) == 1);
        CHECK(told(office, "draft_ends_soon") == 1);
        CHECK_FALSE(is_erased(office, who));
        office.now = begun + days{30} - 1us;
        CHECK(look(office) == 0);
        office.now = begun + days{30};
        CHECK(look(office) == 1);
        CHECK(is_erased(office, who));
        CHECK(office.application(who).state == State::cancelled);
        CHECK(told(office, "forgotten") == 1);
        CHECK(told(office, "draft_ends_soon") == 0);  // If it was not sent yet, it is not now.
        office.now += days{400};
        CHECK(look(office) == 0);
    });
}

TEST_CASE("7: a change that is saved starts the days again") {
    on_each_office([](Office& office) {
        auto const begun = office.now;
        auto const who = office.draft();
        office.now = begun + days{20};
        save(office, who, 2);
        office.now = begun + days{23};
        CHECK(look(office) == 1);
        CHECK(told(office, "draft_ends_soon") == 0);
        office.now = begun + days{43};
        CHECK(look(office) == 1);
        CHECK(told(office, "draft_ends_soon") == 1);
        office.now = begun + days{49};  // Told, and then gone on with.
        save(office, who, 3);
        office.now = begun + days{50};
        CHECK(look(office) == 1);
        CHECK_FALSE(is_erased(office, who));
        office.now = begun + days{72};
        CHECK(look(office) == 1);
        CHECK(told(office, "draft_ends_soon") == 2);
        office.now = begun + days{79};
        CHECK(look(office) == 1);
        CHECK(is_erased(office, who));
    });
}

TEST_CASE("7, D8: a draft with which somebody asks an office waits until the office has decided") {
    on_each_office([](Office& office) {
        auto const who = office.draft();
        store::Request request{.id = {office.fresh()},
                               .name = "claim",
                               .account = who.account,
                               .application = who.application,
                               .nik_index = {},
                               .office = {1},
                               .created = office.now};
        auto const me = office.as(who.account);
        auto const note = [&](auto& tx, std::int64_t version, std::string_view action) {
            return app::audit_request(tx, me, request.id, version, action, "claim");
        };
        office
            .act([&](auto& tx) -> Result<void> {
                TRY(store::insert_request(tx, request));
                return note(tx, 1, "filed");
            })
            .value();
        for (int week = 0; week < 8; ++week) {
            office.now += days{7};
            look(office);
        }
        CHECK(told(office, "draft_ends_soon") == 0);
        CHECK_FALSE(is_erased(office, who));
        request.state = office::RequestState::rejected;
        office
            .act([&](auto& tx) -> Result<void> {
                TRY(store::save_request(tx, request));
                return note(tx, 2, "rejected");
            })
            .value();
        office.now += days{7};
        look(office);
        CHECK(told(office, "draft_ends_soon") == 1);
        office.now += days{7};
        look(office);
        CHECK(is_erased(office, who));
    });
}

TEST_CASE("7: who is told late still has the days that are promised") {
    on_each_office([](Office& office) {
        auto const who = office.draft();
        office.now += days{100};  // Nobody looked for long.
        auto const told_at = office.now;
        CHECK(look(office) == 1);
        CHECK(told(office, "draft_ends_soon") == 1);
        office.now = told_at + days{7} - 1us;
        CHECK(look(office) == 0);
        office.now = told_at + days{7};
        CHECK(look(office) == 1);
        CHECK(is_erased(office, who));
    });
}

TEST_CASE("7: one that is live is looked at again, one that was billed is kept longer") {
    on_each_office([](Office& office) {
        office.open(kPlace, 3);
        auto const begun = office.now;
        auto const billed = office.billed(kPlace);
        office.now = begun + days{23};
        CHECK(look(office) == 1);  // It is live: the bank was not asked yet.
        office.expire(billed.bill);
        auto const expired = office.now;
        office.now = begun + days{30};
        CHECK(look(office) == 1);
        CHECK(told(office, "draft_ends_soon") == 0);
        office.now = expired + days{83};
        CHECK(look(office) == 1);
        CHECK(told(office, "draft_ends_soon") == 1);
        office.now = expired + days{90};
        CHECK(look(office) == 1);
        CHECK(is_erased(office, billed));
    });
}

TEST_CASE("7: an application that money came in for is never deleted this way") {
    on_each_office([](Office& office) {
        office.open(kPlace, 3);
        auto const paid = office.scheduled(kPlace);
        office.now += days{23};
        CHECK(look(office) == 1);
        office.now += days{5'000};
        CHECK(look(office) == 0);
        CHECK_FALSE(is_erased(office, paid));
        CHECK(told(office, "draft_ends_soon") == 0);
    });
}

TEST_CASE("7: one that its owner gave up is deleted without a warning") {
    on_each_office([](Office& office) {
        auto const who = office.draft();
        office.withdraw(who).value();
        office.now += days{30};
        CHECK(look(office) == 1);
        CHECK(told(office, "draft_ends_soon") == 0);
        office.now += days{7};
        CHECK(look(office) == 1);
        CHECK(is_erased(office, who));
    });
}

TEST_CASE("7: a setting of no days keeps drafts for ever, and another one counts from the change") {
    on_each_office([](Office& office) {
        auto const who = office.draft();
        store::Settings never;
        never.draft_days = 0;
        office.now += days{365};
        CHECK(look(office, std::make_shared<store::Settings>(never)) == 1);
        CHECK(told(office, "draft_ends_soon") == 0);
        office.now += days{7};
        CHECK(look(office) == 1);
        CHECK(told(office, "draft_ends_soon") == 1);
        CHECK_FALSE(is_erased(office, who));
    });
}

TEST_CASE("7: of two servers that see the same timer one tells the owner") {
    on_each_office([](Office& office) {
        office.draft();
        office.now += days{23};
        auto const due =
            office
                .act([&](auto& tx) {
                    return app::read_due_timers(tx, TimerKind::draft_warning, office.now, 10);
                })
                .value();
        REQUIRE(due.size() == 1);
        for (int server = 0; server < 2; ++server) {
            auto const job = office.system();
            office.act([&](auto& tx) { return app::look_at_draft(tx, job, due[0]); }).value();
        }
        CHECK(told(office, "draft_ends_soon") == 1);
    });
}

TEST_CASE("7: the notices say when, and the one afterwards can still name the application") {
    on_each_office([](Office& office) {
        auto const begun = office.now;
        auto const who = office.draft();
        auto const ground = [&] {
            auto const job = office.system();
            return office
                .act([&](auto& tx) { return app::read_notice_ground(tx, job, who.application); })
                .value();
        };
        office.now = begun + days{23};
        look(office);
        CHECK(ground().view.kept_until == begun + days{30});
        app::Messages const messages{{{"messages.draft_ends_soon.subject", "{number}"},
                                      {"messages.draft_ends_soon.text", "{kept_until}"}},
                                     {}};
        application::Numbers const numbers{SecretKey{sha256("numbers")}};
        auto const message = app::compose("draft_ends_soon", ground().view, numbers, messages,
                                          app::Language::indonesian);
        CHECK(message.subject == numbers.application_number(who.application));
        CHECK(message.text ==
              app::date_words(app::Language::indonesian, date_in(Zone::wib, begun + days{30})));
        office.now = begun + days{30};
        look(office);
        CHECK(ground().view.application.id == who.application);
        CHECK_FALSE(ground().view.kept_until.has_value());
    });
}

TEST_CASE("R5, R8: a mistake seen before paying is corrected in one step, and nothing is lost") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = office.billed(kPlace);
        auto const me = office.as(who.account);
        auto const reopen = [&] {
            return office.act(
                [&](auto& tx) { return app::reopen_application(tx, me, who.application); });
        };
        reopen().value();
        CHECK(office.application(who).state == State::draft);
        CHECK(office.row(kPlace).taken == 0);
        CHECK(office.bill(who.bill.id).state == payment::BillState::voided);
        CHECK(office.count("SELECT count(*) FROM answer") == 4);
        save(office, who, 2);
        CHECK(reopen().error().code == Code::not_allowed_in_state);
        office.hold(who, kPlace).value();
        CHECK(reopen().error().code == Code::not_allowed_in_state);
        auto const again = office.submit(who).value();
        // Whoever pays the void bill in time all the same has paid (D4).
        CHECK(office.pay(Office::full(who.bill, office.now)) == payment::BankAnswer::accepted);
        CHECK(office.application(who).state == State::scheduled);
        CHECK(office.bill(again.id).state == payment::BillState::voided);
        CHECK(reopen().error().code == Code::not_allowed_in_state);
    });
}

TEST_CASE("7: codes that open nothing are forgotten when their hour is over, with their limit") {
    on_each_office([](Office& office) {
        auto const code = [&](std::string_view contact, Instant sent) {
            office
                .act([&](auto& tx) {
                    return store::save_sign_in_code(tx, {.contact_index = sha256(contact),
                                                         .code_hash = {},
                                                         .expires_at = sent + 10min,
                                                         .attempts_left = 5,
                                                         .sent = 1,
                                                         .window_start = sent});
                })
                .value();
        };
        code("old", office.now - 1h);
        code("limited", office.now - 59min);
        code("good", office.now);
        auto const job = office.system();
        office.act([&](auto& tx) { return app::forget_ended(tx, job); }).value();
        CHECK(office.count("SELECT count(*) FROM sign_in_code") == 2);
        office.now += 1h;
        auto const later = office.system();
        office.act([&](auto& tx) { return app::forget_ended(tx, later); }).value();
        CHECK(office.count("SELECT count(*) FROM sign_in_code") == 0);
    });
}

TEST_CASE("7: the wording of the bank's messages is emptied after its days, the answer stays") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const paid = office.scheduled(kPlace);
        auto const filled = [&] {
            return office.count("SELECT count(*) FROM inbox WHERE length(sealed) > 0");
        };
        auto const forget = [&](std::int64_t kept) {
            store::Settings settings;
            settings.inbox_days = kept;
            auto job = office.system();
            job.settings = std::make_shared<store::Settings>(settings);
            office.act([&](auto& tx) { return app::forget_ended(tx, job); }).value();
        };
        office.now += days{90};
        forget(90);
        CHECK(filled() == 1);
        office.now += 1us;
        forget(0);
        CHECK(filled() == 1);
        forget(90);
        CHECK(filled() == 0);
        CHECK(office.count("SELECT count(*) FROM inbox") == 1);
        auto const again =
            Office::full(paid.bill, office.now, "paid" + std::to_string(paid.bill.id.value));
        CHECK(office.pay(again) == payment::BankAnswer::accepted);  // As the first time.
        CHECK(office.count("SELECT count(*) FROM payment") == 1);
    });
}
