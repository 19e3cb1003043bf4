#pragma once
/// Days with free places, of several service points at once.

#include "domain/booking/seat.hpp"
#include "sql/connection.hpp"

#include <array>
#include <vector>

namespace mpaspor::store {

inline constexpr std::size_t kFreeDaysPointsMax = 20;

struct FreeDay {
    LocalDate date;
    ServicePointId point;
    int free = 0;
    friend constexpr auto operator<=>(FreeDay const&, FreeDay const&) = default;
};

struct FreeDaysWanted {
    std::array<ServicePointId, kFreeDaysPointsMax> points = {};  ///< {} where there are fewer.
    booking::Pool pool = booking::Pool::online;
    int people = 1;
    LocalDate from = {}, until = {};  ///< `until` exclusive.
    LocalDate after_date = {};        ///< Only what comes after this day ...
    ServicePointId after_point = {};  ///< ... of this point.
    Instant now = {};
    int most = 1;
};

/// Days with places for so many people on sale at `now`, by date, then by service point.
Result<std::vector<FreeDay>> free_days(sql::Transaction& tx, FreeDaysWanted const& wanted);

}  // namespace mpaspor::store
