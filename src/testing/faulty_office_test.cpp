// Goal: a use case that leaves something behind, or happens twice, does not pass for a sound one.
#include "testing/faulty_office.hpp"

#include "app/application/nik_check.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace mpaspor;
using namespace testing::faults;
using testing::Office;

namespace {

/// Counts a try: nothing but an idempotency key tells a second one from a repetition.
Request count(Office& office) {
    auto const who = office.draft();
    return by_applicant(office, who.account,
                        EFFECTS_OF(app::begin_nik_check(tx, c, who.application, kDigest)));
}

constexpr std::array kUnkeyed{Row{"unkeyed", 3, count, false}};
constexpr std::array kMiscounted{Row{"miscounted", 2, count}};

}  // namespace

TEST_CASE("faults: a use case that happens twice is found") {
    CHECK(complaints(kUnkeyed).find("unkeyed: it happens twice") != std::string::npos);
}

TEST_CASE("faults: a statement more than the row says is found") {
    CHECK(complaints(kMiscounted).find("miscounted: 3 statements") != std::string::npos);
}
