#include "domain/booking/reschedule.hpp"

#include <doctest/doctest.h>

#include <optional>

using namespace mpaspor;
using namespace mpaspor::booking;
using namespace std::chrono;

namespace {

/// A day counted from 1 September 2026, so that months do not matter.
LocalDate sept(int day) {
    return LocalDate{2026y / September / 1} + days{day - 1};
}

}  // namespace

TEST_CASE("002-F4, R1, R2: once, until the day before, to another future date in the window (D6)") {
    struct Case {
        char const* name;
        int visit, used, arrived, today, new_date;
        std::optional<Code> refused;
    };
    for (auto const& c : {
             Case{"a week ahead", 14, 0, 7, 7, 16, {}},
             Case{"on the day before", 14, 0, 13, 13, 16, {}},
             Case{"arrived the day before, carried out after midnight", 14, 0, 13, 14, 16, {}},
             Case{"on the day", 14, 0, 14, 14, 16, Code::reschedule_window_closed},
             Case{"after the day", 14, 0, 15, 15, 16, Code::reschedule_window_closed},
             Case{"to an earlier date", 14, 0, 7, 7, 10, {}},
             Case{"to tomorrow", 14, 0, 7, 7, 8, {}},
             Case{"to another hour of the same date", 14, 0, 7, 7, 14, Code::same_visit_date},
             Case{"to today", 14, 0, 7, 7, 7, Code::visit_not_in_future},
             Case{"to the past", 14, 0, 7, 7, 6, Code::visit_not_in_future},
             Case{"to what became today while it waited", 14, 0, 7, 8, 8,
                  Code::visit_not_in_future},
             Case{"30 days after the first visit date", 14, 0, 7, 7, 44, {}},
             Case{"31 days after it", 14, 0, 7, 7, 45, Code::reschedule_too_far},
             Case{"a second time", 14, 1, 7, 7, 16, Code::already_rescheduled},
             Case{"a second time, on the day", 14, 1, 14, 14, 16, Code::already_rescheduled},
         }) {
        CAPTURE(c.name);
        Visit const visit{.date = sept(c.visit),
                          .first_date = sept(14),
                          .paid_date = sept(1),
                          .reschedules_used = c.used};
        auto const allowed =
            may_reschedule(visit, sept(c.new_date), {sept(c.arrived), sept(c.today)}, {});
        CHECK(allowed.has_value() == !c.refused.has_value());
        if (!allowed && c.refused) CHECK(allowed.error().code == *c.refused);
    }
}

TEST_CASE("D6: the window counts from payment or from the first visit date, whichever is later") {
    Visit visit{.date = sept(14), .first_date = sept(14), .paid_date = sept(1)};
    CHECK(latest_visit_date(visit, {}) == sept(44));
    visit.paid_date = sept(20);
    CHECK(latest_visit_date(visit, {}) == sept(50));
    CHECK(latest_visit_date(visit, {.window = days{7}}) == sept(27));

    visit.paid_date = sept(1);
    auto const far = may_reschedule(visit, sept(45), {sept(2), sept(2)}, {});
    CHECK(far.error().params == std::vector<Error::Param>{{"latest", "2026-10-14"}});
}

TEST_CASE("002-F4: how often is a setting") {
    Visit const visit{.date = sept(14), .first_date = sept(14), .reschedules_used = 1};
    CHECK(reschedules_left(visit, {}) == 0);
    CHECK(reschedules_left(visit, {.reschedules_max = 2}) == 1);
    CHECK(may_reschedule(visit, sept(16), {sept(7), sept(7)}, {.reschedules_max = 2}).has_value());
    auto const again = may_reschedule(visit, sept(16), {sept(7), sept(7)}, {});
    CHECK(again.error().params == std::vector<Error::Param>{{"reschedules_max", "1"}});
}

TEST_CASE("002-F4: the day before ends at midnight of the office, also for a server in UTC") {
    // Maumere keeps WITA: 23:59:59 of 13 September is 15:59:59 UTC.
    Visit const visit{.date = sept(14), .first_date = sept(14), .paid_date = sept(1)};
    Instant const last = sys_days{2026y / September / 13} + 15h + 59min + 59s;
    auto const asked = [&](Instant at) {
        LocalDate const date = date_in(Zone::wita, at);
        return may_reschedule(visit, sept(16), {date, date}, {}).has_value();
    };
    CHECK(asked(last));
    CHECK(asked(last + 999ms));
    CHECK_FALSE(asked(last + 1s));
}
