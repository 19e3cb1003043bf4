#include "domain/application/number.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <array>
#include <set>

using namespace mpaspor;
using namespace mpaspor::application;

namespace {

SecretKey key(std::uint8_t fill) {
    std::array<std::byte, SecretKey::kSize> bytes;
    bytes.fill(std::byte{fill});
    return SecretKey{bytes};
}

Numbers const& numbers() {
    static Numbers const made{key(7)};
    return made;
}

constexpr std::int64_t kApplications = 1'000'000'000'000'000, kBills = 100'000'000'000'000;

bool only_digits(std::string const& text) {
    return text.find_first_not_of("0123456789") == std::string::npos;
}

}  // namespace

TEST_CASE("property: a number of 16 digits is turned back into its id (3.4)") {
    CHECK(rc::check([] {
        ApplicationId const id{*rc::gen::inRange<std::int64_t>(0, kApplications)};
        std::string const number = numbers().application_number(id);
        RC_ASSERT(number.size() == 16U);
        RC_ASSERT(only_digits(number));
        RC_ASSERT(*numbers().application(number) == id);
    }));
    for (std::int64_t const id : {std::int64_t{0}, std::int64_t{1}, kApplications - 1}) {
        CHECK(*numbers().application(numbers().application_number({id})) == ApplicationId{id});
    }
}

TEST_CASE("property: a billing code of 15 digits is turned back into its id (3.5)") {
    CHECK(rc::check([] {
        BillId const id{*rc::gen::inRange<std::int64_t>(0, kBills)};
        std::string const code = numbers().billing_code(id);
        RC_ASSERT(code.size() == 15U);
        RC_ASSERT(only_digits(code));
        RC_ASSERT(*numbers().bill(code) == id);
    }));
}

TEST_CASE("property: every single wrong digit is noticed") {
    CHECK(rc::check([] {
        std::string number =
            numbers().application_number({*rc::gen::inRange<std::int64_t>(0, 10'000)});
        auto const at = *rc::gen::inRange<std::size_t>(0, number.size());
        int const added = *rc::gen::inRange(1, 10);
        number[at] = static_cast<char>('0' + (number[at] - '0' + added) % 10);
        RC_ASSERT(numbers().application(number).error().code == Code::malformed_number);
    }));
}

TEST_CASE("the permutation is one to one: all of four digits, each once") {
    DigitPermutation const permutation{key(1), 4};
    std::set<std::uint64_t> images;
    for (std::uint64_t value = 0; value < permutation.count(); ++value) {
        std::uint64_t const image = permutation.permuted(value);
        REQUIRE(image < permutation.count());
        REQUIRE(permutation.restored(image) == value);
        images.insert(image);
    }
    CHECK(images.size() == 10'000);
}

TEST_CASE("neighbours look unrelated, and another key gives other numbers") {
    std::set<std::string> beginnings;
    for (std::int64_t id = 1; id <= 100; ++id) {
        beginnings.insert(numbers().application_number({id}).substr(0, 3));
    }
    CHECK(beginnings.size() > 70);  // 100 draws from 1,000 give 95 or so; sequential ids give 1.
    CHECK(numbers().application_number({1}) != Numbers{key(8)}.application_number({1}));
    CHECK(numbers().application_number({1}).substr(0, 14) !=
          numbers().billing_code({1}).substr(0, 14));
}

TEST_CASE("what is no number is refused: length, letters, check digit") {
    std::string const good = numbers().application_number({42});
    for (std::string const& bad : {std::string{}, good.substr(1), good + "0", "x" + good.substr(1),
                                   " " + good.substr(1), numbers().billing_code({42})}) {
        CHECK(numbers().application(bad).error().code == Code::malformed_number);
    }
    CHECK(numbers().bill(good).error().code == Code::malformed_number);
}

TEST_CASE("the check digit is Luhn's") {
    // Every second digit from the right counts double, its digits summed; the sum ends in zero.
    std::string const number = numbers().application_number({123'456});
    int sum = 0;
    for (std::size_t i = 0; i < number.size(); ++i) {
        int const digit = number[i] - '0';
        int const doubled = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        sum += i % 2 == 0 ? doubled : digit;
    }
    CHECK(sum % 10 == 0);
}
