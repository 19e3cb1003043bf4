#include "domain/form/condition.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace mpaspor;
using form::Condition;
using form::Facts;

namespace {

Condition read(std::string_view text) {
    auto condition = Condition::parse(text);
    REQUIRE_MESSAGE(condition, text);
    return *condition;
}

Code refusal(std::string_view text) {
    auto const condition = Condition::parse(text);
    REQUIRE_MESSAGE(!condition, text);
    return condition.error().code;
}

bool holds(std::string_view text, Facts const& facts) {
    return read(text).holds(facts);
}

Facts some_facts() {
    Facts facts;
    facts.add("age", 16);
    facts.add("below_zero", -3);
    facts.add("purpose", "umrah");
    facts.add("category", "CHILD");
    facts.add("category", "UMRAH");
    facts.add("issued", "2009-01-01");
    return facts;
}

std::string nested(int depth) {
    auto const times = static_cast<std::size_t>(depth);
    return std::string(times, '(') + "a=b" + std::string(times, ')');
}

}  // namespace

TEST_CASE("a condition without words always holds, as `always` does") {
    CHECK(Condition{}.holds({}));
    CHECK(holds("", {}));
    CHECK(holds("always", {}));
    CHECK_FALSE(holds("!always", {}));
}

TEST_CASE("equal means that the fact has the value, unequal that it has not") {
    auto const facts = some_facts();
    CHECK(holds("purpose=umrah", facts));
    CHECK_FALSE(holds("purpose=hajj", facts));
    CHECK_FALSE(holds("purpose!=umrah", facts));
    CHECK(holds("purpose!=hajj", facts));
    CHECK(holds("category=CHILD & category=UMRAH & category!=HAJJ", facts));
    CHECK_FALSE(holds("unknown=umrah", facts));
    CHECK(holds("unknown!=umrah", facts));
}

TEST_CASE("numbers and dates are compared; what is unknown or of another kind decides nothing") {
    auto const facts = some_facts();
    CHECK(holds("age<17", facts));
    CHECK_FALSE(holds("age<16", facts));
    CHECK(holds("age<=16 & age>=16", facts));
    CHECK_FALSE(holds("age>16", facts));
    CHECK(holds("age>9", facts));  // As numbers: as text, 16 stands before 9.
    CHECK(holds("below_zero<0", facts));
    CHECK(holds("issued>=2009-01-01 & issued<2009-01-02", facts));
    CHECK_FALSE(holds("issued<2009-01-01", facts));
    for (auto const* text : {"unknown<17", "unknown>=17", "purpose<17", "purpose>=17",
                             "age<2009-01-01", "age>=2009-01-01", "issued<17", "issued>=17"}) {
        CHECK_FALSE_MESSAGE(holds(text, facts), text);
    }
}

TEST_CASE("and binds more tightly than or, not more tightly than both, brackets most of all") {
    Facts facts;
    facts.add("a", "1");
    CHECK(holds("a=1 | b=1 & c=1", facts));
    CHECK_FALSE(holds("(a=1 | b=1) & c=1", facts));
    CHECK_FALSE(holds("!a=1 & c=1", facts));
    CHECK(holds("!b=1 & a=1", facts));
    CHECK(holds("!(b=1 & a=1)", facts));
    CHECK(holds("!!a=1", facts));
    CHECK(holds("b=1|c=1|a=1", facts));
    CHECK_FALSE(holds("a=1&a=1&b=1", facts));
}

TEST_CASE("a condition says which facts it asks for, and what it holds them against") {
    auto const condition = read("b=x & (a<3 | b=y) & !c>=2009-01-01");
    CHECK(condition.names() == std::vector<std::string>{"a", "b", "c"});
    CHECK(condition.comparisons() ==
          std::vector<form::Comparison>{{"b", "x"}, {"a", "3"}, {"b", "y"}, {"c", "2009-01-01"}});
    CHECK(condition.text() == "b=x & (a<3 | b=y) & !c>=2009-01-01");
    CHECK(read("always").names().empty());
}

TEST_CASE("what is no condition is refused, with the place where it stops making sense") {
    for (auto const* text : {" ",
                             "a",
                             "a=",
                             "=b",
                             "a==b",
                             "a=b c=d",
                             "a=b &",
                             "& a=b",
                             "a=b || c=d",
                             "(a=b",
                             "a=b)",
                             "()",
                             "!",
                             "a=!b",
                             "1a=b",
                             "a<b",
                             "a>=2009-02-30",
                             "d=2009-01-01-",
                             "d=2009-01-011",
                             "d=2009-1-1",
                             "a=-1",
                             "always=b",
                             "always always",
                             "a=b\n",
                             "a=\xc3\xa4",
                             "a<1.5",
                             "age<99999999999999999999",
                             "a=b;",
                             "a='b'"}) {
        CHECK_MESSAGE(refusal(text) == Code::unknown_value, text);
    }
    CHECK(Condition::parse("a=b )").error().detail == "at byte 4");
}

TEST_CASE("conditions are bounded: 400 bytes, eight levels") {
    std::string const blanks(Condition::kTextMax - 3, ' ');
    CHECK(Condition::parse("a=b" + blanks));
    CHECK(refusal("a=b " + blanks) == Code::too_long);
    CHECK(Condition::parse(nested(Condition::kDepthMax)));
    CHECK(refusal(nested(Condition::kDepthMax + 1)) == Code::too_long);
    CHECK(Condition::parse("!!!!!!!!a=b"));
    CHECK(refusal("!!!!!!!!!a=b") == Code::too_long);
    // Beside each other they are no levels.
    CHECK(Condition::parse("(a=b)|(a=b)|(a=b)|(a=b)|(a=b)|(a=b)|(a=b)|(a=b)|(a=b)|(a=b)"));
}
