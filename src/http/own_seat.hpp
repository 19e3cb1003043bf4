#pragma once

#include "app/work.hpp"
#include "base/types.hpp"

namespace mpaspor::http {

/// The seat an application has now, for the executor to lock.
app::Declare own_seat(ApplicationId id);

}  // namespace mpaspor::http
