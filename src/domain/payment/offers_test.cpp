#include "domain/payment/offers.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

using namespace mpaspor;
using namespace mpaspor::payment;
using namespace std::chrono;
using application::Categories;
using application::Product;
using application::Type;

namespace {

constexpr LocalDate kOld{2019y / May / 1}, kNew{2024y / December / 17};
/// The last second of the old tariffs and the first of the new ones (2.4).
constexpr Instant kAfter = sys_days{2024y / December / 16} + 17h, kBefore = kAfter - 1s;

std::vector<Tariff> tariffs() {
    using enum Product;
    return {{non_electronic, 5, {350'000}, kOld, kNew, "PP 28/2019"},
            {non_electronic, 10, {350'000}, kOld, kNew, "PP 28/2019"},
            {electronic_laminated, 5, {650'000}, kOld, kNew, "PP 28/2019"},
            {electronic_laminated, 10, {650'000}, kOld, kNew, "PP 28/2019"},
            {non_electronic_24, 5, {0}, kOld, {}, "Permenkumham 9/2020"},
            {non_electronic, 5, {350'000}, kNew, {}, "PP 45/2024"},
            {non_electronic, 10, {650'000}, kNew, {}, "PP 45/2024"},
            {electronic_laminated, 5, {650'000}, kNew, {}, "PP 45/2024"},
            {electronic_laminated, 10, {950'000}, kNew, {}, "PP 45/2024"}};
}
std::vector<Charge> surcharges() {
    return {{{1'000'000}, kOld, kNew, "PP 28/2019"}, {{1'000'000}, kNew, {}, "PP 45/2024"}};
}
std::vector<Availability> everywhere() {
    using enum Product;
    return {{non_electronic, 4, 0}, {non_electronic_24, 1, 0}, {electronic_laminated, 9, 2}};
}

/// "product years amount why", a line each.
std::string listing(Chooser const& chooser, Instant billed,
                    std::vector<Availability> const& availability = everywhere()) {
    std::string text;
    for (Offer const& offer :
         offers(chooser, tariffs(), surcharges(), availability, billed).passports) {
        text.append(application::to_text(offer.product).substr(9)).append(" ");
        text.append(std::to_string(offer.validity_years)).append(" ");
        text.append(std::to_string(offer.amount.amount)).append(" ");
        text.append(offer.why ? to_text(*offer.why) : "offered").append("\n");
    }
    return text;
}

Chooser adult(Type type = Type::new_passport,
              Categories categories = {application::Category::adult}) {
    return {.type = type, .categories = categories, .validities = {5, 10}};
}

Acceleration accelerated(Type type, std::vector<Availability> const& at, Instant billed = kAfter) {
    return offers(adult(type), tariffs(), surcharges(), at, billed).acceleration;
}

}  // namespace

TEST_CASE("an adult chooses among products and years, each at its price (002-S5, V5, PUB-4)") {
    CHECK(listing(adult(), kAfter) ==
          "NON_ELECTRONIC 5 350000 offered\n"
          "NON_ELECTRONIC 10 650000 offered\n"
          "NON_ELECTRONIC_24 5 0 first_migrant_worker_only\n"
          "ELECTRONIC_LAMINATED 5 650000 offered\n"
          "ELECTRONIC_LAMINATED 10 950000 offered\n");
}

TEST_CASE("one second before 17 December 2024 WIB ten years cost as much as five (2.4, V5)") {
    Chooser chooser = adult();
    chooser.validities = {10};
    CHECK(listing(chooser, kBefore) ==
          "NON_ELECTRONIC 5 350000 other_validity\n"
          "NON_ELECTRONIC 10 350000 offered\n"
          "NON_ELECTRONIC_24 5 0 first_migrant_worker_only\n"
          "ELECTRONIC_LAMINATED 5 650000 other_validity\n"
          "ELECTRONIC_LAMINATED 10 650000 offered\n");
}

TEST_CASE("a child has five years, and is told that ten are not for it (V2)") {
    Chooser const chooser{.type = Type::new_passport,
                          .categories = {application::Category::child},
                          .validities = {5}};
    CHECK(listing(chooser, kAfter) ==
          "NON_ELECTRONIC 5 350000 offered\n"
          "NON_ELECTRONIC 10 650000 other_validity\n"
          "NON_ELECTRONIC_24 5 0 first_migrant_worker_only\n"
          "ELECTRONIC_LAMINATED 5 650000 offered\n"
          "ELECTRONIC_LAMINATED 10 950000 other_validity\n");
}

TEST_CASE("a child of two citizenships pays the tariff that covers its two years (V3, V4)") {
    Chooser const chooser{.type = Type::replace_expired,
                          .categories = {application::Category::dual_citizen_child},
                          .validities = {2}};
    CHECK(listing(chooser, kAfter) ==
          "NON_ELECTRONIC 2 350000 offered\n"
          "NON_ELECTRONIC 5 350000 other_validity\n"
          "NON_ELECTRONIC 10 650000 other_validity\n"
          "NON_ELECTRONIC_24 2 0 first_migrant_worker_only\n"
          "NON_ELECTRONIC_24 5 0 first_migrant_worker_only\n"
          "ELECTRONIC_LAMINATED 2 650000 offered\n"
          "ELECTRONIC_LAMINATED 5 650000 other_validity\n"
          "ELECTRONIC_LAMINATED 10 950000 other_validity\n");
    Chooser undecided = chooser;
    undecided.validities.clear();
    CHECK_FALSE(listing(undecided, kAfter).contains("offered"));
}

TEST_CASE("24 pages at no fee are for the first passport of a migrant worker (2.4)") {
    auto const worker = [](Type type) {
        return adult(type, {application::Category::adult, application::Category::migrant_worker});
    };
    auto const all =
        offers(worker(Type::new_passport), tariffs(), surcharges(), everywhere(), kAfter);
    auto const free = std::ranges::find(all.passports, Product::non_electronic_24, &Offer::product);
    REQUIRE(free != all.passports.end());
    CHECK(*free == Offer{.product = Product::non_electronic_24,
                         .validity_years = 5,
                         .amount = {0},
                         .legal_basis = "Permenkumham 9/2020",
                         .points = 1});
    // The other products stay open to the worker, and a second passport is like anybody's.
    CHECK(listing(worker(Type::new_passport), kAfter).contains("NON_ELECTRONIC 10 650000 offered"));
    CHECK(listing(worker(Type::replace_expired), kAfter)
              .contains("NON_ELECTRONIC_24 5 0 first_migrant_worker_only"));
}

TEST_CASE("a product that no office issues any more is named with its reason (003-04)") {
    auto const text = listing(adult(), kAfter, {{Product::electronic_laminated, 1, 0}});
    CHECK(text.contains("NON_ELECTRONIC 5 350000 no_service_point"));
    CHECK(text.contains("NON_ELECTRONIC 10 650000 no_service_point"));
    CHECK(text.contains("ELECTRONIC_LAMINATED 10 950000 offered"));
}

TEST_CASE("a product without a tariff is not spoken of") {
    CHECK(listing(adult(), sys_days{2019y / April / 1}).empty());
    CHECK_FALSE(listing(adult(), kAfter).contains("POLYCARBONATE"));
}

TEST_CASE(
    "accelerated are first passports and expired ones, where an office does it (6.4, 000-13)") {
    for (std::size_t i = 0; i < application::kTypes.size(); ++i) {
        auto const type = static_cast<Type>(i);
        auto const found = accelerated(type, everywhere());
        bool const taken = type == Type::new_passport || type == Type::replace_expired;
        CAPTURE(application::to_text(type));
        CHECK(found.why.has_value() != taken);
        if (!taken) CHECK(*found.why == Why::type_not_accelerated);
        CHECK(found.surcharge->amount == Rupiah{1'000'000});
        CHECK(found.surcharge->legal_basis == "PP 45/2024");
    }
    auto const nowhere = accelerated(Type::new_passport, {{Product::electronic_laminated, 9, 0}});
    CHECK(nowhere.why == Why::no_service_point);
    auto const early = accelerated(Type::new_passport, everywhere(), sys_days{2019y / April / 1});
    CHECK(early.why == Why::no_tariff);
    CHECK_FALSE(early.surcharge.has_value());
}
