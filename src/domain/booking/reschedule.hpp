#pragma once

#include "base/error.hpp"
#include "base/types.hpp"

#include <chrono>

namespace mpaspor::booking {

/// Data of the service, since these are practice and not law (9.5).
struct ReschedulePolicy {
    int reschedules_max = 1;
    std::chrono::days window{30};  ///< After payment or the first visit date (D6).
};

/// What a rescheduling rests on. Dates are the office's calendar's.
struct Visit {
    LocalDate date = {};
    LocalDate first_date = {};  ///< Of the visit that was booked first.
    LocalDate paid_date = {};   ///< When the fee was settled, by the bank's time.
    int reschedules_used = 0;
};

/// Two dates of the office's calendar, which differ when a request waits over midnight.
struct AskedOn {
    LocalDate arrived;  ///< When the request arrived: what had to be done in time.
    LocalDate today;    ///< When it is carried out: what is still possible.
};

/// The last date a visit may be moved to: 30 days after payment or after the first visit date,
/// whichever is later (D6).
LocalDate latest_visit_date(Visit const& visit, ReschedulePolicy const& policy);

/// Whether the applicant may move the visit to `new_date`, at the same office: once, asking until
/// the end of the calendar day before the visit (H-1), to another, future date (002-F4, R1, R2).
/// Whether that day has a place is not decided here.
///
/// Errors: already_rescheduled, reschedule_window_closed, same_visit_date, visit_not_in_future,
/// reschedule_too_far.
Result<void> may_reschedule(Visit const& visit, LocalDate new_date, AskedOn const& asked,
                            ReschedulePolicy const& policy);

/// How many of the applicant's own reschedules are left; those of the office do not count
/// (002-A2).
int reschedules_left(Visit const& visit, ReschedulePolicy const& policy);

}  // namespace mpaspor::booking
