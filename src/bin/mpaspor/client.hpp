#pragma once

#include "base/error.hpp"

#include <string>
#include <string_view>

namespace mpaspor::bin {

/// How the command reaches the service, and what it shows.
struct Session {
    std::string socket;       ///< The operator's socket of a running mpaspord.
    std::string as = "root";  ///< In whose name: an officer's login, or root.
    bool json = false;        ///< Show answers as they came.
};

/// Asks the service over its Unix socket and gives the body of a success. Waits at most a minute.
/// Errors: gateway_unavailable (nobody listens there, or it does not answer), internal (the service
/// refused). The detail is for people, several lines.
Result<std::string> ask(Session const& session, std::string_view method, std::string_view path,
                        std::string const& body = {});

}  // namespace mpaspor::bin
