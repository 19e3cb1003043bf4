#pragma once

#include "jobs/courier.hpp"
#include "jobs/ticker.hpp"
#include "jobs/world.hpp"

namespace mpaspor::jobs {

/// Delivers the outbox, each outlet on a thread of its own: a registry that is slow delays no
/// message, and messages that wait delay no billing.
class Delivery {
public:
    /// `world` outlives this.
    explicit Delivery(World const& world);
    void stop();

private:
    Courier people_, civil_registry_, issuing_system_;
    Ticker people_ticker_, civil_registry_ticker_, issuing_system_ticker_;
};

}  // namespace mpaspor::jobs
