#include "jobs/reconciliation.hpp"

#include "app/payment/reconcile_day.hpp"
#include "base/text.hpp"

#include <memory>
#include <utility>

namespace mpaspor::jobs {
namespace {

using namespace std::chrono_literals;

constexpr auto kPause = 1s;
constexpr int kRestAfterFailure = 10;  // rounds
constexpr int kDaysAtOnce = 7;
/// Each settles app::kSettledAtOnce payments; what is left comes in the next round.
constexpr int kRunsAtOnce = 20;

void log_failure(World const& world, LocalDate date, Error const& error) {
    world.log.write(app::Severity::warning, "day_not_reconciled",
                    {{"date", date_text(date)}, {"code", info(error.code).name}});
}

void log_day(World const& world, LocalDate date, app::DayReconciled const& day) {
    bool const clean = day.differences == 0;
    world.log.write(clean ? app::Severity::info : app::Severity::warning, "day_reconciled",
                    {{"date", date_text(date)}, {"differences", day.differences}});
}

app::ReconcileDay day_of(World const& world, LocalDate date,
                         std::vector<payment::StatementLine> lines) {
    return {.date = date,
            .provider = world.bank_provider,
            .lines = std::make_shared<std::vector<payment::StatementLine> const>(std::move(lines)),
            .bill_of = [&numbers = world.numbers](std::string_view code) {
                auto const bill = numbers.bill(code);
                return bill ? *bill : BillId{};
            }};
}

}  // namespace

Reconciliation::Reconciliation(World const& world)
    : world_(world), ticker_(kPause, [this] { look(); }) {}

void Reconciliation::look() {
    if (rounds_to_rest_ > 0) {
        --rounds_to_rest_;
        return;
    }
    for (int days = 0; days < kDaysAtOnce; ++days) {
        auto const context = context_of(world_, "reconciliation");
        auto const due = read<std::optional<LocalDate>>(
            world_, [context](auto& tx) { return app::day_to_reconcile(tx, context); });
        if (!due || !*due) return;  // The next look finds it again.
        if (reconcile(**due)) continue;
        rounds_to_rest_ = kRestAfterFailure;
        return;
    }
}

/// Whether it is done. No answer of the bank leaves everything as it is.
bool Reconciliation::reconcile(LocalDate date) {
    auto lines = world_.statement.of_day(date);
    if (!lines) {
        log_failure(world_, date, lines.error());
        return false;
    }
    auto const input = day_of(world_, date, *std::move(lines));
    for (int runs = 0; runs < kRunsAtOnce; ++runs) {
        auto const day = run<app::DayReconciled>(
            world_, context_of(world_, "reconciliation"), app::Urgency::settlement,
            [input](auto& tx, auto const& context) {
                return app::reconcile_day(tx, context, input);
            },
            [input](auto& tx) { return app::seats_to_reconcile(tx, input); });
        if (!day) {
            log_failure(world_, date, day.error());
            return false;
        }
        if (!day->done) continue;
        log_day(world_, date, *day);
        return true;
    }
    return false;
}

}  // namespace mpaspor::jobs
