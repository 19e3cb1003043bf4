#pragma once

#include "app/messages.hpp"

#include <string>

namespace mpaspor::bin {

/// A whole file. Errors: bad_configuration.
Result<std::string> read_file(std::string const& path);

/// id.json and en.json of a folder. Errors: bad_configuration.
Result<app::Messages> read_messages(std::string const& folder);

}  // namespace mpaspor::bin
