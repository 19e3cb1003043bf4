#include "sql/faulty_connection.hpp"

#include "testing/databases.hpp"
#include "tests/contract/sql_contract.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <string_view>

using namespace mpaspor;
using sql::Fault;
using sql::FaultyConnection;
using sql::Statement;

namespace {

constexpr Statement kAdd{"add", "INSERT INTO thing (id) VALUES (1)"};
constexpr Statement kOther{"other", "INSERT INTO thing (id) VALUES (2)"};
constexpr int kCalls = 20'000;
constexpr Statement kCount{"count", "SELECT count(*) FROM thing"};

std::int64_t things(sql::Connection& connection) {
    return connection.run(kCount, {}).value().at(0).integer(0);
}

sql::DecideFault at(std::string_view call, Fault fault) {
    return [=](std::string_view name) { return name == call ? fault : Fault::none; };
}

/// Adds a thing in a transaction. The code of what failed first, `internal` when nothing did.
Code add_and_commit(sql::Connection& connection) {
    auto begun = connection.begin();
    if (!begun) return begun.error().code;
    auto added = connection.run(kAdd, {});
    if (!added) return added.error().code;
    auto committed = connection.commit();
    return committed ? Code::internal : committed.error().code;
}

void on_each_database_of_things(testing::DatabaseTest const& test) {
    testing::on_each_empty_database([&](sql::Connection& connection) {
        REQUIRE(connection.script("CREATE TABLE thing (id INTEGER NOT NULL)").has_value());
        test(connection);
    });
}

/// How often each fault was decided in `calls` calls of `name`.
std::map<Fault, int> decided(sql::DecideFault const& decide, std::string_view name, int calls) {
    std::map<Fault, int> counts;
    for (int i = 0; i < calls; ++i) ++counts[decide(name)];
    return counts;
}

}  // namespace

TEST_CASE("faulty connection: without faults it keeps the contract, and may own the real one") {
    FaultyConnection connection{sql::open_sqlite(":memory:").value(),
                                [](std::string_view) { return Fault::none; }};
    contract::sql_connection(connection);
}

TEST_CASE("faulty connection: lost before the commit, nothing happened; lost after it, all did") {
    on_each_database_of_things([](sql::Connection& real) {
        FaultyConnection before{real, at("commit", Fault::unavailable)};
        CHECK(add_and_commit(before) == Code::storage_unavailable);
        CHECK(things(real) == 0);

        FaultyConnection after{real, at("commit", Fault::answer_lost)};
        CHECK(add_and_commit(after) == Code::outcome_unknown);
        CHECK(things(real) == 1);
    });
}

TEST_CASE("faulty connection: an answer lost before the commit undoes the transaction") {
    on_each_database_of_things([](sql::Connection& real) {
        FaultyConnection connection{real, at("add", Fault::answer_lost)};
        CHECK(add_and_commit(connection) == Code::storage_unavailable);
        CHECK(things(real) == 0);
    });
}

TEST_CASE("faulty connection: once lost, always lost") {
    on_each_database_of_things([](sql::Connection& real) {
        FaultyConnection connection{real, at("add", Fault::unavailable)};
        CHECK(add_and_commit(connection) == Code::storage_unavailable);
        CHECK(connection.run(kOther, {}).error().code == Code::storage_unavailable);
        CHECK(connection.script("SELECT 1").error().code == Code::storage_unavailable);
        CHECK(connection.begin().error().code == Code::storage_unavailable);
        CHECK(connection.commit().error().code == Code::storage_unavailable);
        CHECK(connection.rollback().error().code == Code::storage_unavailable);
        CHECK(things(real) == 0);
    });
}

TEST_CASE("faulty connection: after a conflict the transaction takes no more until rolled back") {
    on_each_database_of_things([](sql::Connection& real) {
        FaultyConnection connection{real, at("add", Fault::conflict)};
        CHECK(add_and_commit(connection) == Code::storage_conflict);
        CHECK(connection.run(kOther, {}).error().code == Code::storage_misused);
        REQUIRE(connection.rollback().has_value());
        REQUIRE(connection.run(kOther, {}).has_value());
        CHECK(things(real) == 1);

        FaultyConnection at_commit{real, at("commit", Fault::conflict)};
        CHECK(add_and_commit(at_commit) == Code::storage_conflict);
        CHECK(things(real) == 1);
        FaultyConnection at_begin{real, at("begin", Fault::conflict)};
        CHECK(add_and_commit(at_begin) == Code::storage_conflict);
    });
}

TEST_CASE("faulty connection: a broken disk carries nothing out") {
    on_each_database_of_things([](sql::Connection& real) {
        FaultyConnection connection{real, at("commit", Fault::broken)};
        CHECK(add_and_commit(connection) == Code::storage_broken);
        REQUIRE(connection.rollback().has_value());
        CHECK(things(real) == 0);
    });
}

TEST_CASE("faults: as often as their odds say, for the calls they name") {
    auto const decide =
        sql::parse_faults("commit=answer_lost:1/200;commit=broken:1/4;add=conflict:3/3", 7).value();
    auto commits = decided(decide, "commit", kCalls);
    CHECK(commits[Fault::answer_lost] > 60);
    CHECK(commits[Fault::answer_lost] < 140);
    CHECK(commits[Fault::broken] > 4'700);
    CHECK(commits[Fault::broken] < 5'250);
    CHECK(decided(decide, "add", 9)[Fault::conflict] == 9);
    CHECK(decided(decide, "rename", kCalls)[Fault::none] == kCalls);
    CHECK(decided(sql::parse_faults("*=unavailable:1/1", 7).value(), "x", 3)[Fault::unavailable] ==
          3);
    CHECK(decided(sql::parse_faults("", 7).value(), "commit", 9)[Fault::none] == 9);
}

TEST_CASE("faults: the same seed decides the same, another one does not") {
    auto const decisions = [](std::uint64_t seed) {
        auto const decide = sql::parse_faults("*=conflict:1/2", seed).value();
        std::string text;
        for (int i = 0; i < 64; ++i) text += decide("x") == Fault::none ? '.' : 'x';
        return text;
    };
    CHECK(decisions(1) == decisions(1));
    CHECK(decisions(1) != decisions(2));
}

TEST_CASE("faults: what cannot be read is bad configuration") {
    for (auto const* text :
         {"commit", "commit=", "commit=lost:1/2", "commit=broken", "commit=broken:1",
          "commit=broken:1/0", "commit=broken:2/1", "commit=broken:x/2", "commit=broken:-1/2",
          "commit=broken:1/2x", "=broken:1/2", ";", "commit=broken:1/2;;", "commit=none:1/2",
          "commit=broken:1/99999999999"}) {
        CAPTURE(text);
        auto const parsed = sql::parse_faults(text, 1);
        REQUIRE_FALSE(parsed.has_value());
        CHECK(parsed.error().code == Code::bad_configuration);
    }
}
