#pragma once
/// What the treasurer and the operator see of days that were compared with the bank (D4), and what
/// they do about differences.

#include "app/context.hpp"
#include "sql/connection.hpp"
#include "store/reconciliations.hpp"

#include <optional>
#include <vector>

namespace mpaspor::app {

inline constexpr int kDifferencesPerPage = 20;
inline constexpr int kDifferencesOfDayMax = 100;

struct DifferencePage {
    std::vector<store::StoredDifference> differences;
    bool more = false;
};
/// Those in a state that the actor may see, oldest first, behind `after`. A query.
/// Errors: forbidden.
Result<DifferencePage> read_differences(sql::Transaction& tx, Context const& context,
                                        payment::DifferenceState state, DifferenceId after);

struct ExplainDifference {
    DifferenceId difference;
    payment::Explanation explanation = payment::Explanation::none;
};
/// The treasurer found out what is behind an open one. Moves no money.
/// Errors: forbidden, request_not_found (also out of reach), request_decided, unknown_value.
Result<store::StoredDifference> explain_difference(sql::Transaction& tx, Context const& context,
                                                   ExplainDifference const& input);

struct DayView {
    std::optional<store::Reconciliation> day;  ///< None: nobody asked for it, and it was not due.
    std::vector<store::StoredDifference> differences;  ///< At most kDifferencesOfDayMax.
};
/// A query, for the operator.
Result<DayView> read_reconciliation(sql::Transaction& tx, LocalDate date);

/// The operator wants a day that is over compared once more, at once.
/// Errors: out_of_range at /date.
Result<DayView> ask_for_reconciliation(sql::Transaction& tx, Context const& context,
                                       LocalDate date);

}  // namespace mpaspor::app
