#pragma once

#include "app/context.hpp"
#include "domain/booking/seat.hpp"
#include "domain/office/request.hpp"
#include "sql/connection.hpp"
#include "store/requests.hpp"

#include <string>
#include <vector>

namespace mpaspor::app {

struct Decision {
    std::string name;  ///< Of the request.
    office::RequestState outcome = office::RequestState::rejected;
    office::Reason reason = office::Reason::none;
};

/// An office decides upon a claim (D8). Upheld: the stranger's application ends, its place is free,
/// an open bill is void and a fee that was paid is owed back (D4: the treasurer's queue); the NIK
/// is kept for who claimed it, so that the stranger is not first again. Who has come to the office
/// already is not ended by a claim: that is for an examination (2.8). Both sides are told.
/// Errors: forbidden, request_not_found (also out of reach), request_decided, unknown_value,
/// not_allowed_in_state (where the other application stands).
Result<store::Request> decide_claim(sql::Transaction& tx, Context const& context,
                                    Decision const& input);

/// The place that upholding the claim would free, for the executor to lock.
Result<std::vector<booking::SeatKey>> seat_of_claim(sql::Transaction& tx, std::string_view name);

}  // namespace mpaspor::app
