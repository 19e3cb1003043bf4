// Goal: whatever changes about a draft, what it then amounts to was found on exactly what is there.
// Method: two readers of one draft, each assessing its own change beside what it read; the books of
// both, with the guard and without it.
#include "app/application/revise_draft.hpp"

#include "app/application/read_draft.hpp"
#include "app/application/start_application.hpp"
#include "app/office/load_reference.hpp"
#include "app/operation/change_setting.hpp"
#include "app/operation/forget_uploads.hpp"
#include "app/sealing.hpp"
#include "sql/guards_off.hpp"
#include "store/forms.hpp"
#include "store/migrations.hpp"
#include "testing/databases.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>
#include <atomic>
#include <thread>

using namespace mpaspor;
using namespace std::chrono_literals;
using testing::Applicant;
using testing::Office;
using testing::on_each_office;

namespace {

template <typename T>
Code code_of(Result<T> const& result) {
    return result ? Code::internal : result.error().code;
}

/// A form of two sections with one question each.
application::DraftRules two_questions() {
    application::DraftRules rules;
    form::Form form;
    for (auto const* id : {"first", "second"}) {
        form.sections.push_back(
            {.id = id, .asked = {}, .fields = {{.id = id, .asked = {}, .length_max = 9}}});
    }
    rules.forms.push_back(std::move(form));
    return rules;
}

/// A client's side of a change: reads, adds its answer, finds out what that amounts to.
struct Client {
    Office& office;
    Applicant who;
    std::string section;

    app::StoredDraft read() const {
        auto const me = office.as(who.account);
        return office.act([&](auto& tx) { return app::read_draft(tx, me, who.application); })
            .value();
    }
    store::Assessed assessed(app::StoredDraft const& stored) const {
        application::Draft draft{
            .person = application::Person{"BUDI", testing::date(1990, 5, 15), "MANGGAR"},
            .answers = {},
            .attached = stored.documents,
            .product = {},
            .record = stored.record};
        for (auto const& answer : stored.sections) {
            draft.answers[answer.section] = app::decode(answer.sealed).value();
        }
        draft.answers[section] = {{section, "said"}};
        auto const found = application::assess(draft, two_questions(), testing::kMonday);
        return {.questionnaire = found.questionnaire_complete, .good_until = found.good_until};
    }
    Result<app::Revised> save(app::StoredDraft const& stored) const {
        app::ReviseDraft const input{
            .seen = stored.revision,
            .change = app::SaveSection{who.application,
                                       {section, 1, office.now, app::encode({{section, "said"}})}},
            .assessed = assessed(stored)};
        auto const me = office.as(who.account);
        return office.act([&](auto& tx) { return app::revise_draft(tx, me, input); });
    }
    /// As http does it: what was read too early is read again, three times at most.
    Result<app::Revised> save() const {
        auto saved = save(read());
        for (int again = 0; again < 2 && code_of(saved) == Code::assessment_outdated; ++again) {
            saved = save(read());
        }
        return saved;
    }
};

Applicant begun(Office& office) {
    Applicant const who{office.account(), {office.fresh()}, ""};
    auto const me = office.as(who.account);
    office.act([&](auto& tx) { return app::start_application(tx, me, {who.application}); }).value();
    return who;
}

/// Two connections to one database, the first without the guards in `off`.
void with_two_servers(sql::Guards const& off, auto const& test) {
    testing::on_each_shared_database([&](std::string const& address) {
        auto const migrating = sql::open(address).value();
        store::migrate(*migrating, {}).value();
        sql::UnguardedConnection one{sql::open(address).value(), off};
        auto const two = sql::open(address).value();
        Office here{one}, there{*two};
        test(here, there);
    });
}

/// Both read, then both save what they assessed beside what they had read.
struct Outcome {
    Code second_told;  ///< What the later one hears; internal: done.
    bool questionnaire = false;
    std::size_t sections = 0;
};
Outcome side_by_side(Office& here, Office& there) {
    auto const who = begun(there);
    Client const one{here, who, "first"}, two{there, who, "second"};
    auto const read_by_one = one.read(), read_by_two = two.read();
    two.save(read_by_two).value();
    auto const told = code_of(one.save(read_by_one));
    return {told, there.assessment(who).assessed.questionnaire, two.read().sections.size()};
}

}  // namespace

