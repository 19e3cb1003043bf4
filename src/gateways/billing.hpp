#pragma once

#include "app/ports/biller.hpp"
#include "app/ports/clock.hpp"
#include "gateways/upstream.hpp"
#include "snap/agreement.hpp"
#include "snap/client.hpp"

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>

namespace mpaspor::gateways {

/// Asks the bank over SNAP's status service (26) whether it holds a payment (D5). Any thread.
class Billing final : public app::Biller {
public:
    /// Of one request: the question may need a token first, and 5 s are allowed for both.
    static constexpr std::chrono::milliseconds kTimeMax{2'500};

    /// Keeps references to `bank` and `clock`. `first_external_id` must be above all that earlier
    /// runs of the same day used: microseconds since 1970 by the machine's clock are.
    Billing(Upstream& bank, snap::Agreement const& agreement, app::Clock const& clock,
            std::int64_t first_external_id);

    Result<std::optional<Paid>> paid(std::string const& billing_code) override;

private:
    struct Turn {
        snap::Client client;
        std::string external_id;
    };
    Turn begin();

    app::Clock const& clock_;
    std::string partner_service_id_;  ///< Padded.
    std::mutex lock_;
    /// Guarded by lock_: copied for a question, replaced by the copy afterwards, so that the token
    /// is shared and nothing is locked while the bank is asked.
    snap::Client client_;
    std::int64_t next_external_id_;  ///< Guarded by lock_.
};

}  // namespace mpaspor::gateways
