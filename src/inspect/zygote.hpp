#pragma once

#include "base/error.hpp"

#include <cstddef>

namespace mpaspor::inspect {

/// Takes document sockets from `control` until it is closed at the other end, and forks a locked
/// reader for each, which judges one file, answers and ends. Never reads a document itself.
/// Needs start_pictures() and drop_privileges() before. Errors: inspector_unavailable.
/// `ready` is how it says that it may be asked: kReady or kReadyWithoutMrz.
Result<void> serve(int control, std::byte ready);

}  // namespace mpaspor::inspect
