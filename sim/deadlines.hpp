#pragma once

#include "app/ports/biller.hpp"
#include "sim/bank.hpp"
#include "sim/judged.hpp"
#include "sim/server.hpp"
#include "store/timers.hpp"

#include <array>
#include <optional>
#include <vector>

namespace mpaspor::sim {

/// What src/jobs/deadlines.cpp does, on virtual time: holds and bills are looked for apart, and
/// each is carried out after the one before, the bank being asked in between. What it decides is
/// decided by the same functions of app/.
class Deadlines {
public:
    struct Parts {
        World& world;
        Random& random;
        Server& server;
        Bank& bank;
        Judged& judged;
    };
    explicit Deadlines(Parts const& parts) : parts_(parts) {}

    /// Looks when the next timer rings. Called whenever there may be another one, the server has
    /// come back, or its clock was moved.
    void plan();
    void plan_anew();

private:
    using Timers = std::vector<store::Timer>;
    struct Chain {
        bool busy = false;
        std::uint64_t life = 0;  ///< Of the server that it is busy in.
        std::uint64_t ticket = 0;
        std::optional<Instant> planned = {};
    };
    Chain& chain(store::TimerKind kind) { return chains_.at(static_cast<std::size_t>(kind)); }
    void plan(store::TimerKind kind);
    void look(store::TimerKind kind);
    void next(store::TimerKind kind, Timers timers);
    void end_hold(store::Timer const& timer, Timers rest);
    void end_bill(store::Timer const& timer, Timers rest);
    void settle(store::Timer const& timer, app::Biller::Paid const& paid, Timers rest);
    void expire(store::Timer const& timer, payment::BillerSays says, Timers rest);
    template <typename UseCase, typename Then>
    void run(UseCase use_case, Then then);

    Parts parts_;
    std::array<Chain, 2> chains_;
};

}  // namespace mpaspor::sim
