#pragma once

#include "app/operation/outbox.hpp"
#include "jobs/ticker.hpp"
#include "jobs/world.hpp"

namespace mpaspor::jobs {

/// Delivers the outbox: messages to people and accounts, applications to DPRI, NIK checks that the
/// registry could not answer at once, what a deletion left outside the database. At least once,
/// with growing pauses; never inside a transaction.
class Delivery {
public:
    /// `world` outlives this.
    explicit Delivery(World const& world);
    void stop() { ticker_.stop(); }

private:
    void deliver_all();
    Result<void> deliver(store::QueuedNotice const& notice);
    Result<void> send_code(store::QueuedNotice const& notice);
    Result<void> tell_account(store::QueuedNotice const& notice, std::string_view event);
    Result<void> send(app::Messenger::Message message, std::string id, std::string const& to);
    Result<void> notify(store::QueuedNotice const& notice, std::string_view event);
    Result<void> hand_to_dpri(store::QueuedNotice const& notice, std::string_view event);
    Result<void> check_nik(store::QueuedNotice const& notice);

    World const& world_;
    Ticker ticker_;
};

}  // namespace mpaspor::jobs
