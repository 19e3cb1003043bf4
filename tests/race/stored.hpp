#pragma once
/// What a race has left in the database, read past the code under test.

#include "sql/connection.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace mpaspor::race {

struct StoredVisit {
    std::string application, person, state, row;  ///< `row` is empty for one without a place.
    std::int64_t sequence = 0;
};
struct StoredSeat {
    std::int64_t capacity = 0, granted = 0, taken = 0, sequence = 0;
};
struct StoredPayment {
    std::string application, outcome;
    std::int64_t amount = 0, bank_time = 0;
    std::int64_t balance = 0;   ///< Sum of its entries: 0.
    std::int64_t received = 0;  ///< Sum of those above 0: the amount.
};

struct Stored {
    std::vector<StoredVisit> live;
    std::map<std::string, StoredSeat> seats;
    /// How often an application took or was granted a place in a row.
    std::map<std::pair<std::string, std::string>, int> takings;
    std::map<std::string, StoredPayment> payments;  ///< By the bank's reference.
};
Result<Stored> load_stored(sql::Connection& connection);

/// As HISTORY.md writes a row.
std::string row_name(std::int64_t point, std::int64_t date, std::int64_t slot);

}  // namespace mpaspor::race
