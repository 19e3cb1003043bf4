#include "base/text.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace std::chrono;

TEST_CASE("dates: written and read in one form, and only days that exist") {
    CHECK(date_text(LocalDate{2026y / September / 4}) == "2026-09-04");
    CHECK(date_from_text("2024-02-29").value() == LocalDate{2024y / February / 29});
    for (auto const* text :
         {"", "2026-9-04", "2026-02-29", "2026-13-01", "2026-00-10", "1899-12-31", "2200-01-01",
          "2026-09-04 ", "2026/09/04", "+026-09-04"}) {
        CAPTURE(text);
        CHECK(date_from_text(text).error().code == Code::malformed_date);
    }
}

TEST_CASE("instants: written in UTC, read with any offset") {
    Instant const at{sys_days{2026y / September / 14} + 3h + 5s};
    CHECK(instant_text(at) == "2026-09-14T03:00:05Z");
    CHECK(instant_text(at + 250us) == "2026-09-14T03:00:05.000250Z");
    CHECK(instant_from_text("2026-09-14T03:00:05Z").value() == at);
    CHECK(instant_from_text("2026-09-14T10:00:05+07:00").value() == at);
    CHECK(instant_from_text("2026-09-14T03:00:05.5Z").value() == at + 500ms);
    for (auto const* text : {"2026-09-14T24:00:00Z", "2026-09-14T03:00:05", "2026-09-14 03:00:05Z",
                             "2026-09-14T03:00:05.Z", "2026-09-14T03:00:05+7:00",
                             "2026-09-14T03:00:60Z", "2026-09-14T03:00:05.1234567Z"}) {
        CAPTURE(text);
        CHECK(instant_from_text(text).error().code == Code::malformed_date);
    }
}

TEST_CASE("instants: an offset takes none out of the years that can be written") {
    CHECK(instant_from_text("1900-01-01T07:00:00+07:00").has_value());
    CHECK(instant_from_text("2199-12-31T16:59:59-07:00").has_value());
    CHECK_FALSE(instant_from_text("1900-01-01T06:59:59+07:00").has_value());
    CHECK_FALSE(instant_from_text("2199-12-31T17:00:00-07:00").has_value());
}

TEST_CASE("uuids and integers: exactly their form") {
    CHECK(is_uuid("018f4e6e-7c1a-7000-8000-000000000000"));
    CHECK_FALSE(is_uuid("018F4E6E-7C1A-7000-8000-000000000000"));
    CHECK_FALSE(is_uuid("018f4e6e-7c1a-7000-8000-00000000000"));
    CHECK_FALSE(is_uuid("018f4e6e+7c1a-7000-8000-000000000000"));
    CHECK(integer_from_text("120").value() == 120);
    for (auto const* text : {"", "-1", "+1", "1.0", "1 ", "99999999999999999999"}) {
        CHECK_FALSE(integer_from_text(text).has_value());
    }
}
