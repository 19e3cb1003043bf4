#pragma once

#include "sql/connection.hpp"

#include <string>
#include <vector>

namespace mpaspor::testing {

/// What does not add up in a database, one sentence each; nothing in a good one. At every moment
/// between two transactions must hold:
///   D2, D3        the counters of a seat row follow from its events, and its takings are the live
///                 applications that have a place there; what is granted is what is taken beyond
///                 the capacity, and no more
///   D8            a live row is live by its state, under the NIK that its application was VALID
///   for 002-A3, D4    who waits for a payment has one open bill, who paid has one paid bill, and
///                 nobody else has either; money is applied to paid bills only, and in the amount
///   D4            the entries of each payment add up to nothing, its whole amount stands in the
///                 account of its outcome
///   D5            whatever runs out has its timer
///   audit         as many rows as versions, without gaps
std::vector<std::string> differences_in_books(sql::Connection& connection);

/// The first of them alone: whether counters follow from events, whoever has the places.
std::vector<std::string> differences_in_seats(sql::Connection& connection);

}  // namespace mpaspor::testing
