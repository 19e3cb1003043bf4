// Goal: the export has everything that is held about a person, and nothing of anybody else
// (domain.md 7). Method: every column of the schema is listed (testing/held_columns.cpp), either
// with what shows it or with the reason why it is none of the person's data. A canary of its own is
// written into each that is shown, and has to be found in the JSON and on the paper. A new column
// that is not listed fails.
#include "app/application/keep_part.hpp"
#include "app/key_names.hpp"
#include "app/rights/erase_application.hpp"
#include "app/rights/export_paper.hpp"
#include "app/rights/read_holdings.hpp"
#include "app/rights/record_access.hpp"
#include "app/sealing.hpp"
#include "base/text.hpp"
#include "http/held_json.hpp"
#include "testing/databases.hpp"
#include "testing/held_columns.hpp"
#include "testing/memory_keys.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <set>

using namespace mpaspor;
using namespace std::chrono_literals;
using testing::As;
using testing::Listed;
using testing::Office;

namespace {

/// What is sealed once for a person: each has a canary of its own.
constexpr std::array<std::string_view, 8> kSealed{
    "contact", "identity", "passport_history", "address", "product", "registry", "passport", "mrz"};

/// A person with a bit of everything, and the keys of what is sealed.
struct Person {
    AccountId account;
    testing::Applicant scheduled, erased;
};

constexpr std::array<std::string_view, 4> kSections{"identity", "passport_history", "address",
                                                    "product"};

std::string sealed_canary(std::string_view what, std::int64_t person) {
    return "Canary " + std::string{what} + ' ' + std::to_string(person);
}

/// What registries said, and what was read in a picture.
void seal_answers(Office& office, testing::MemoryKeys& keys, Person const& person) {
    auto const id = person.account.value;
    auto const application = person.scheduled.application;
    auto const key = keys.create(app::key_of(application)).value();
    auto const registry =
        app::encode({{"status", "found"}, {"reference", sealed_canary("registry", id)}});
    auto const passport =
        app::encode({{"reported_lost", "no"}, {"expires", sealed_canary("passport", id)}});
    // Two lines of the same length.
    auto const lines = sealed_canary("mrz", id) + sealed_canary("mrz", id);
    auto const blob = "key blob";
    office.database
        .run({"plant", "UPDATE nik_check SET sealed = $1 WHERE application_id = $2"},
             {seal(key, Nonce{}, store::nik_check_place(application, 1), registry),
              application.value})
        .value();
    office.database
        .run({"plant",
              "UPDATE passport_record SET sealed = $1, state = 'known' WHERE application_id = $2"},
             {seal(key, Nonce{}, store::passport_record_place(application), passport),
              application.value})
        .value();
    store::Upload const upload{
        .account = {}, .hash = {}, .blob = blob, .type = "", .hints = "", .created = {}};
    store::UploadMrz const mrz{seal(keys.create(app::key_of_blob(blob)).value(), Nonce{},
                                    store::mrz_place(upload), as_bytes(lines))};
    office.act([&](auto& tx) { return store::insert_mrz(tx, person.account, sha256("card"), mrz); })
        .value();
}

void seal_canaries(Office& office, testing::MemoryKeys& keys, Person const& person) {
    auto const id = person.account.value;
    auto const account = app::key_of(person.account);
    auto const contact = seal(keys.create(account).value(), Nonce{}, account,
                              as_bytes(sealed_canary("contact", id)));
    office.database
        .run({"plant", "UPDATE contact SET sealed = $1 WHERE account_id = $2"}, {contact, id})
        .value();
    auto const application = person.scheduled.application;
    auto const key = keys.create(app::key_of(application)).value();
    for (auto const section : kSections) {
        auto const answers = app::encode({{"full_name", sealed_canary(section, id)}});
        auto const place = store::answer_place(application, section, 1);
        office.database
            .run({"plant",
                  "UPDATE answer SET sealed = $1 WHERE application_id = $2"
                  " AND section = $3"},
                 {seal(key, Nonce{}, place, answers), application.value, section})
            .value();
    }
    seal_answers(office, keys, person);
}

/// A claim of the person's, a recovery that somebody else asks for, and what they leave.
void ask(Office& office, Person const& person) {
    store::Request own{.id = {office.fresh()},
                       .name = "",
                       .account = person.account,
                       .application = person.scheduled.application,
                       .nik_index = {},
                       .office = {1},
                       .state = office::RequestState::upheld,
                       .reason = office::Reason::identity_confirmed,
                       .created = office.now,
                       .decided_at = office.now};
    own.name = "own" + std::to_string(own.id.value);
    store::Request against{.id = {office.fresh()},
                           .kind = office::RequestKind::recovery,
                           .name = "",
                           .account = office.account(),
                           .nik_index = {},
                           .target = person.account,
                           .office = {1},
                           .created = office.now};
    against.name = "against" + std::to_string(against.id.value);
    auto const me = office.as(person.account);
    office
        .act([&](auto& tx) -> Result<void> {
            TRY(store::insert_request(tx, own));
            TRY(store::insert_evidence(tx, own.id, 0, person.account, sha256("card")));
            TRY(store::insert_request(tx, against));
            TRY(store::reserve_nik(tx, sha256("kept" + own.name), person.account, office.now));
            TRY(app::keep_part(tx, me,
                               {.hash = sha256("long"),
                                .key_name = "k",
                                .size = 1'000'000,
                                .part = {0, 10, "part"}}));
            return {};
        })
        .value();
}

Person settle_in(Office& office, testing::MemoryKeys& keys, std::string const& name) {
    auto const account = office.account();
    Person person{account, office.draft(account, name), office.draft(account, name + " again")};
    auto const visit = testing::place(testing::kMonday + std::chrono::days{7});
    office.hold(person.scheduled, visit).value();
    auto const bill = office.submit(person.scheduled).value();
    office.pay(Office::full(bill, office.now, name)).value();
    auto const me = office.as(account);
    office.act([&](auto& tx) { return app::erase_application(tx, me, person.erased.application); })
        .value();
    office
        .act([&](auto& tx) {
            return store::insert_session(tx, {.token_hash = sha256(name),
                                              .account = account,
                                              .created = office.now,
                                              .expires_at = office.now + 1h});
        })
        .value();
    auto const ani = office.officer(1);
    office
        .act([&](auto& tx) -> Result<void> {
            auto const application =
                TRY(store::load_any_application(tx, person.scheduled.application));
            TRY(app::record_access(tx, ani, application, office::Purpose::adjudication,
                                   {office::DataKind::identity, office::DataKind::documents}));
            return {};
        })
        .value();
    ask(office, person);
    seal_canaries(office, keys, person);
    return person;
}

void officer(Office& office) {
    office.database
        .run({"officer",
              "INSERT INTO officer (id, login, role, office_id, created, version)"
              " VALUES (1, 'ani', 'ADJUDICATOR', 2, 0, 0)"},
             {})
        .value();
}

app::Held exported(Office& office, testing::MemoryKeys& keys, AccountId account) {
    static application::Numbers const numbers{keys.numbers()};
    auto const me = office.as(account);
    auto const holdings =
        office.act([&](auto& tx) { return app::read_holdings(tx, me, std::nullopt); }).value();
    return app::open_holdings(holdings, office.now, keys, numbers).value();
}

/// The rows of a table that are this person's.
std::string of_person(std::string_view table, Person const& person) {
    auto const account = std::to_string(person.account.value);
    auto const application = std::to_string(person.scheduled.application.value);
    if (table == "account") return "id = " + account;
    static constexpr auto kOfAccount =
        std::to_array<std::string_view>({"session", "upload", "access_event", "contact",
                                         "unfinished_upload", "nik_reservation", "request"});
    if (std::ranges::find(kOfAccount, table) != kOfAccount.end()) {
        return "account_id = " + account;
    }
    if (table == "application" || table == "live_application") return "id = " + application;
    if (table == "audit_event") return "kind = 'application' AND subject = " + application;
    return "application_id = " + application;
}

struct Canary {
    Listed column;
    std::string value;    ///< As SQL.
    std::string in_json;  ///< As it is shown.
};

/// Different in every column, and for every `seed`.
Canary canary_of(Listed const& column, std::int64_t seed) {
    auto const quoted = [](std::string const& text) { return "'" + text + "'"; };
    auto const number = std::to_string(seed);
    switch (column.as) {
        case As::text: {
            auto const text = "canary" + number;
            return {column, quoted(text), text};
        }
        case As::number: return {column, number, ':' + number};
        case As::date: {
            LocalDate const date{std::chrono::days{20'000 + seed % 10'000}};
            return {column, std::to_string(date.time_since_epoch().count()), date_text(date)};
        }
        case As::instant: {
            Instant const at{1'000'000'000s + std::chrono::seconds{seed * 1'009}};
            return {column, std::to_string(at.time_since_epoch().count()), instant_text(at)};
        }
        default: return {column, "", std::string{column.note}};
    }
}

