#pragma once

#include "app/ids.hpp"
#include "jobs/ticker.hpp"
#include "jobs/world.hpp"

#include <functional>
#include <optional>

namespace mpaspor::jobs {

/// What keeps a server fit: moves the write-ahead log into the database beside the writer, leases
/// ids before they run out, forgets what has had its time, reads the settings again, and opens the
/// days that come into the horizon.
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
    void forget_stale_uploads();
    void open_days_ahead();

    World const& world_;
    Needs needs_;
    std::uint64_t rounds_ = 0;
    std::optional<LocalDate> opened_on_ = {};  ///< WIB; at start bin has done it.
    Ticker ticker_;
};

/// Ids of each kind that are at hand at least.
inline constexpr std::int64_t kIdsAtHand = 5'000;

}  // namespace mpaspor::jobs
