#include "app/operation/check_ledger.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

namespace mpaspor::app {
namespace {

constexpr std::chrono::days kDaysAtOnce{31};
constexpr std::int64_t kApplicationsAtOnce = 5'000;
/// One more than is shown, to know whether there are more.
constexpr int kMost = LedgerCheck::kDifferencesMax + 1;

void keep(LedgerCheck& check, store::Differences found) {
    check.differences.insert(check.differences.end(), std::make_move_iterator(found.begin()),
                             std::make_move_iterator(found.end()));
    if (check.differences.size() <= LedgerCheck::kDifferencesMax) return;
    check.differences.resize(LedgerCheck::kDifferencesMax);
    check.more = true;
}

Result<LedgerCheck> check(sql::Transaction& tx, store::SeatRange const& range) {
    LedgerCheck result;
    auto const seats = TRY(store::count_seats(tx, range));
    auto found = TRY(store::seat_differences(tx, range, kMost));
    result.seats = seats;
    keep(result, std::move(found));
    return result;
}

Result<LedgerCheck> check(sql::Transaction& tx, store::ApplicationRange const& range) {
    LedgerCheck result;
    auto const counts = TRY(store::count_applications(tx, range));
    auto found = TRY(store::application_differences(tx, range, kMost));
    result.applications = counts;
    keep(result, std::move(found));
    return result;
}

Result<LedgerCheck> check(sql::Transaction& tx, LedgerSums /*sums*/) {
    LedgerCheck result;
    auto accounts = TRY(store::ledger_sums(tx));
    auto const unbalanced = TRY(store::count_unbalanced_payments(tx));
    auto found = TRY(store::other_differences(tx, kMost));
    Rupiah total;
    for (auto const& account : accounts) total = total + account.amount;
    if (total != Rupiah{0}) {
        found.push_back({.check = "ledger_total",
                         .subject = "all accounts",
                         .expected = "0",
                         .found = std::to_string(total.amount)});
    }
    if (unbalanced != 0) {
        found.push_back({.check = "unbalanced_payments",
                         .subject = "all payments",
                         .expected = "0",
                         .found = std::to_string(unbalanced)});
    }
    result.accounts = std::move(accounts);
    result.unbalanced_payments = unbalanced;
    keep(result, std::move(found));
    return result;
}

}  // namespace

void LedgerCheck::add(LedgerCheck part) {
    seats += part.seats;
    applications.applications += part.applications.applications;
    applications.versions += part.applications.versions;
    applications.audit_events += part.applications.audit_events;
    unbalanced_payments += part.unbalanced_payments;
    accounts.insert(accounts.end(), part.accounts.begin(), part.accounts.end());
    more = more || part.more;
    keep(*this, std::move(part.differences));
}

Result<std::vector<LedgerPart>> parts_of_ledger(sql::Transaction& tx) {
    auto const ranges = TRY(store::seat_ranges(tx));
    auto const applications = TRY(store::application_range(tx));
    std::vector<LedgerPart> parts;
    for (auto const& range : ranges) {
        for (auto from = range.from; from < range.until; from += kDaysAtOnce) {
            auto const until = std::min(from + kDaysAtOnce, range.until);
            parts.emplace_back(store::SeatRange{range.point, from, until});
        }
    }
    auto const end = applications.until.value;
    for (auto from = applications.from.value; from < end; from += kApplicationsAtOnce) {
        auto const until = std::min(from + kApplicationsAtOnce, end);
        parts.emplace_back(store::ApplicationRange{{from}, {until}});
    }
    parts.emplace_back(LedgerSums{});
    return parts;
}

Result<LedgerCheck> check_ledger(sql::Transaction& tx, LedgerPart const& part) {
    return std::visit([&tx](auto const& one) { return check(tx, one); }, part);
}

}  // namespace mpaspor::app
