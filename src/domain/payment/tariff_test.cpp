#include "domain/payment/tariff.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace mpaspor;
using namespace mpaspor::payment;
using namespace std::chrono;
using application::Product;

namespace {

constexpr LocalDate kOld{2019y / May / 1}, kNew{2024y / December / 17};

/// The two products that differ, under the two regulations (2.4).
std::vector<Tariff> tariffs() {
    using enum Product;
    return {{non_electronic, 5, {350'000}, kOld, kNew, "PP 28/2019"},
            {non_electronic, 10, {350'000}, kOld, kNew, "PP 28/2019"},
            {electronic_laminated, 10, {650'000}, kOld, kNew, "PP 28/2019"},
            {electronic_laminated, 10, {950'000}, kNew, {}, "PP 45/2024"},
            {electronic_laminated, 5, {650'000}, kNew, {}, "PP 45/2024"},
            {non_electronic_24, 5, {0}, kOld, {}, "Permenkumham 9/2020"}};
}

std::int64_t amount(Product product, int years, Instant billed) {
    auto const row = tariff_for(tariffs(), product, years, billed);
    return row ? row->amount.amount : -1;
}

}  // namespace

TEST_CASE("tariffs change at midnight of 17 December 2024 in WIB, for every office (2.4, V5, V7)") {
    Instant const change = sys_days{2024y / December / 16} + 17h;  // 00:00 WIB of the 17th.
    CHECK(amount(Product::electronic_laminated, 10, change - 1s) == 650'000);
    CHECK(amount(Product::electronic_laminated, 10, change) == 950'000);
    CHECK(amount(Product::electronic_laminated, 5, change - 1s) == 650'000);
    CHECK(amount(Product::electronic_laminated, 5, change) == 650'000);
    CHECK(tariff_for(tariffs(), Product::electronic_laminated, 10, change)->legal_basis ==
          "PP 45/2024");
}

TEST_CASE("a validity of fewer years pays the row that covers it most closely") {
    Instant const now = sys_days{2026y / November / 22};
    CHECK(amount(Product::electronic_laminated, 2, now) == 650'000);
    CHECK(amount(Product::electronic_laminated, 6, now) == 950'000);
}

TEST_CASE("of several rows in force the last one counts") {
    auto rows = tariffs();
    rows.push_back({Product::electronic_laminated, 5, {600'000}, kNew + days{10}, {}, "later"});
    Instant const now = sys_days{2026y / November / 22};
    CHECK(tariff_for(rows, Product::electronic_laminated, 5, now)->legal_basis == "later");
}

TEST_CASE("the first passport of a migrant worker costs nothing, which is a tariff too (2.4)") {
    CHECK(amount(Product::non_electronic_24, 5, sys_days{2026y / November / 22}) == 0);
}

TEST_CASE("without a tariff in force nothing is billed") {
    Instant const now = sys_days{2026y / November / 22};
    auto const none = [&](Product product, int years, Instant at) {
        return tariff_for(tariffs(), product, years, at).error().code;
    };
    CHECK(none(Product::electronic_polycarbonate, 5, now) == Code::tariff_unknown);
    CHECK(none(Product::electronic_laminated, 11, now) == Code::tariff_unknown);
    CHECK(none(Product::non_electronic, 5, now) == Code::tariff_unknown);
    CHECK(none(Product::non_electronic, 5, sys_days{2019y / April / 30}) == Code::tariff_unknown);
}

TEST_CASE("a bill asks for the passport and its surcharge, each with its basis (002-A3, 6.4)") {
    std::vector<Charge> const surcharges{{{1'000'000}, kOld, kNew, "PP 28/2019"},
                                         {{1'100'000}, kNew, {}, "PP 45/2024"}};
    Instant const change = sys_days{2024y / December / 16} + 17h;
    auto const price = [&](Product product, bool accelerated, Instant billed) {
        return *price_for(tariffs(), surcharges,
                          {.product = product, .validity_years = 5, .accelerated = accelerated},
                          billed);
    };
    CHECK(price(Product::electronic_laminated, false, change) == Price{{650'000}, "PP 45/2024"});
    CHECK(price(Product::electronic_laminated, true, change) ==
          Price{{650'000}, "PP 45/2024", {1'100'000}, "PP 45/2024"});
    CHECK(price(Product::electronic_laminated, true, change).total() == Rupiah{1'750'000});
    CHECK(price(Product::electronic_laminated, true, change - 1s) ==
          Price{{650'000}, "PP 28/2019", {1'000'000}, "PP 28/2019"});
    // Free of the fee is not free of the surcharge.
    CHECK(price(Product::non_electronic_24, true, change) ==
          Price{{0}, "Permenkumham 9/2020", {1'100'000}, "PP 45/2024"});
}

TEST_CASE("without a surcharge in force nothing accelerated is billed (6.4)") {
    Instant const now = sys_days{2026y / November / 22};
    auto const error = [&](std::vector<Charge> const& surcharges, bool accelerated) {
        auto const price = price_for(tariffs(), surcharges,
                                     {.product = Product::electronic_laminated,
                                      .validity_years = 5,
                                      .accelerated = accelerated},
                                     now);
        return price ? std::nullopt : std::optional{price.error().code};
    };
    CHECK(error({}, true) == Code::tariff_unknown);
    CHECK(error({{{1'000'000}, kOld, kNew, "PP 28/2019"}}, true) == Code::tariff_unknown);
    CHECK(error({}, false) == std::nullopt);
    CHECK(charge_for(
              std::vector<Charge>{{{1}, kNew, {}, "first"}, {{2}, kNew + days{1}, {}, "last"}}, now)
              ->legal_basis == "last");
}
