#pragma once
/// What claims and recoveries ask of who makes them.

#include "app/context.hpp"
#include "base/crypto.hpp"
#include "domain/office/request.hpp"
#include "sql/connection.hpp"
#include "store/applications.hpp"

#include <string>
#include <string_view>

namespace mpaspor::app {

/// How a new request is called from outside, and which row it is.
struct NewRequest {
    RequestId id;
    std::string name;  ///< Random.
};

/// The actor's own application, without a place, whose NIK is VALID.
/// Errors: application_not_found, not_allowed_in_state, nik_not_valid.
Result<store::Application> verified_draft(sql::Transaction& tx, Context const& context,
                                          ApplicationId application);

/// An account claims a NIK, or asks for an account with it, so many times within 30 days. Not
/// whoever asks: a stranger could use up what is the owner's. How many accounts have a NIK VALID is
/// limited by the checks of a day (D9).
/// Errors: too_many_requests (`retry_after_s` in params).
Result<void> check_request_limit(sql::Transaction& tx, Context const& context,
                                 office::RequestKind kind, store::Application const& own);

/// The office that is to decide. Errors: office_not_found at /office.
Result<OfficeId> deciding_office(sql::Transaction& tx, std::string_view code);

/// One row of audit of a request. `version` is the one after the change.
Result<void> audit_request(sql::Transaction& tx, Context const& context, RequestId id,
                           std::int64_t version, std::string_view action, std::string_view result);

}  // namespace mpaspor::app
