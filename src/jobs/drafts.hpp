#pragma once

#include "app/operation/read_timers.hpp"
#include "jobs/ticker.hpp"
#include "jobs/world.hpp"

namespace mpaspor::jobs {

/// Tells owners of drafts that nobody goes on with, and deletes those drafts in the end, when the
/// timer says so; a bounded number at a time.
class Drafts {
public:
    /// `world` outlives this.
    explicit Drafts(World const& world);
    void stop() { ticker_.stop(); }

private:
    void look(store::TimerKind kind);

    World const& world_;
    Ticker ticker_;
};

}  // namespace mpaspor::jobs
