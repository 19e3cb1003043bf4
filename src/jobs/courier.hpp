#pragma once

#include "app/operation/outbox.hpp"
#include "jobs/world.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace mpaspor::jobs {

/// Takes the notices of one outlet to where they go: messages to people, NIK checks to the civil
/// registry, paid applications and look-ups to the issuing system. At least once, with growing
/// pauses; never inside a transaction. One thread at a time.
///
/// What an answer changes and the end of its notice are one use case: a lost answer of the database
/// can make us ask once more, but nothing happens twice.
class Courier {
public:
    /// `world` outlives this.
    Courier(World const& world, store::Outlet outlet) : world_(world), outlet_(outlet) {}

    /// Takes what is due now, a bounded number. Where nobody answers several times in a row, the
    /// rest is left for a minute.
    void deliver_due();

private:
    /// What came of a notice, to be made durable together with its end.
    using Outcome = std::function<Result<void>(sql::Transaction&, app::Context const&)>;
    enum class Went : std::uint8_t { on, nowhere };

    Went deliver(store::QueuedNotice const& notice);
    Went put_off(store::QueuedNotice const& notice, Error const& error);
    Result<Outcome> carry(store::QueuedNotice const& notice);
    Result<Outcome> send(app::Messenger::Message message, std::string id, std::string const& to);
    Result<Outcome> send_code(store::QueuedNotice const& notice);
    Result<Outcome> tell_account(store::QueuedNotice const& notice, std::string_view event);
    Result<Outcome> notify(store::QueuedNotice const& notice, std::string_view event);
    Result<Outcome> hand_over(store::QueuedNotice const& notice, std::string_view event);
    Result<Outcome> check_nik(store::QueuedNotice const& notice);
    Result<Outcome> remove(store::QueuedNotice const& notice);
    Result<Outcome> look_up_passport(store::QueuedNotice const& notice);
    Nonce nonce() const;

    World const& world_;
    store::Outlet outlet_;
};

}  // namespace mpaspor::jobs
