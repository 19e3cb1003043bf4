#include "store/products.hpp"

#include "store/offices.hpp"
#include "store/tariffs.hpp"
#include "testing/databases.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace mpaspor;
using std::chrono::days;
using std::chrono::minutes;
using testing::date;
using testing::Office;

namespace {

LocalDate const kFrom = date(2026, 12, 1), kUntil = date(2026, 12, 11);

/// Without the service that the tests' data have.
void nobody_accelerates(Office& office) {
    office.act([](auto& tx) { return tx.run({"none", "DELETE FROM accelerated_service"}, {}); })
        .value();
}

/// Points of a product, and those where it is accelerated, from `from` to before `until`.
std::string where(Office& office, application::Product product, LocalDate from = kFrom,
                  LocalDate until = kUntil) {
    auto const all =
        office.act([&](auto& tx) { return store::availability_of_products(tx, from, until); })
            .value();
    for (auto const& a : all) {
        if (a.product != product) continue;
        return std::to_string(a.points) + " " + std::to_string(a.accelerated_points);
    }
    return "none";
}

void issue(Office& office, std::int64_t point, char const* product, LocalDate from,
           std::optional<LocalDate> to = {}) {
    office
        .act([&](auto& tx) {
            return store::save_service_point_product(tx, {{point}, product, from, to});
        })
        .value();
}

void accelerate(Office& office, std::int64_t point, LocalDate from,
                std::optional<LocalDate> to = {}) {
    office
        .act([&](auto& tx) {
            return store::save_accelerated_service(tx, {.point = {point},
                                                        .from = from,
                                                        .to = to,
                                                        .arrive_from = minutes{480},
                                                        .arrive_before = minutes{660}});
        })
        .value();
}

constexpr auto kPolycarbonate = application::Product::electronic_polycarbonate;
constexpr char const* kName = "ORDINARY_ELECTRONIC_POLYCARBONATE";

}  // namespace

TEST_CASE("003-04: points count for a product on the days on which a visit may be, both bounds") {
    testing::on_each_migrated_database([](sql::Connection& database) {
        Office office{database};
        nobody_accelerates(office);
        CHECK(where(office, kPolycarbonate) == "none");
        issue(office, 1, kName, kUntil);  // Begins after the last day.
        CHECK(where(office, kPolycarbonate) == "none");
        issue(office, 1, kName, kUntil - days{1}, kUntil);
        CHECK(where(office, kPolycarbonate) == "1 0");
        issue(office, 2, kName, date(2022, 1, 1), kFrom);  // Ended before the first day.
        CHECK(where(office, kPolycarbonate) == "1 0");
        issue(office, 2, kName, date(2022, 1, 1), kFrom + days{1});
        CHECK(where(office, kPolycarbonate) == "2 0");
        // A name that this program does not know is left out.
        issue(office, 1, "ORDINARY_ON_PAPER", date(2022, 1, 1));
        CHECK(where(office, kPolycarbonate) == "2 0");
    });
}

TEST_CASE("6.4: a product is accelerated where both are to be had on one day") {
    testing::on_each_migrated_database([](sql::Connection& database) {
        Office office{database};
        nobody_accelerates(office);
        issue(office, 1, kName, date(2022, 1, 1), kFrom + days{5});
        issue(office, 2, kName, date(2022, 1, 1));
        accelerate(office, 1, kFrom + days{5});  // From the day on which the product ends.
        CHECK(where(office, kPolycarbonate) == "2 0");
        accelerate(office, 1, kFrom + days{4}, kFrom + days{5});
        CHECK(where(office, kPolycarbonate) == "2 1");
        CHECK(where(office, kPolycarbonate, kFrom + days{5}) == "1 0");
        accelerate(office, 2, date(2024, 9, 1), kFrom);
        CHECK(where(office, kPolycarbonate) == "2 1");
        accelerate(office, 2, date(2024, 9, 1), kFrom + days{1});
        CHECK(where(office, kPolycarbonate) == "2 2");
        CHECK(where(office, kPolycarbonate, kFrom + days{1}) == "2 1");
    });
}

TEST_CASE("6.4: what a point offers on a day is the row that began last") {
    testing::on_each_migrated_database([](sql::Connection& database) {
        Office office{database};
        nobody_accelerates(office);
        accelerate(office, 1, kFrom, kUntil);
        auto const on = [&](LocalDate day) {
            return office.act([&](auto& tx) { return store::accelerated_service_of(tx, {1}, day); })
                .value();
        };
        CHECK_FALSE(on(kFrom - days{1}).has_value());
        REQUIRE(on(kFrom).has_value());
        CHECK(on(kFrom)->arrive_from == minutes{480});
        CHECK(on(kFrom)->arrive_before == minutes{660});
        CHECK(on(kUntil - days{1})->to == kUntil);
        CHECK_FALSE(on(kUntil).has_value());
        accelerate(office, 1, kFrom + days{3});
        CHECK(on(kFrom + days{3})->from == kFrom + days{3});
        CHECK_FALSE(on(kUntil)->to.has_value());
    });
}

TEST_CASE("2.4: tariffs of products and the rows of a surcharge are read apart") {
    testing::on_each_migrated_database([](sql::Connection& database) {
        Office office{database};
        auto const save = [&](char const* item, std::int64_t amount) {
            office
                .act([&](auto& tx) {
                    return store::save_tariff(
                        tx, {.item = item, .from = kFrom, .amount = {amount}, .basis = "a norm"});
                })
                .value();
        };
        auto const before =
            office.act([](auto& tx) { return store::product_tariffs(tx); }).value().size();
        save("SPLP_CITIZEN", 100'000);
        save("ACCELERATED", 1'000'000);
        CHECK(office.act([](auto& tx) { return store::product_tariffs(tx); })->size() == before);
        auto const rows =
            office.act([](auto& tx) { return store::charges_of(tx, store::kAccelerated); }).value();
        auto const last = std::ranges::find(rows, kFrom, &payment::Charge::from);
        REQUIRE(last != rows.end());
        CHECK(last->amount == Rupiah{1'000'000});
        CHECK(last->legal_basis == "a norm");
        CHECK_FALSE(last->to.has_value());
    });
}
