#pragma once
/// Which days and slots have places. Queries, never on the writer (design: reads at the rush).

#include "app/booking/hold_place.hpp"
#include "app/context.hpp"
#include "domain/booking/quota.hpp"
#include "sql/connection.hpp"
#include "store/seats.hpp"

#include <map>
#include <string>
#include <vector>

namespace mpaspor::app {

enum class DayState : std::uint8_t { open, full, closed, holiday, not_yet, past };
std::string_view to_text(DayState state);

struct Day {
    LocalDate date;
    DayState state = DayState::closed;
    int free = 0;
    int total = 0;
    std::string explanation = {};          ///< "200 + 125 (THURSDAY)" (9.3).
    std::string note = {};                 ///< The name of the holiday.
    std::optional<Instant> opens_at = {};  ///< While it is not released yet.
};

using HolidayNames = std::map<LocalDate, std::string>;
/// The days on which a service point is closed, and why, from `from` to before `until`. A query.
Result<HolidayNames> holiday_names(sql::Transaction& tx, ServicePointId point, LocalDate from,
                                   LocalDate until);

struct Month {
    Zone zone = Zone::wib;
    Instant as_of;
    std::vector<Day> days;  ///< Every day of the month.
};
/// The places of one pool at a service point.
struct Places {
    ServicePointId point;
    booking::Pool pool = booking::Pool::online;
};
/// Errors: office_not_found.
Result<Month> read_month(sql::Transaction& tx, Context const& context, Places const& places,
                         std::chrono::year_month month);

struct Slots {
    Zone zone = Zone::wib;
    std::vector<store::SeatRow> rows;
};
/// Errors: office_not_found, day_not_found.
Result<Slots> read_slots(sql::Transaction& tx, Context const& context, Places const& places,
                         LocalDate date);

/// Where there are places instead, at the same service point and in the same pool: at most five,
/// nearest first.
Result<std::vector<store::SeatRow>> alternatives_to(sql::Transaction& tx, Context const& context,
                                                    booking::SeatKey const& wanted);

/// The same for who could not hold a place: in the pool of the application.
/// Errors: application_not_found.
Result<std::vector<store::SeatRow>> alternatives_to(sql::Transaction& tx, Context const& context,
                                                    HoldPlace const& wanted);

}  // namespace mpaspor::app
