#pragma once

#include "app/rights/held.hpp"

#include <string>

namespace mpaspor::http {

/// What is held about a person as JSON (the schema Export of api/openapi.yaml).
std::string held_json(app::Held const& held);

}  // namespace mpaspor::http
