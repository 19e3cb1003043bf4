#include "base/password.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace mpaspor;

namespace {

constexpr PasswordCost kCheap{.passes = 1, .memory_kib = 64};
constexpr PasswordSalt kSalt{std::byte{1}, std::byte{2}};

}  // namespace

TEST_CASE("password: fits what was made from it and nothing else") {
    auto const kept = hash_password("correct horse", kSalt, kCheap).value();
    CHECK(kept.starts_with("argon2id$1$64$"));
    CHECK(password_fits("correct horse", kept).value());
    for (auto const* other : {"correct horse ", "Correct horse", "", "correct hors"}) {
        CHECK_FALSE(password_fits(other, kept).value());
    }
    auto other_salt = kSalt;
    other_salt[15] = std::byte{9};
    CHECK(hash_password("correct horse", other_salt, kCheap).value() != kept);
}

TEST_CASE("password: what the argon2 command makes is what we make") {
    // printf 'password' | argon2 somesalt12345678 -id -t 2 -m 16 -p 1 -l 32 -r
    PasswordSalt salt{};
    std::ranges::transform(std::string_view{"somesalt12345678"}, salt.begin(),
                           [](char c) { return static_cast<std::byte>(c); });
    auto const kept = hash_password("password", salt, {.passes = 2, .memory_kib = 65536}).value();
    CHECK(kept ==
          "argon2id$2$65536$c29tZXNhbHQxMjM0NTY3OA$Hmk49RH516iPHGpKSdRGaFzi4_WOzzNeB5UJIKAgHbs");
}

TEST_CASE("password: what is kept in another form fits nothing, and decides no cost of ours") {
    auto const kept = hash_password("x", kSalt, kCheap).value();
    for (std::string const& other :
         {std::string{}, std::string{"x"}, kept + "$", kept.substr(1), "argon2i" + kept.substr(8),
          "argon2id$11$64" + kept.substr(13), "argon2id$1$262145" + kept.substr(13),
          "argon2id$0$64" + kept.substr(13), "argon2id$1$7" + kept.substr(13)}) {
        CAPTURE(other);
        CHECK_FALSE(password_fits("x", other).value());
    }
    CHECK(password_fits("x", "argon2id$1$64" + kept.substr(13)).value());
}

TEST_CASE("password: nobody's costs what everybody's does") {
    CHECK_FALSE(password_fits("", kNobodysPassword).value());
    auto const cost_of = [](std::string_view kept) { return kept.substr(0, kept.find('$', 11)); };
    auto const made = hash_password("x", kSalt).value();
    CHECK(cost_of(kNobodysPassword) == cost_of(made));
    CHECK(kNobodysPassword.size() == made.size());
}