TEST_CASE("revising: what was assessed beside something that is gone is refused, and not kept") {
    with_two_servers({}, [](Office& here, Office& there) {
        auto const outcome = side_by_side(here, there);
        CHECK(outcome.second_told == Code::assessment_outdated);
        CHECK(outcome.sections == 1);
        CHECK_FALSE(outcome.questionnaire);
    });
}

TEST_CASE("revising: without the guard two halves are kept that nobody has looked at together") {
    with_two_servers({sql::Guard::draft_revision}, [](Office& here, Office& there) {
        auto const outcome = side_by_side(here, there);
        CHECK(outcome.second_told == Code::internal);  // Done,
        CHECK(outcome.sections == 2);                  // and all that is asked is there,
        CHECK_FALSE(outcome.questionnaire);            // but nobody knows.
    });
}

TEST_CASE("revising: two sections saved at once end in an assessment of both") {
    with_two_servers({}, [](Office& here, Office& there) {
        for (int round = 0; round < 20; ++round) {
            auto const who = begun(there);
            Client const one{here, who, "first"}, two{there, who, "second"};
            std::atomic<int> ready = 0;
            auto const race = [&](Client const& client) {
                ++ready;
                while (ready < 2) std::this_thread::yield();
                client.save().value();
            };
            {
                std::jthread const other{[&] { race(one); }};
                race(two);
            }
            CHECK(there.assessment(who).assessed.questionnaire);
            CHECK(there.assessment(who).revision == 2);
        }
    });
}

TEST_CASE("revising: each change counts once, and what it amounts to is what was found") {
    on_each_office([](Office& office) {
        auto const who = begun(office);
        CHECK(office.assessment(who).revision == 0);
        store::Assessed const found{.rules = 3,
                                    .form_from = testing::kMonday,
                                    .documents = true,
                                    .good_until = testing::kMonday + std::chrono::days{9},
                                    .visit_from = testing::kMonday + std::chrono::days{4}};
        office.revise(who, app::LookAgain{who.application}, found).value();
        CHECK(office.assessment(who).revision == 1);
        CHECK(office.assessment(who).assessed == found);
        auto const me = office.as(who.account);
        auto const stale = [&](std::int64_t seen) {
            return code_of(office.act([&](auto& tx) {
                return app::revise_draft(tx, me,
                                         {.seen = seen,
                                          .change = app::LookAgain{who.application},
                                          .assessed = testing::complete()});
            }));
        };
        CHECK(stale(0) == Code::assessment_outdated);
        CHECK(stale(2) == Code::assessment_outdated);
        CHECK(office.assessment(who).assessed == found);
    });
}

TEST_CASE("revising: the section that the client did not see is told before what can be repeated") {
    on_each_office([](Office& office) {
        auto const who = begun(office);
        auto const me = office.as(who.account);
        Client const client{office, who, "first"};
        auto const before = client.read();
        client.save(before).value();
        auto const again = client.save(before);  // Both are old: the section and the revision.
        CHECK(code_of(again) == Code::section_changed);
        CHECK(again.error().params.at(0) == Error::Param{"version", "1"});
    });
}

