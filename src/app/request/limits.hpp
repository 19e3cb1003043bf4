#pragma once

#include "app/context.hpp"
#include "base/crypto.hpp"
#include "domain/office/request.hpp"
#include "sql/connection.hpp"

#include <string>

namespace mpaspor::app {

/// How a new request is called from outside, and which row it is.
struct NewRequest {
    RequestId id;
    std::string name;  ///< Random.
};

/// One NIK is claimed, or asked for in a recovery, so many times within 30 days, whoever asks.
/// Errors: too_many_requests (`retry_after_s` in params).
Result<void> check_request_limit(sql::Transaction& tx, Context const& context,
                                 office::RequestKind kind, Digest const& nik_index);

}  // namespace mpaspor::app
