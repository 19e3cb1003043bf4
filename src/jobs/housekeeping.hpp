#pragma once

#include "app/ids.hpp"
#include "jobs/ticker.hpp"
#include "jobs/world.hpp"

#include <functional>

namespace mpaspor::jobs {

/// What keeps a server fit: moves the write-ahead log into the database beside the writer, leases
/// ids before they run out, forgets what has had its time, reads the settings again.
class Housekeeping {
public:
    struct Needs {
        app::Ids& ids;
        /// Moves the write-ahead log into the database, beside the writer.
        std::function<Result<void>()> checkpoint;
        std::function<void(store::Settings const&)> use_settings;
    };
    /// `world` outlives this.
    Housekeeping(World const& world, Needs needs);
    void stop() { ticker_.stop(); }

private:
    void keep();

    World const& world_;
    Needs needs_;
    std::uint64_t rounds_ = 0;
    Ticker ticker_;
};

/// Ids of each kind that are at hand at least.
inline constexpr std::int64_t kIdsAtHand = 5'000;

}  // namespace mpaspor::jobs
