#pragma once

#include "base/error.hpp"
#include "base/types.hpp"
#include "domain/payment/reconcile.hpp"

#include <vector>

namespace mpaspor::app {

/// Lines of one day that are taken at most; a bank that shows more has not answered.
inline constexpr std::size_t kStatementLinesMax = 100'000;

/// The bank's books of our account.
class BankStatement {
public:
    virtual ~BankStatement() = default;

    /// What the bank has taken and kept on that day, by its own clock, in Western Indonesian time;
    /// in the order it was taken. Blocks, for each page at most 5 s.
    /// Errors: gateway_unavailable (no answer, none with sense, or not all of it).
    virtual Result<std::vector<payment::StatementLine>> of_day(LocalDate date) = 0;
};

}  // namespace mpaspor::app
