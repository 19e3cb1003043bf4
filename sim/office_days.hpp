#pragma once

#include "sim/planted.hpp"
#include "sim/server.hpp"

#include <cstdint>
#include <string>

namespace mpaspor::sim {

struct Outcome {
    std::string violation;          ///< Empty when every invariant held.
    std::uint64_t fingerprint = 0;  ///< Of the whole history.
    Counts answers;                 ///< What clients were told, by code.
    Counts faults;                  ///< Injected, by kind.
    Counts transitions;             ///< "from event to", as audited.
    Counts edges;                   ///< What was met at an edge, by name.
    std::int64_t payments = 0;      ///< Taken by the bank.
    Instant::duration simulated{};
};

/// Two days of one small office with fewer places than applicants, on the real use cases, executor
/// and SQL. Connections fail before, during and after calls, the server dies and comes back, its
/// clock jumps, the bank tells late, twice, in any order or not at all. After every batch, and at
/// the end, all that design.md section 8 and trust.md promise of places, money and answers must
/// hold.
Outcome office_days(std::uint64_t seed, Planted planted = Planted::nothing);

}  // namespace mpaspor::sim
