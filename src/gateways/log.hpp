#pragma once

#include "app/ports/log.hpp"
#include "base/error.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace mpaspor::gateways {

/// Where the log goes when no file is named.
inline constexpr std::string_view kLogToStderr = "";

/// A log of one JSON line per event: {"time": UTC with microseconds, "severity", "event", then the
/// fields as they are named}. The time is the machine's, also where the service's clock is moved,
/// so that lines of several programs can be laid side by side. A line is out when write() returns.
///
/// `file` is appended to, or kLogToStderr. Errors: bad_configuration (it cannot be written).
Result<std::unique_ptr<app::Log>> open_log(std::string const& file);

}  // namespace mpaspor::gateways
