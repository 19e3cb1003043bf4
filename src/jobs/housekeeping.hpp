#pragma once

#include "app/ids.hpp"
#include "jobs/ticker.hpp"
#include "jobs/world.hpp"
#include "sql/connection.hpp"

#include <functional>
#include <memory>

namespace mpaspor::jobs {

/// What keeps a server fit: moves the write-ahead log into the database beside the writer, leases
/// ids before they run out, forgets what has had its time, reads the settings again.
class Housekeeping {
public:
    struct Needs {
        app::Ids& ids;
        std::function<Result<std::unique_ptr<sql::Connection>>()> connect;  ///< For its own use.
        std::function<void(store::Settings const&)> use_settings;
    };
    /// `world` outlives this.
    Housekeeping(World const& world, Needs needs);
    void stop() { ticker_.stop(); }

private:
    void keep();
    Result<void> move_log();

    World const& world_;
    Needs needs_;
    std::unique_ptr<sql::Connection> beside_writer_;
    std::uint64_t rounds_ = 0;
    Ticker ticker_;
};

/// Ids of each kind that are at hand at least.
inline constexpr std::int64_t kIdsAtHand = 5'000;

}  // namespace mpaspor::jobs
