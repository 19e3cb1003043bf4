#pragma once
/// A database as it stands just before the rush: places open, applicants signed in, stages 1 to 5
/// done. Written straight into the tables, since a rush has more of them than a form is filled in.

#include "domain/booking/seat.hpp"
#include "sql/connection.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace mpaspor::testing {

struct Seeding {
    int accounts = 1;
    int applications_each = 1;
    /// Neighbouring accounts, two and two, have applications of the same persons.
    bool twins = false;
    int points = 1;  ///< Service points, each an office of its own.
    int days = 1;    ///< Of each, beginning a week from `now`.
    int slots = 1;   ///< Of each day, an hour apart, from 08:00.
    int capacity = 1;
    std::int64_t payment_window_s = 7200;
    Instant now = {};
};

struct RushApplicant {
    AccountId account;
    std::string token;  ///< What the session's cookie holds.
    std::vector<ApplicationId> applications;
};

using Applicant = RushApplicant;  // office.hpp, of other tests, has an Applicant of its own.

struct Seeded {
    std::vector<RushApplicant> applicants;
    std::vector<booking::SeatKey> places;  ///< By point, day, slot.
};

/// Of a migrated database that has none of these yet. The limit of holds per NIK and day is lifted;
/// sessions last for ten years. Errors: those of sql::Connection.
Result<Seeded> seed_rush(sql::Connection& connection, Seeding const& seeding);

}  // namespace mpaspor::testing
