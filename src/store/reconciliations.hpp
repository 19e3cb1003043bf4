#pragma once
/// Days compared with the bank's statement, and what they differ in (D4).

#include "domain/payment/reconcile.hpp"
#include "sql/connection.hpp"
#include "store/requests.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::store {

struct Reconciliation {
    LocalDate date;
    std::int64_t lines = 0;
    Rupiah amount;
    std::int64_t differences = 0;
    std::optional<Instant> asked_at = {};  ///< Somebody wants it compared once more.
    std::optional<Instant> reconciled_at = {};
};
Result<std::optional<Reconciliation>> find_reconciliation(sql::Transaction& tx, LocalDate date);
/// In place of the row there was.
Result<void> save_reconciliation(sql::Transaction& tx, Reconciliation const& day);
Result<void> ask_reconciliation(sql::Transaction& tx, LocalDate date, Instant now);
/// The earliest day that somebody wants compared.
Result<std::optional<LocalDate>> asked_reconciliation(sql::Transaction& tx);
/// The last day of all that were compared.
Result<std::optional<LocalDate>> last_reconciled(sql::Transaction& tx);

/// The day's statement, in place of the one that was kept before.
Result<void> keep_statement(sql::Transaction& tx, LocalDate date, std::string_view provider,
                            std::span<payment::StatementLine const> lines);

struct StoredDifference {
    DifferenceId id = {};
    LocalDate date;
    payment::DifferenceKind kind = payment::DifferenceKind::missing_with_us;
    std::string provider;
    std::string reference;
    OfficeId office = {};  ///< {}: no bill has the code.
    std::string office_code = {};
    std::optional<Rupiah> bank_amount = {}, our_amount = {};
    std::optional<Instant> bank_time = {}, our_time = {};
    payment::DifferenceState state = payment::DifferenceState::open;
    payment::Explanation explanation = payment::Explanation::none;
    Instant found_at;
    std::int64_t version = 1;
};
/// Of a day, a kind and a payment there is one, with the id that follows from them and the office
/// whose place the bill was issued for. Nothing when it was found before.
Result<std::optional<DifferenceId>> insert_difference(sql::Transaction& tx,
                                                      StoredDifference const& difference,
                                                      BillId bill);
/// Writes state and explanation over the version before. Errors: storage_conflict.
Result<void> save_difference(sql::Transaction& tx, StoredDifference const& difference);
/// Within an officer's reach. Errors: request_not_found; the same for one out of reach.
Result<StoredDifference> load_difference(sql::Transaction& tx, DifferenceId id,
                                         OfficeReach const& reach);
/// Those in reach in this state, oldest first, behind `after` ({}: from the first), at most `most`.
Result<std::vector<StoredDifference>> differences_in_reach(sql::Transaction& tx,
                                                           payment::DifferenceState state,
                                                           OfficeReach const& reach,
                                                           DifferenceId after, int most);
/// Of one day, in the order they were found, at most `most`.
Result<std::vector<StoredDifference>> differences_of_day(sql::Transaction& tx, LocalDate date,
                                                         int most);
Result<std::int64_t> count_differences(sql::Transaction& tx, LocalDate date);

}  // namespace mpaspor::store
