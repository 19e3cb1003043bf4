// Goal: D8: one person has one live application in the whole country, however many are asked for at
// once and wherever. Method: 500 drafts of one NIK ask for places at 10 service points, of two
// servers at once on PostgreSQL; without the unique index more than one gets one.
#include "app/booking/hold_place.hpp"
#include "app/executor.hpp"
#include "store/migrations.hpp"
#include "testing/databases.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

using namespace mpaspor;
using testing::Office;
using testing::place;

namespace {

constexpr int kAttempts = 500, kPoints = 10;
constexpr std::int64_t kFirstPoint = 101, kFirstClone = 100'000;
LocalDate const kDay = testing::kMonday + std::chrono::days{7};

booking::SeatKey seat_at(int point) {
    return place(kDay, 8, {kFirstPoint + point});
}

void run(Office& office, std::string const& text) {
    office.database.script(text).value();
}

void make_points(Office& office) {
    for (int i = 0; i < kPoints; ++i) {
        auto const id = std::to_string(kFirstPoint + i);
        run(office, "INSERT INTO service_point (id, office_id, name, kind, utc_hour) VALUES (" +
                        id + ", 1, 'P', 'OFFICE', 7)");
        run(office,
            "INSERT INTO service_point_product (service_point, product, from_date) VALUES (" + id +
                ", '" + std::string{testing::kProduct} + "', 0)");
        office.open(seat_at(i), kAttempts);
    }
}

/// The same draft, many times.
void clone(Office& office, ApplicationId id) {
    auto const copy = [&](std::string const& table, std::string const& key,
                          std::string const& columns) {
        run(office, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
                        std::to_string(kAttempts) + ") INSERT INTO " + table + " (" + key + ", " +
                        columns + ") SELECT " + std::to_string(kFirstClone) + " + i, " + columns +
                        " FROM " + table + ", n WHERE " + key + " = " + std::to_string(id.value));
    };
    copy("application", "id",
         "account_id, channel, state, version, created, nik_index, nik_verified_at, type, product,"
         " validity_years");
    copy("answer", "application_id", "section, version, saved_at, sealed");
    copy("document", "application_id", "kind, upload_hash, attached");
    copy("assessment", "application_id",
         "revision, rules, form_from, questionnaire, documents, additional_data, product,"
         " good_until, visit_from");
    run(office,
        "INSERT INTO audit_event SELECT kind, a.id, e.version, at, actor, station, action,"
        " rule, result, salt, leaf FROM audit_event e, application a"
        " WHERE e.kind = 'application' AND e.subject = " +
            std::to_string(id.value) + " AND a.id > " + std::to_string(kFirstClone));
}

/// How often each outcome came.
using Outcomes = std::map<std::string, int>;

Outcomes rush(Office& office, AccountId account,
              std::vector<std::unique_ptr<sql::Connection>> connections) {
    testing::FixedClock const clock{office.now};
    Outcomes outcomes;
    std::mutex mutex;
    std::vector<std::unique_ptr<app::Executor>> servers;
    for (auto& connection : connections) {
        app::Executor::Hooks hooks{
            .connect = [&connection]() -> Result<std::unique_ptr<sql::Connection>> {
                return std::move(connection);
            },
            .deliver = app::deliver_at_once,
            .lock_seats = store::lock_seats};
        servers.push_back(std::make_unique<app::Executor>(std::move(hooks), clock,
                                                          app::Executor::Limits{.tries_max = 50}));
    }
    for (int i = 0; i < kAttempts; ++i) {
        app::HoldPlace const input{{kFirstClone + 1 + i}, seat_at(i % kPoints)};
        servers[static_cast<std::size_t>(i) % servers.size()]->submit<app::PlaceHeld>(
            {.context = office.as(account),
             .use_case = [=](auto& tx, auto const& c) { return app::hold_place(tx, c, input); },
             .answer =
                 [&](auto const& held) {
                     std::scoped_lock const lock{mutex};
                     ++outcomes[held ? "held" : std::string{info(held.error().code).name}];
                 },
             .declare = app::always({input.place})});
    }
    std::vector<std::jthread> threads;
    for (auto& server : servers) {
        threads.emplace_back([&server] {
            while (server->run_batch() > 0) {
            }
        });
    }
    threads.clear();
    return outcomes;
}

std::int64_t live(Office& office) {
    return office.count("SELECT count(*) FROM live_application");
}

void without_unique_nik(Office& office) {
    constexpr std::string_view kName = "live_application_nik_index";
    if (office.database.engine() == sql::Engine::postgres) {
        return run(office, "ALTER TABLE live_application DROP CONSTRAINT " + std::string{kName});
    }
    constexpr sql::Statement kText{"text_of_table",
                                   "SELECT sql FROM sqlite_master WHERE name = 'live_application'"};
    auto text = office.database.run(kText, {}).value().at(0).text(0);
    auto const at = text.rfind(',', text.find(kName));
    text.erase(at, text.find(')', at) + 1 - at);
    run(office, "DROP TABLE live_application");
    run(office, text);
}

/// On SQLite one server, on PostgreSQL two.
void on_each_engine(std::function<void(Office&, Outcomes const&)> const& check,
                    std::function<void(Office&)> const& before) {
    testing::on_each_shared_database([&](std::string const& address) {
        auto const database = sql::open(address).value();
        store::migrate(*database, {}).value();
        Office office{*database};
        make_points(office);
        auto const one = office.draft();
        clone(office, one.application);
        before(office);
        std::vector<std::unique_ptr<sql::Connection>> connections;
        int const servers = database->engine() == sql::Engine::sqlite ? 1 : 2;
        for (int i = 0; i < servers; ++i) connections.push_back(sql::open(address).value());
        check(office, rush(office, one.account, std::move(connections)));
    });
}

}  // namespace

TEST_CASE("one live application: D8: of 500 attempts at 10 service points exactly one succeeds") {
    on_each_engine(
        [](Office& office, Outcomes const& outcomes) {
            CHECK(outcomes == Outcomes{{"held", 1}, {"NIK_HAS_LIVE_APPLICATION", 499}});
            CHECK(live(office) == 1);
            CHECK(office.count("SELECT sum(taken) FROM seat") == 1);
            CHECK(testing::differences_in_books(office.database).empty());
        },
        [](Office&) {});
}

TEST_CASE("one live application: without the unique index more than one of them succeeds") {
    on_each_engine(
        [](Office& office, Outcomes const& outcomes) {
            CHECK(outcomes.at("held") > 1);
            CHECK(live(office) > 1);
            CHECK_FALSE(testing::differences_in_books(office.database).empty());
        },
        without_unique_nik);
}
