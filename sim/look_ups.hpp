#pragma once

#include "sim/judged.hpp"
#include "sim/server.hpp"
#include "store/outbox.hpp"

#include <optional>

namespace mpaspor::sim {

/// The issuing system, and what src/jobs/courier.cpp does with it, on virtual time: one look-up
/// after another, answered late, wrongly or not at all (D10). What an answer means is decided by
/// the same functions of app/.
class LookUps {
public:
    struct Parts {
        World& world;
        Random& random;
        Server& server;
        Judged& judged;
    };
    explicit LookUps(Parts const& parts) : parts_(parts) {}

    /// As if stage 1 of a draft had just been verified, of somebody nobody was asked about before.
    static Result<void> ask_about(sql::Transaction& tx, app::Context const& context,
                                  ApplicationId id);

    /// Looks when the next one is due, as Deadlines does.
    void plan();
    void plan_anew();
    /// Answers no question until then.
    void be_down_until(Instant until) { down_until_ = until; }
    void calm() { calm_ = true; }

private:
    void look();
    void hear(store::QueuedNotice const& notice);
    void end(store::QueuedNotice const& notice, bool answered);

    Parts parts_;
    bool busy_ = false, calm_ = false;
    std::uint64_t life_ = 0;  ///< Of the server that it is busy in.
    std::uint64_t ticket_ = 0;
    std::optional<Instant> planned_ = {};
    Instant down_until_{};
};

}  // namespace mpaspor::sim
