#pragma once

#include "jobs/courier.hpp"
#include "jobs/ticker.hpp"
#include "jobs/world.hpp"

namespace mpaspor::jobs {

<<<<<<< HEAD
/// Delivers the outbox: messages to people and accounts, applications to DPRI, NIK checks that the
/// registry could not answer at once, blobs that nobody refers to. At least once, with growing
/// pauses; never inside a transaction.
=======
/// Delivers the outbox, each outlet on a thread of its own: a registry that is slow delays no
/// message, and messages that wait delay no billing.
>>>>>>> c47beba (What the registries answered is kept; a bill waits for the issuing system's word)
class Delivery {
public:
    /// `world` outlives this.
    explicit Delivery(World const& world);
    void stop();

private:
<<<<<<< HEAD
    void deliver_all();
    Result<void> deliver(store::QueuedNotice const& notice);
    Result<void> send_code(store::QueuedNotice const& notice);
    Result<void> tell_account(store::QueuedNotice const& notice, std::string_view event);
    Result<void> send(app::Messenger::Message message, std::string id, std::string const& to);
    Result<void> notify(store::QueuedNotice const& notice, std::string_view event);
    Result<void> hand_to_dpri(store::QueuedNotice const& notice, std::string_view event);
    Result<void> check_nik(store::QueuedNotice const& notice);
    Result<void> remove_blob(store::QueuedNotice const& notice);

    World const& world_;
    Ticker ticker_;
=======
    Courier people_, civil_registry_, issuing_system_;
    Ticker people_ticker_, civil_registry_ticker_, issuing_system_ticker_;
>>>>>>> c47beba (What the registries answered is kept; a bill waits for the issuing system's word)
};

}  // namespace mpaspor::jobs
