#pragma once

#include "jobs/ticker.hpp"
#include "jobs/world.hpp"

namespace mpaspor::jobs {

/// Compares each day with the bank's statement (D4), from 01:00 in Western Indonesian time of the
/// day after, and again until the bank has answered; then the next day, so that none is left out.
class Reconciliation {
public:
    /// `world` outlives this.
    explicit Reconciliation(World const& world);
    void stop() { ticker_.stop(); }

private:
    void look();
    bool reconcile(LocalDate date);

    World const& world_;
    int rounds_to_rest_ = 0;  ///< After a try that failed.
    Ticker ticker_;
};

}  // namespace mpaspor::jobs