/// Writes a canary into every column that takes one; several of a table at once would meet its
/// constraints no better, so they are written one by one.
std::vector<Canary> plant(Office& office, Person const& person, std::int64_t seed) {
    std::vector<Canary> planted;
    office.database.begin().value();
    for (auto const& column : testing::held_columns()) {
        if (column.as == As::none || column.as == As::sealed) continue;
        auto canary = canary_of(column, seed++);
        if (!canary.value.empty()) {
            auto const text = "UPDATE " + std::string{column.table} + " SET " +
                              std::string{column.column} + " = " + canary.value + " WHERE " +
                              of_person(column.table, person);
            office.database.run({"plant", text}, {}).value();
        }
        planted.push_back(std::move(canary));
    }
    office.database.commit().value();
    return planted;
}

app::Messages const kNoWords{{}, {}};

/// All that is on the paper, as one text.
std::string paper_text(app::Held const& held) {
    auto const paper = app::export_paper(held, kNoWords, app::Language::indonesian);
    std::string text;
    for (auto const& line : paper.lines) text += line.label + ": " + line.value + '\n';
    return text;
}

/// Without the checks of the books, which canaries upset.
void on_each_database(std::function<void(Office&)> const& test) {
    testing::on_each_migrated_database([&](sql::Connection& connection) {
        Office office{connection};
        office.open(testing::place(testing::kMonday + std::chrono::days{7}), 5);
        officer(office);
        test(office);
    });
}

}  // namespace

