#pragma once
/// The service as a client of the bank's SNAP services.

#include "gateways/upstream.hpp"
#include "snap/agreement.hpp"
#include "snap/client.hpp"

#include <string>

namespace mpaspor::gateways {

/// As whom it asks.
snap::Client::Identity biller_identity(snap::Agreement const& agreement);

/// By which way. `bank` outlives the client.
snap::Client::Send through(Upstream& bank);

/// The partnerServiceId as bodies have it.
std::string padded_service_id(snap::Agreement const& agreement);

}  // namespace mpaspor::gateways
