#pragma once
/// The auditor's statements: each compares two things that the database says of one fact, and gives
/// what does not agree. Each is one statement, so that what it compares is of one moment, also
/// beside writers on PostgreSQL.

#include "base/types.hpp"
#include "domain/booking/seat.hpp"
#include "sql/connection.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::store {

/// Two accounts of one fact that do not agree.
struct Difference {
    std::string_view check;  ///< Which comparison, such as "seat_versions".
    std::optional<booking::SeatKey> seat = {};
    ApplicationId application = {};  ///< {} where it is about none.
    std::string subject = {};        ///< What else it is about: a payment, a service point.
    std::string expected, found;     ///< Numbers or states; never personal.
};
using Differences = std::vector<Difference>;

/// Some days of one service point.
struct SeatRange {
    ServicePointId point;
    LocalDate from, until;  ///< `until` exclusive.
};
/// Which days have seat rows or events, by point.
Result<std::vector<SeatRange>> seat_ranges(sql::Transaction& tx);

/// Ids from .. until - 1. Payments that belong to no application are those of id 0.
struct ApplicationRange {
    ApplicationId from, until;
};
/// All there are, and their audit events.
Result<ApplicationRange> application_range(sql::Transaction& tx);

/// D2, D3: counters against events, places taken against those who have them. At most `most` of
/// each comparison.
Result<Differences> seat_differences(sql::Transaction& tx, SeatRange const& range, int most);
Result<std::int64_t> count_seats(sql::Transaction& tx, SeatRange const& range);

/// Audit, D8, 002-A3, D4: applications against their audit events, NIKs, bills and payments.
Result<Differences> application_differences(sql::Transaction& tx, ApplicationRange const& range,
                                            int most);
struct ApplicationCounts {
    std::int64_t applications = 0;
    std::int64_t versions = 0;      ///< Changes of state, as the applications count them.
    std::int64_t audit_events = 0;  ///< As the audit has them.
};
Result<ApplicationCounts> count_applications(sql::Transaction& tx, ApplicationRange const& range);

/// Entries of no payment, service points against their audit events.
Result<Differences> other_differences(sql::Transaction& tx, int most);

}  // namespace mpaspor::store