TEST_CASE("revising: another's draft is as if there were none, whatever is changed about it") {
    on_each_office([](Office& office) {
        auto const who = office.draft();
        Applicant const thief{office.account(), who.application, ""};
        app::SaveSection const section{who.application, {"address", 2, office.now, Bytes(1)}};
        for (app::DraftChange const& change : std::initializer_list<app::DraftChange>{
                 app::LookAgain{who.application}, section, app::RecordNikCheck{section},
                 app::SaveProduct{section, application::Type::new_passport,
                                  application::Product::non_electronic, 5},
                 app::AttachDocument{who.application, "id_card", sha256("card")},
                 app::RemoveDocument{who.application, "id_card"}}) {
            CHECK(code_of(office.revise(thief, change)) == Code::application_not_found);
        }
        auto const as_thief = office.as(thief.account);
        CHECK(code_of(office.act([&](auto& tx) {
                  return app::read_draft(tx, as_thief, who.application);
              })) == Code::application_not_found);
    });
}

TEST_CASE("reading a draft: everything it rests on, and in which states it may be changed") {
    on_each_office([](Office& office) {
        auto const kPlace = testing::place(testing::kMonday + std::chrono::days{7});
        office.open(kPlace, 1);
        auto const who = office.draft();
        auto const me = office.as(who.account);
        auto const to_revise = [&] {
            return office.act(
                [&](auto& tx) { return app::read_draft_to_revise(tx, me, who.application); });
        };
        auto const draft = to_revise().value();
        CHECK(draft.revision == office.assessment(who).revision);
        CHECK(draft.rules == 0);
        CHECK(draft.documents == std::vector<std::string>{"id_card"});
        std::vector<std::string> names;
        for (auto const& section : draft.sections) names.push_back(section.section);
        CHECK(names ==
              std::vector<std::string>{"address", "identity", "passport_history", "product"});
        office.hold(who, kPlace).value();
        CHECK(to_revise());
        office.submit(who).value();
        CHECK(code_of(to_revise()) == Code::not_allowed_in_state);
        CHECK(office.act([&](auto& tx) { return app::read_draft(tx, me, who.application); }));
    });
}

TEST_CASE("rules: loading a form or one of their settings counts, loading anything else does not") {
    on_each_office([](Office& office) {
        auto const version = [&] {
            return office.act([](auto& tx) { return store::draft_rules_version(tx); }).value();
        };
        auto const load = [&](app::ReferenceData const& data) {
            office.act([&](auto& tx) { return app::load_reference(tx, office.system(), data); })
                .value();
        };
        auto const set = [&](std::string name) {
            office
                .act([&](auto& tx) {
                    return app::change_setting(tx, office.system(), {std::move(name), 7});
                })
                .value();
        };
        auto const none = office.act([](auto& tx) { return app::read_draft_rules(tx); });
        CHECK(code_of(none) == Code::bad_configuration);
        load(testing::reference_data());
        set("hold_minutes");
        CHECK(version() == 0);
        load({.forms = two_questions().forms});
        CHECK(version() == 1);
        load({.document_rules = {{.id = "id_card", .when = {}, .kinds = {"id_card"}}}});
        CHECK(version() == 2);
        set("elderly_age");
        CHECK(version() == 3);
        load({.settings = {{"toddler_age", 4}}});
        CHECK(version() == 4);
        auto const until = testing::date(2030, 1, 1);
        load({.tariffs = {{"ACCELERATED", 0, LocalDate{}, until, {1}, "PP"}}});
        CHECK(version() == 4);
        load({.tariffs = {{"LOST_CHARGE", 0, LocalDate{}, until, {1'000'000}, "PP"}}});
        CHECK(version() == 5);
        set("priority_until_minutes");
        CHECK(version() == 6);
        auto const now = office.act([](auto& tx) { return app::read_draft_rules(tx); }).value();
        CHECK(now.version == 6);
        CHECK(now.rules.charges == std::vector<application::OfficeCharge>{
                                       {"LOST_CHARGE", {1'000'000}, LocalDate{}, until, "PP"}});
        CHECK(now.rules.priority_until == std::chrono::minutes{7});
        CHECK(now.rules.forms.at(0).sections.size() == 2);
        CHECK(now.rules.documents.at(0).id == "id_card");
        CHECK(now.rules.elderly_age == 7);
        CHECK(now.rules.toddler_age == 4);
    });
}

