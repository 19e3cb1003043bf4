#include "domain/booking/reschedule.hpp"

#include <algorithm>
#include <string>

namespace mpaspor::booking {
namespace {

std::string iso_text(LocalDate date) {
    std::chrono::year_month_day const ymd{date};
    std::string const month = std::to_string(100 + static_cast<unsigned>(ymd.month())).substr(1);
    std::string const day = std::to_string(100 + static_cast<unsigned>(ymd.day())).substr(1);
    return std::to_string(static_cast<int>(ymd.year())) + '-' + month + '-' + day;
}

}  // namespace

LocalDate latest_visit_date(Visit const& visit, ReschedulePolicy const& policy) {
    return std::max(visit.paid_date, visit.first_date) + policy.window;
}

Result<void> may_reschedule(Visit const& visit, LocalDate new_date, AskedOn const& asked,
                            ReschedulePolicy const& policy) {
    // 002-F4: "1 kali".
    if (reschedules_left(visit, policy) == 0) {
        return refuse(Code::already_rescheduled, "",
                      {{"reschedules_max", std::to_string(policy.reschedules_max)}});
    }
    // 002-F4: H-1 is the calendar day before, whole.
    if (asked.arrived >= visit.date) return fail(Code::reschedule_window_closed);
    // R2: another date, not another hour.
    if (new_date == visit.date) return refuse(Code::same_visit_date, "/date");
    if (new_date <= asked.today) return refuse(Code::visit_not_in_future, "/date");
    // D6.
    LocalDate const latest = latest_visit_date(visit, policy);
    if (new_date > latest) {
        return refuse(Code::reschedule_too_far, "/date", {{"latest", iso_text(latest)}});
    }
    return {};
}

int reschedules_left(Visit const& visit, ReschedulePolicy const& policy) {
    return std::max(0, policy.reschedules_max - visit.reschedules_used);
}

}  // namespace mpaspor::booking
