#pragma once

#include "app/context.hpp"
#include "domain/office/policy.hpp"
#include "sql/connection.hpp"
#include "store/officers.hpp"

#include <string>

namespace mpaspor::app {

/// An officer for whom an action is allowed, and whose cases are within reach: those of one office,
/// of one region, or all. Statements take it as two arguments; what is out of reach is not there.
struct Reach {
    OfficerId officer;
    OfficeId office = {};     ///< {}: any.
    std::string region = {};  ///< "": any.
};

/// Whether the actor may do this, decided anew within the transaction: the role and the office are
/// read, not remembered. Errors: forbidden (no officer, not active, a password that has to be
/// changed first, or a role that may not).
Result<Reach> permitted(sql::Transaction& tx, Context const& context, office::Action action);

}  // namespace mpaspor::app
