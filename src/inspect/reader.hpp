#pragma once

#include "base/error.hpp"
#include "base/inspection.hpp"

#include <cstddef>
#include <span>

namespace mpaspor::inspect {

/// What `file` is and what is kept of it. Errors: the file_* codes of app/ports/inspector.hpp.
Result<inspection::Inspected> judge(std::span<std::byte const> file);

/// One document over `socket`: says that it started, locks this process down, reads the file,
/// judges it, answers, and then reads in it what it was asked for. Errors: inspector_unavailable
/// (nothing was answered).
Result<void> read_document(int socket);

}  // namespace mpaspor::inspect
