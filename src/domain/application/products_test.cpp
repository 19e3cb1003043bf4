#include "domain/application/products.hpp"

#include "domain/application/categories.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace mpaspor;
using namespace mpaspor::application;
using namespace std::chrono;

namespace {

LocalDate date(int y, unsigned m, unsigned d) {
    return LocalDate{year{y} / month{m} / day{d}};
}

std::vector<int> choices(Holder const& holder, LocalDate issue) {
    return validity_choices(holder, issue, {});
}

constexpr LocalDate kIssue{year{2026} / November / 22};
using Years = std::vector<int>;

}  // namespace

TEST_CASE(
    "the app takes new, expired and full passports; the others start at the office (000-11)") {
    std::set<std::string_view> online;
    for (std::size_t i = 0; i < kTypes.size(); ++i) {
        auto const type = static_cast<Type>(i);
        if (is_online(type)) online.insert(to_text(type));
        CHECK(may_apply_online(type).has_value() == is_online(type));
    }
    CHECK(online == std::set<std::string_view>{"NEW", "REPLACE_EXPIRED", "REPLACE_FULL_PAGES"});
    auto const refused = may_apply_online(Type::data_change).error();
    CHECK(refused.code == Code::type_not_online);
    CHECK(refused.params == std::vector<Error::Param>{{"advice", "at_office.DATA_CHANGE"}});
}

TEST_CASE("D11: there are eight types, and names are read back") {
    CHECK(kTypes.size() == 8);
    for (std::size_t i = 0; i < kTypes.size(); ++i) {
        CHECK(*type_from_text(kTypes[i]) == static_cast<Type>(i));
    }
    for (std::size_t i = 0; i < kProducts.size(); ++i) {
        CHECK(*product_from_text(kProducts[i]) == static_cast<Product>(i));
    }
    CHECK(type_from_text("new").error().code == Code::unknown_value);
    CHECK(product_from_text("SPLP_CITIZEN").error().code == Code::unknown_value);
}

TEST_CASE("24 pages are for the first passport of a migrant worker, all others for anybody (2.4)") {
    using enum application::Category;
    Categories const worker{adult, migrant_worker}, other{adult};
    CHECK(is_made_for(Product::non_electronic_24, Type::new_passport, worker));
    CHECK_FALSE(is_made_for(Product::non_electronic_24, Type::replace_expired, worker));
    CHECK_FALSE(is_made_for(Product::non_electronic_24, Type::new_passport, other));
    for (Product const product : {Product::non_electronic, Product::electronic_laminated,
                                  Product::electronic_polycarbonate}) {
        CHECK(is_made_for(product, Type::new_passport, other));
        CHECK(is_made_for(product, Type::replace_full_pages, worker));
    }
}

TEST_CASE("the accelerated service takes first passports and expired ones (6.4, 000-13)") {
    std::set<std::string_view> taken;
    for (std::size_t i = 0; i < kTypes.size(); ++i) {
        if (may_be_accelerated(static_cast<Type>(i))) taken.insert(kTypes[i]);
    }
    CHECK(taken == std::set<std::string_view>{"NEW", "REPLACE_EXPIRED"});
}

TEST_CASE("ten years are for who is 17 on the day of issue, or married (V1, V2, V5, V7)") {
    LocalDate const seventeen = date(2009, 11, 22);
    CHECK(choices({.birth_date = seventeen}, kIssue) == Years{5, 10});
    CHECK(choices({.birth_date = seventeen + days{1}}, kIssue) == Years{5});  // 16 and 364 days.
    CHECK(choices({.birth_date = date(2010, 11, 22), .married = true}, kIssue) == Years{5, 10});
    CHECK(choices({.birth_date = date(2020, 1, 1)}, kIssue) == Years{5});
}

TEST_CASE("V2, V5: five years before 12 October 2022, then ten, a choice since 17 December 2024") {
    Holder const adult{.birth_date = date(1990, 5, 15)};
    CHECK(choices(adult, date(2022, 10, 11)) == Years{5});
    CHECK(choices(adult, date(2022, 10, 12)) == Years{10});
    CHECK(choices(adult, date(2024, 12, 16)) == Years{10});
    CHECK(choices(adult, date(2024, 12, 17)) == Years{5, 10});
}

TEST_CASE(
    "V3, V4: a child with two citizenships gets whole years up to 21, five at most, or none") {
    struct Case {
        char const* name;
        LocalDate born;
        Years years;
    };
    for (auto const& c : {
             Case{"10 years", date(2016, 11, 22), {5}},
             Case{"17 years", date(2009, 11, 22), {4}},
             Case{"18 years and 6 months", date(2008, 5, 22), {2}},
             Case{"20 years", date(2006, 11, 22), {1}},
             Case{"20 years and a day", date(2006, 11, 21), {}},
             Case{"20 years and 6 months", date(2006, 5, 22), {}},
         }) {
        CAPTURE(c.name);
        CHECK(choices({.birth_date = c.born, .dual_citizen_child = true}, kIssue) == c.years);
        CHECK(choices({.birth_date = c.born, .married = true, .dual_citizen_child = true},
                      kIssue) == c.years);
    }
}

TEST_CASE("V6: a passport expires on the same day, 29 February on the 28th") {
    CHECK(expiry_date(date(2026, 11, 22), 10) == date(2036, 11, 22));
    CHECK(expiry_date(date(2024, 2, 29), 5) == date(2029, 2, 28));
    CHECK(expiry_date(date(2024, 2, 29), 8) == date(2032, 2, 29));
}

TEST_CASE("V7: who was born on 29 February grows older on 1 March") {
    CHECK(age(date(2008, 2, 29), date(2025, 2, 28)) == 16);
    CHECK(age(date(2008, 2, 29), date(2025, 3, 1)) == 17);
    CHECK(age(date(1990, 5, 15), date(2026, 5, 14)) == 35);
    CHECK(age(date(1990, 5, 15), date(2026, 5, 15)) == 36);
}
