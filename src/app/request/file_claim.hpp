#pragma once

#include "app/request/limits.hpp"
#include "store/requests.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpaspor::app {

/// Pictures that show whose the NIK is.
inline constexpr std::size_t kEvidenceMax = 3;

struct FileClaim {
    NewRequest request;
    ApplicationId application;     ///< Of who asks: its NIK is VALID, and it has no place.
    std::string office_code;       ///< Where the person will be seen.
    std::vector<Digest> evidence;  ///< Uploads of the account, by their hashes.
};

/// D8: a person whose NIK check was VALID finds that a stranger's application holds the NIK, and
/// asks an office to decide. Nothing of the other application is told, and nothing is changed.
/// Errors: application_not_found, not_allowed_in_state, nik_not_valid, nik_not_claimable (nobody
/// holds it, or one's own account does), request_open, too_many_requests, upload_not_found,
/// office_not_found.
Result<store::Request> file_claim(sql::Transaction& tx, Context const& context,
                                  FileClaim const& input);

/// The claim that was made last with an application. A query.
/// Errors: application_not_found, request_not_found.
Result<store::Request> read_own_claim(sql::Transaction& tx, Context const& context,
                                      ApplicationId application);

}  // namespace mpaspor::app
