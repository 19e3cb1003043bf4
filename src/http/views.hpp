#pragma once
/// What applicants see, as JSON: the schemas of api/openapi.yaml.

#include "app/application/read_application.hpp"
#include "http/service.hpp"
#include "json/writer.hpp"

#include <string>

namespace mpaspor::http {

std::string application_json(Service const& service, app::ApplicationView const& view);
std::string summary_json(Service const& service, app::ApplicationView const& view);
std::string bill_json(Service const& service, store::Bill const& bill);
std::string visit_json(app::VisitView const& visit);
/// The amount and what makes it up, each part on its legal basis (002-A3, 6.4): members of an
/// object that is open.
void write_price(json::Writer& json, payment::Price const& price);

/// The number of the virtual account of a bill: the partner's part, then the billing code.
std::string virtual_account(Service const& service, BillId bill);

}  // namespace mpaspor::http
