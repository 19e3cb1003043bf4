#include "app/payment/reconcile_day.hpp"

#include "app/payment/settle_payment.hpp"
#include "app/transition.hpp"
#include "store/payments.hpp"
#include "store/reconciliations.hpp"

#include <unordered_set>

namespace mpaspor::app {
namespace {

using payment::Difference;
using payment::DifferenceKind;
using payment::DifferenceState;

constexpr std::chrono::days kDay{1};

payment::BookedPayment booked(store::Payment const& p) {
    return {.reference = p.reference, .bill = p.bill, .amount = p.amount, .bank_time = p.bank_time};
}

/// What our books have of the day, and of the statement's lines whenever that was.
Result<std::vector<payment::BookedPayment>> our_books(sql::Transaction& tx,
                                                      ReconcileDay const& input) {
    using namespace std::chrono_literals;
    auto const ours =
        TRY(store::payments_between(tx, input.provider, instant_in(Zone::wib, input.date, 0min),
                                    instant_in(Zone::wib, input.date + kDay, 0min)));
    std::vector<payment::BookedPayment> books;
    std::unordered_set<std::string> known;
    for (auto const& p : ours) {
        books.push_back(booked(p));
        known.insert(p.reference);
    }
    for (auto const& line : *input.lines) {
        if (!known.insert(line.reference).second) continue;
        auto const found = TRY(store::find_payment(tx, input.provider, line.reference));
        if (found) books.push_back(booked(*found));
    }
    return books;
}

Result<std::vector<Difference>> compare(sql::Transaction& tx, ReconcileDay const& input) {
    auto const books = TRY(our_books(tx, input));
    return payment::reconcile(*input.lines, books);
}

BillId bill_of(ReconcileDay const& input, Difference const& found) {
    return found.ours ? found.ours->bill : input.bill_of(found.bank->billing_code);
}

store::StoredDifference stored(Context const& context, ReconcileDay const& input,
                               Difference const& found, DifferenceState state) {
    store::StoredDifference difference{.date = input.date,
                                       .kind = found.kind,
                                       .provider = input.provider,
                                       .reference = found.reference(),
                                       .state = state,
                                       .found_at = context.now};
    if (found.bank) {
        difference.bank_amount = found.bank->amount;
        difference.bank_time = found.bank->bank_time;
    }
    if (found.ours) {
        difference.our_amount = found.ours->amount;
        difference.our_time = found.ours->bank_time;
    }
    return difference;
}

Result<void> write_down(sql::Transaction& tx, Context const& context, ReconcileDay const& input,
                        Difference const& found, DifferenceState state) {
    auto const difference = stored(context, input, found, state);
    auto const id = TRY(store::insert_difference(tx, difference, bill_of(input, found)));
    if (!id) return {};
    return audit(tx, context,
                 {.kind = "difference",
                  .subject = id->value,
                  .version = 1,
                  .action = to_text(found.kind),
                  .rule = "D4",
                  .result = std::string{to_text(state)}});
}

/// The bank has taken it, whatever it told us: it has one outcome from now on. What was said is
/// kept as the statement's line.
Result<void> settle(sql::Transaction& tx, Context const& context, ReconcileDay const& input,
                    Difference const& missing) {
    auto const& line = *missing.bank;
    TRY(settle_payment(tx, context,
                       {.provider = input.provider,
                        .reference = line.reference,
                        .bill = input.bill_of(line.billing_code),
                        .amount = line.amount,
                        .bank_time = floored_to_second(line.bank_time),
                        .notice = payment::Notice::told,
                        .received = "statement/" + line.reference,
                        .sealed = {}}));
    return write_down(tx, context, input, missing, DifferenceState::settled);
}

Result<void> close_day(sql::Transaction& tx, Context const& context, ReconcileDay const& input,
                       std::int64_t differences) {
    TRY(store::keep_statement(tx, input.date, input.provider, *input.lines));
    store::Reconciliation day{.date = input.date,
                              .lines = std::ssize(*input.lines),
                              .amount = {},
                              .differences = differences,
                              .asked_at = std::nullopt,
                              .reconciled_at = context.now};
    for (auto const& line : *input.lines) day.amount = day.amount + line.amount;
    return store::save_reconciliation(tx, day);
}

bool is_missing(Difference const& found) {
    return found.kind == DifferenceKind::missing_with_us;
}

}  // namespace

Result<std::optional<LocalDate>> day_to_reconcile(sql::Transaction& tx, Context const& context) {
    auto const asked = TRY(store::asked_reconciliation(tx));
    if (asked) return asked;
    auto const today = date_in(Zone::wib, context.now);
    auto const last = TRY(store::last_reconciled(tx));
    auto const next = last ? *last + kDay : today - kDay;
    if (context.now < instant_in(Zone::wib, next + kDay, kReconciledFrom)) return std::nullopt;
    return next;
}

Result<DayReconciled> reconcile_day(sql::Transaction& tx, Context const& context,
                                    ReconcileDay const& input) {
    auto const found = TRY(compare(tx, input));
    DayReconciled day{.done = true};
    for (auto const& difference : found) {
        if (!is_missing(difference)) continue;
        if (day.settled == std::int64_t{kSettledAtOnce}) {
            day.done = false;
            break;
        }
        TRY(settle(tx, context, input, difference));
        ++day.settled;
    }
    if (!day.done) return day;
    for (auto const& difference : found) {
        if (is_missing(difference)) continue;
        TRY(write_down(tx, context, input, difference, DifferenceState::open));
    }
    auto const count = TRY(store::count_differences(tx, input.date));
    day.differences = count;
    TRY(close_day(tx, context, input, day.differences));
    return day;
}

Result<std::vector<booking::SeatKey>> seats_to_reconcile(sql::Transaction& tx,
                                                         ReconcileDay const& input) {
    auto const found = TRY(compare(tx, input));
    std::vector<booking::SeatKey> seats;
    std::size_t missing = 0;
    for (auto const& difference : found) {
        if (!is_missing(difference)) continue;
        if (missing++ == kSettledAtOnce) break;
        auto const of_bill = TRY(seats_to_settle(tx, input.bill_of(difference.bank->billing_code)));
        seats.insert(seats.end(), of_bill.begin(), of_bill.end());
    }
    return seats;
}

}  // namespace mpaspor::app
