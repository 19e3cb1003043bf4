#include "domain/booking/hold.hpp"

#include <string>

namespace mpaspor::booking {

Result<void> may_hold(HoldFacts const& facts, LocalDate date, Zone zone, Instant now,
                      HoldPolicy const& policy) {
    // D9: a verification counts for 30 days, so that people verify before an opening.
    if (!facts.nik_verified || now >= *facts.nik_verified + policy.nik_valid) {
        return fail(Code::nik_not_valid);
    }
    // 9.2, booking lead.
    if (date < earliest_date(zone, now, policy)) return refuse(Code::day_past, "/date");
    // D5: three a day.
    if (facts.holds_today >= policy.holds_per_day_max) {
        return refuse(Code::holds_exhausted, "",
                      {{"holds_max", std::to_string(policy.holds_per_day_max)}});
    }
    return {};
}

LocalDate earliest_date(Zone zone, Instant now, HoldPolicy const& policy) {
    return date_in(zone, now) + policy.lead;
}

Instant hold_expires(Instant now, HoldPolicy const& policy) {
    return now + policy.hold;
}

bool hold_ran_out(application::State state, std::optional<Instant> expiry, Instant at) {
    return state == application::State::held && expiry && at >= *expiry;
}

}  // namespace mpaspor::booking
