#pragma once

#include "base/error.hpp"
#include "base/types.hpp"
#include "domain/application/state.hpp"

#include <chrono>
#include <optional>

namespace mpaspor::booking {

/// Settings (D5, D9, 9.2).
struct HoldPolicy {
    std::chrono::seconds hold{15 * 60};
    int holds_per_day_max = 3;  ///< Per NIK and day of the office.
    std::chrono::days nik_valid{30};
    std::chrono::days lead{1};  ///< 1: tomorrow is the earliest day.
};

/// What is known of the person who asks for a place.
struct HoldFacts {
    std::optional<Instant> nik_verified = {};  ///< When the registry last said VALID.
    int holds_today = 0;                       ///< Of this NIK, this one not counted.
};

/// Whether a place on `date` of an office in `zone` may be held at `now` (D5). One at a time per
/// NIK is kept by the live index (D8); whether a place is free, by the seat ledger.
/// Errors: nik_not_valid, day_past, holds_exhausted.
Result<void> may_hold(HoldFacts const& facts, LocalDate date, Zone zone, Instant now,
                      HoldPolicy const& policy);

/// The earliest date that may be booked at `now` in an office in `zone`.
LocalDate earliest_date(Zone zone, Instant now, HoldPolicy const& policy);

/// A hold made at `now` is good until this moment, exclusive. There is no extension.
Instant hold_expires(Instant now, HoldPolicy const& policy);

/// Whether an application is in a hold that had run out at `at`: from its expiry on it is gone for
/// everybody, though only a timer takes it away (D5).
bool hold_ran_out(application::State state, std::optional<Instant> expiry, Instant at);

}  // namespace mpaspor::booking
