#pragma once
/// Service points as everybody sees them: the schemas of api/openapi.yaml.

#include "app/messages.hpp"
#include "app/office/read_point.hpp"
#include "json/writer.hpp"

namespace mpaspor::http {

/// Members of an object that is open.
void write_point(json::Writer& json, app::Language language, app::PointView const& view);

std::string point_json(app::Language language, app::PointWeek const& week);

}  // namespace mpaspor::http
