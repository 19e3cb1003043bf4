#pragma once

#include "base/error.hpp"

namespace mpaspor::inspect {

/// Takes document sockets from `control` until it is closed at the other end, and forks a locked
/// reader for each, which judges one file, answers and ends. Never reads a document itself.
/// Needs start_pictures() and drop_privileges() before. Errors: inspector_unavailable.
Result<void> serve(int control);

}  // namespace mpaspor::inspect
