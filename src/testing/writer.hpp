#pragma once

#include "app/executor.hpp"
#include "sql/faulty_connection.hpp"
#include "testing/databases.hpp"
#include "testing/places.hpp"

#include <functional>
#include <string>
#include <vector>

namespace mpaspor::testing {

/// An executor on `database`, which has the tables of make_places and whose connections fail as
/// `fault` says. Everything observable is noted in the order in which it happened.
struct Writer {
    using Notes = std::vector<std::string>;

    explicit Writer(sql::Connection& on, app::Executor::Limits limits = {})
        : database(on), executor{hooks(), clock, limits} {}

    app::Executor::Hooks hooks() {
        return {.connect = [this]() -> Result<std::unique_ptr<sql::Connection>> {
                    ++connections;
                    return std::make_unique<sql::FaultyConnection>(
                        database, [this](std::string_view call) { return fault(call); });
                },
                .deliver =
                    [this](app::Executor::Answers answers) {
                        ++deliveries;
                        app::deliver_at_once(std::move(answers));
                    },
                .lock_seats = lock_places,
                .committed = [this] { commits.push_back(outcomes.size()); },
                .alarm = [this](std::string_view detail) { alarms.emplace_back(detail); },
                .pause = [this](std::chrono::microseconds at_most) { pauses.push_back(at_most); }};
    }

    /// Runs `use_case` and notes the outcome: "" or the code's name.
    void ask(std::function<Result<void>(sql::Transaction&)> use_case,
             app::Urgency urgency = app::Urgency::seat) {
        executor.submit<void>({.context = {},
                               .use_case = [use_case = std::move(use_case)](
                                               auto& tx, auto const&) { return use_case(tx); },
                               .answer =
                                   [this](auto const& done) {
                                       outcomes.emplace_back(done ? ""
                                                                  : info(done.error().code).name);
                                   },
                               .urgency = urgency});
    }
    /// Asks for a place on day 1.
    void ask() {
        ask([](auto& tx) { return take_place(tx, 1); });
    }
    std::int64_t taken() { return places_taken(database, 1); }

    sql::Connection& database;
    std::function<sql::Fault(std::string_view)> fault = [](auto) { return sql::Fault::none; };
    int connections = 0, deliveries = 0;
    Notes outcomes, alarms;
    std::vector<std::size_t> commits;  ///< How many answers were out at each.
    std::vector<std::chrono::microseconds> pauses;
    FixedClock clock{Instant{}};
    app::Executor executor;  // Last, as it answers until its end.
};

/// `fault` at the `nth` call of `name`, nothing at any other.
inline auto at_call(std::string name, sql::Fault fault, int nth = 1) {
    return [name = std::move(name), fault, left = nth](std::string_view call) mutable {
        return call == name && --left == 0 ? fault : sql::Fault::none;
    };
}

}  // namespace mpaspor::testing
