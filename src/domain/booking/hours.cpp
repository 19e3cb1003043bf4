#include "domain/booking/hours.hpp"

#include <tuple>

namespace mpaspor::booking {

bool is_whole(Hours const& hours) {
    if (hours.open.from >= hours.open.to) return false;
    if (!hours.pause) return true;
    return hours.open.from < hours.pause->from && hours.pause->from < hours.pause->to &&
           hours.pause->to < hours.open.to;
}

Hours const* hours_on(std::span<Hours const> all, LocalDate date) {
    std::chrono::weekday const weekday{date};
    Hours const* found = nullptr;
    for (auto const& hours : all) {
        bool const in_force = hours.weekdays.contains(weekday) && hours.from <= date &&
                              (!hours.to || date < *hours.to);
        if (!in_force) continue;
        bool const before = found != nullptr && std::tie(hours.season, hours.from) <=
                                                    std::tie(found->season, found->from);
        if (!before) found = &hours;
    }
    return found;
}

}  // namespace mpaspor::booking
