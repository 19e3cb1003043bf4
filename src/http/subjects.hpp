#pragma once

#include "app/work.hpp"
#include "base/types.hpp"

#include <string>

namespace mpaspor::http {

/// Under which name Keys has the key of an application, an account, a blob.
std::string key_subject(ApplicationId id);
std::string key_subject(AccountId id);
std::string blob_key_subject(std::string_view blob);

/// The seat an application has now, for the executor to lock.
app::Declare own_seat(ApplicationId id);

}  // namespace mpaspor::http