TEST_CASE("documents: one upload may be a document of several applications of its account") {
    on_each_office([](Office& office) {
        auto const account = office.account();
        auto const father = office.draft(account, "a"), child = office.draft(account, "b");
        auto const attach = [&](Applicant const& who, std::string kind) {
            return office.revise(
                who, app::AttachDocument{who.application, std::move(kind), sha256("card")});
        };
        CHECK(attach(father, "family_card"));
        CHECK(attach(child, "family_card"));
        auto const listed = [&](Applicant const& who) {
            auto const me = office.as(who.account);
            return office.act(
                [&](auto& tx) { return app::list_documents(tx, me, who.application); });
        };
        auto const documents = listed(child).value();
        REQUIRE(documents.size() == 2);
        CHECK(documents.at(0).kind == "family_card");
        CHECK(documents.at(0).upload.blob == "key blob");
        CHECK(documents.at(1).kind == "id_card");
        office.revise(father, app::RemoveDocument{father.application, "family_card"}).value();
        CHECK(listed(father)->size() == 1);
        CHECK(listed(child)->size() == 2);
        Applicant const other{office.account(), child.application, ""};
        CHECK(code_of(listed(other)) == Code::application_not_found);
        CHECK(code_of(attach({office.account(), office.draft().application, ""}, "x")) ==
              Code::application_not_found);
    });
}

TEST_CASE("uploads: one that nobody refers to any more goes with its blob, a day later") {
    on_each_office([](Office& office) {
        auto const who = office.draft();
        auto const forget = [&] {
            auto const job = office.system();
            office.act([&](auto& tx) { return app::forget_unused_uploads(tx, job); }).value();
        };
        auto const removals = [&] {
            return office.count("SELECT count(*) FROM outbox WHERE topic = 'blob_removal'");
        };
        office.now += 25h;
        forget();  // It is attached.
        CHECK(removals() == 0);
        office.revise(who, app::RemoveDocument{who.application, "id_card"}).value();
        office.now += 24h;
        forget();  // It was let go of just a day ago.
        CHECK(removals() == 0);
        auto const me = office.as(who.account);
        auto const renew = [&] {
            return office.act([&](auto& tx) { return app::renew_upload(tx, me, sha256("card")); })
                .value();
        };
        CHECK(renew().has_value());  // It is sent again, to be attached.
        office.now += 24h;
        forget();
        CHECK(removals() == 0);
        office.now += 1us;
        forget();
        CHECK(removals() == 1);
        CHECK(office.count("SELECT count(*) FROM upload") == 0);
        CHECK_FALSE(renew().has_value());
        forget();
        CHECK(removals() == 1);
        auto const attached =
            office.revise(who, app::AttachDocument{who.application, "id_card", sha256("card")});
        CHECK(code_of(attached) == Code::upload_not_found);
    });
}

TEST_CASE("uploads: one that was replaced is kept for a day as well") {
    on_each_office([](Office& office) {
        auto const who = office.draft();
        auto const me = office.as(who.account);
        office.now += 48h;
        office
            .act([&](auto& tx) {
                return app::keep_upload(tx, me,
                                        {.account = {},
                                         .hash = sha256("better"),
                                         .blob = "k b",
                                         .type = "jpeg",
                                         .hints = "",
                                         .created = {}});
            })
            .value();
        office.revise(who, app::AttachDocument{who.application, "id_card", sha256("better")})
            .value();
        auto const forget = [&] {
            auto const job = office.system();
            office.act([&](auto& tx) { return app::forget_unused_uploads(tx, job); }).value();
            return office.count("SELECT count(*) FROM upload");
        };
        CHECK(forget() == 2);
        office.now += 24h + 1us;
        CHECK(forget() == 1);
    });
}
