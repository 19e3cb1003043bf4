#pragma once

#include "app/context.hpp"
#include "sql/connection.hpp"
#include "store/bills.hpp"

namespace mpaspor::app {

struct SubmitApplication {
    ApplicationId application;
    BillId bill;  ///< From a block leased by this server.
};

/// Stage 8: the applicant submits, and the bill for the state fee is issued (002-F3, 002-A3). Two
/// hours run from this moment (1.7); the amount is that of today's tariff and stays (2.4). A fee of
/// Rp 0 is settled at once.
/// Errors: application_not_found, not_allowed_in_state (also when the hold has run out and nobody
/// has taken the place away yet, D5), those of ready_for (answers
/// may be taken back while a place is held), passport_check_pending (the issuing system has not
/// said yet whether it knows an earlier passport, D10), tariff_unknown.
Result<store::Bill> submit_application(sql::Transaction& tx, Context const& context,
                                       SubmitApplication const& input);

}  // namespace mpaspor::app
