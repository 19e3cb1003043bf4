#pragma once

#include "app/context.hpp"
#include "domain/booking/seat.hpp"
#include "domain/payment/reconcile.hpp"
#include "sql/connection.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mpaspor::app {

/// Payments that one run settles at most, so that others come in between.
inline constexpr std::size_t kSettledAtOnce = 50;
/// From then on the day before can be compared, in Western Indonesian time.
inline constexpr std::chrono::minutes kReconciledFrom{60};

/// The day to be compared now: one that was asked for, else the next one that is over. Where none
/// was compared yet, yesterday. A query.
Result<std::optional<LocalDate>> day_to_reconcile(sql::Transaction& tx, Context const& context);

struct ReconcileDay {
    LocalDate date;
    std::string provider;  ///< "snap/<partner>", as the bank's own messages are filed.
    std::shared_ptr<std::vector<payment::StatementLine> const> lines;
    /// {} when no bill has the code.
    std::function<BillId(std::string_view billing_code)> bill_of;
};

struct DayReconciled {
    std::int64_t settled = 0;      ///< In this run.
    std::int64_t differences = 0;  ///< Of the day, in all.
    bool done = false;             ///< Else it is to be run again: more is missing with us.
};
/// Compares a day at the bank with our books (D4). A payment that is missing with us has been
/// taken: it settles now and gets its one outcome; every other difference stays open for the
/// treasurer. The statement is kept with it. Safe to repeat: what was found before is found once.
/// Errors: only those of storage.
Result<DayReconciled> reconcile_day(sql::Transaction& tx, Context const& context,
                                    ReconcileDay const& input);

/// The seats it may touch, for the executor.
Result<std::vector<booking::SeatKey>> seats_to_reconcile(sql::Transaction& tx,
                                                         ReconcileDay const& input);

}  // namespace mpaspor::app
