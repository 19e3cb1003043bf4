#pragma once

#include "app/context.hpp"
#include "sql/connection.hpp"
#include "store/officers.hpp"

#include <string>

namespace mpaspor::app {

struct CreateOfficer {
    OfficerId id;
    std::string login, role, office_code;
    std::string password = {};  ///< The hash of the first one, to be changed; "": none yet.
};
/// Errors: malformed_name (the login), unknown_value (the role), office_not_found, officer_exists.
Result<store::Officer> create_officer(sql::Transaction& tx, Context const& context,
                                      CreateOfficer const& input);

}  // namespace mpaspor::app
