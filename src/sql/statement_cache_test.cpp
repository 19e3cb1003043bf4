#include "sql/statement_cache.hpp"

#include <doctest/doctest.h>

#include <string>

using mpaspor::sql::StatementCache;

namespace {

using Cache = StatementCache<int>;
constexpr int kMax = static_cast<int>(Cache::kStatementsMax);

std::string text_of(int number) {
    return "SELECT " + std::to_string(number);
}

}  // namespace

TEST_CASE("statement cache: keeps no more than its limit, and drops what was unused for longest") {
    Cache cache;
    for (int i = 0; i < kMax; ++i) {
        CHECK_FALSE(cache.make_room().has_value());
        cache.add(text_of(i), i);
    }
    REQUIRE(cache.find(text_of(0)) != nullptr);  // Used again, so number 1 is the oldest.
    CHECK(cache.make_room() == 1);
    cache.add(text_of(kMax), kMax);
    CHECK(cache.size() == Cache::kStatementsMax);
    CHECK(cache.find(text_of(1)) == nullptr);
    CHECK(*cache.find(text_of(0)) == 0);
    CHECK(*cache.find(text_of(kMax)) == kMax);
}

TEST_CASE("statement cache: texts that differ in one character only are two statements") {
    Cache cache;
    std::string const text(200, 'x');
    cache.add(text, -1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto other = text;
        other[i] = 'y';
        CAPTURE(i);
        CHECK(cache.find(other) == nullptr);
    }
    CHECK(*cache.find(text) == -1);
    CHECK(cache.find("") == nullptr);
    cache.add("", 0);
    CHECK(*cache.find("") == 0);
}
