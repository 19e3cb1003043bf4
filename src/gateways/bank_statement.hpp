#pragma once

#include "app/ports/bank_statement.hpp"
#include "app/ports/clock.hpp"
#include "gateways/upstream.hpp"
#include "snap/agreement.hpp"
#include "snap/client.hpp"
#include "snap/virtual_account.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace mpaspor::gateways {

/// Asks the bank for its statement over SNAP (service 14), page by page. One thread at a time.
class SnapStatement final : public app::BankStatement {
public:
    /// Of one page, which may need a token first.
    static constexpr std::chrono::milliseconds kTimeMax{2'500};

    /// Keeps references to `bank` and `clock`. `first_external_id` as for Billing, and not among
    /// those it uses.
    SnapStatement(Upstream& bank, snap::Agreement const& agreement, app::Clock const& clock,
                  std::int64_t first_external_id);

    Result<std::vector<payment::StatementLine>> of_day(LocalDate date) override;

private:
    Result<snap::StatementPage> page(snap::StatementQuestion const& question);

    app::Clock const& clock_;
    std::string partner_service_id_;  ///< Padded.
    snap::Client client_;
    std::int64_t next_external_id_;
};

}  // namespace mpaspor::gateways