TEST_CASE("7: every column of the schema is exported, or listed with the reason why not") {
    on_each_database([](Office& office) {
        for (auto const& name : testing::unlisted_columns(office.database))
            FAIL_CHECK(name << " is not listed");
        for (auto const& column : testing::held_columns()) {
            CHECK_MESSAGE((column.as != As::none || !column.note.empty()), column.column);
        }
    });
}

TEST_CASE("7: a new table, a new column and one that went are noticed") {
    on_each_database([](Office& office) {
        office.database.script("CREATE TABLE diary (page TEXT)").value();
        office.database.script("ALTER TABLE bill ADD COLUMN remark TEXT").value();
        CHECK(testing::unlisted_columns(office.database) ==
              std::vector<std::string>{"bill.remark", "diary.page"});
    });
}

TEST_CASE("7: what was written into any column of a person's data is found in the export") {
    on_each_database([](Office& office) {
        testing::MemoryKeys keys;
        auto const person = settle_in(office, keys, "Laras");
        auto const planted = plant(office, person, 70'000);
        auto const held = exported(office, keys, person.account);
        auto const json = http::held_json(held);
        auto const paper = paper_text(held);
        for (auto const& [column, value, shown] : planted) {
            CHECK_MESSAGE(json.contains(shown), column.table, '.', column.column, ": ", shown);
            if (column.as != As::text) continue;
            CHECK_MESSAGE(paper.contains(shown), column.table, '.', column.column);
        }
        for (auto const what : kSealed) {
            CHECK_MESSAGE(json.contains(sealed_canary(what, person.account.value)), what);
            CHECK_MESSAGE(paper.contains(sealed_canary(what, person.account.value)), what);
        }
    });
}

TEST_CASE("7: nothing of another person is in the export") {
    on_each_database([](Office& office) {
        testing::MemoryKeys keys;
        auto const mine = settle_in(office, keys, "Laras");
        auto const other = settle_in(office, keys, "Wira");
        auto const planted = plant(office, other, 90'000);
        auto const json = http::held_json(exported(office, keys, mine.account));
        auto const theirs = http::held_json(exported(office, keys, other.account));
        for (auto const& [column, value, shown] : planted) {
            if (column.as == As::found) continue;  // Words that both have.
            CHECK_MESSAGE(theirs.contains(shown), column.table, '.', column.column);
            CHECK_MESSAGE(!json.contains(shown), column.table, '.', column.column);
        }
        for (auto const what : kSealed) {
            CHECK_FALSE(json.contains(sealed_canary(what, other.account.value)));
        }
    });
}

TEST_CASE("7: of who asks for an account its holder is told that somebody does, and no more") {
    on_each_database([](Office& office) {
        testing::MemoryKeys keys;
        auto const asker = settle_in(office, keys, "Laras"),
                   holder = settle_in(office, keys, "Wira");
        office.database
            .run(
                {"target",
                 "UPDATE request SET target_account = $1, kind = 'recovery' WHERE account_id = $2"},
                {holder.account.value, asker.account.value})
            .value();
        auto const held = exported(office, keys, holder.account);
        auto const requests = std::ranges::find(held.items, "requests", &app::Held::name)->items;
        int seen = 0;
        for (auto const& one : requests) {
            auto const member = [&](std::string_view name) {
                return *std::ranges::find(one.items, name, &app::Held::name);
            };
            if (member("asked_by").text == "you" || member("state").text != "upheld") continue;
            CHECK(member("application").empty());
            CHECK(member("evidence").empty());
            ++seen;
        }
        CHECK(seen == 1);
    });
}

TEST_CASE(
    "7: of a picture in which nothing could be read, and one that nobody read, that is told") {
    on_each_database([](Office& office) {
        testing::MemoryKeys keys;
        auto const person = settle_in(office, keys, "Laras");
        auto const json = [&] { return http::held_json(exported(office, keys, person.account)); };
        office.database.script("UPDATE upload_mrz SET sealed = NULL").value();
        CHECK(json().contains("\"mrz\":[]"));
        office.database.script("DELETE FROM upload_mrz").value();
        CHECK(json().contains("\"mrz\":null"));
    });
}

TEST_CASE("7: twenty applications are in one export, and the cursor leads to the others") {
    on_each_database([](Office& office) {
        testing::MemoryKeys keys;
        auto const account = office.account();
        auto const subject = app::key_of(account);
        auto const key = keys.create(subject).value();
        office.database
            .run({"plant", "UPDATE contact SET sealed = $1 WHERE account_id = $2"},
                 {seal(key, Nonce{}, subject, as_bytes("x")), account.value})
            .value();
        for (int i = 0; i <= app::kApplicationsPerExport; ++i) {
            office.database
                .run({"plant",
                      "INSERT INTO application (id, account_id, channel, state, version,"
                      " created) VALUES ($1, $2, 'app', 'cancelled', 0, $1)"},
                     {std::int64_t{1'000 + i}, account.value})
                .value();
            keys.create(app::key_of(ApplicationId{1'000 + i})).value();
        }
        auto const me = office.as(account);
        auto const page = [&](std::optional<ApplicationId> before) {
            return office.act([&](auto& tx) { return app::read_holdings(tx, me, before); }).value();
        };
        auto const first = page(std::nullopt);
        CHECK(first.applications.size() == app::kApplicationsPerExport);
        REQUIRE(first.next == ApplicationId{1'001});
        CHECK(page(first.next).applications.size() == 1);
        CHECK_FALSE(page(first.next).next.has_value());
        CHECK(http::held_json(exported(office, keys, account)).contains("\"next_cursor\":\""));
    });
}
