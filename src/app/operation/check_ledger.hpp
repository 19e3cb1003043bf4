#pragma once
/// The auditor: what the books say twice is compared, a bounded part at a time.

#include "app/context.hpp"
#include "sql/connection.hpp"
#include "store/differences.hpp"
#include "store/payments.hpp"

#include <cstddef>
#include <cstdint>
#include <variant>
#include <vector>

namespace mpaspor::app {

/// Accounts, payments without a movement, entries without a payment.
struct LedgerSums {};

/// What is compared in one go: some days of one service point, some applications, or the sums.
using LedgerPart = std::variant<store::SeatRange, store::ApplicationRange, LedgerSums>;

struct LedgerCheck {
    static constexpr std::size_t kDifferencesMax = 100;

    std::int64_t seats = 0;
    store::ApplicationCounts applications;
    std::vector<store::LedgerSum> accounts;
    std::int64_t unbalanced_payments = 0;
    store::Differences differences;  ///< At most kDifferencesMax.
    bool more = false;               ///< There were further ones.

    /// With what another part gave.
    void add(LedgerCheck part);
};

/// All parts, to be checked one by one, each in a transaction of its own. A query.
Result<std::vector<LedgerPart>> parts_of_ledger(sql::Transaction& tx);

/// Compares one part: counters of seats with their events and with the applications that have the
/// places (D2, D3), applications with their audit events, NIKs, bills and payments (D8, 002-A3,
/// D4), entries with nothing (D4). A query.
Result<LedgerCheck> check_ledger(sql::Transaction& tx, LedgerPart const& part);

}  // namespace mpaspor::app
