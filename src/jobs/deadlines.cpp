#include "jobs/deadlines.hpp"

#include "app/booking/hold_place.hpp"
#include "app/booking/reschedule_visit.hpp"
#include "app/operation/read_timers.hpp"
#include "app/payment/biller_answer.hpp"
#include "app/payment/expire_bill.hpp"

#include <span>

namespace mpaspor::jobs {
namespace {

using namespace std::chrono_literals;
using store::Timer;
using store::TimerKind;

constexpr auto kPause = 100ms;
constexpr int kTimersMax = 256;  // of one look

/// The two kinds are looked for apart: bills that wait for a slow bank keep no hold from ending.
std::vector<Timer> due(World const& world, TimerKind kind) {
    auto timers = read<std::vector<Timer>>(world, [kind, now = world.clock.now()](auto& tx) {
        return app::read_due_timers(tx, kind, now, kTimersMax);
    });
    if (!timers) return {};  // The next look finds them again.
    return *std::move(timers);
}

void log_failure(World const& world, std::string_view job, Error const& error) {
    world.log.write(app::Severity::warning, "job_failed",
                    {{"job", job}, {"code", info(error.code).name}});
}

void end_hold(World const& world, Timer const& timer) {
    ApplicationId const id{timer.subject};
    auto const ended = run<bool>(
        world, context_of(world, "deadlines"), app::Urgency::settlement,
        [id, due = timer.due](auto& tx, auto const& context) -> Result<bool> {
            TRY(app::expire_hold(tx, context, id, due));
            return true;
        },
        [id](auto& tx) { return app::seat_of(tx, id); });
    if (!ended) log_failure(world, "end_hold", ended.error());
}

/// The bank holds a payment that it never told us of: it settles now (D4).
Result<bool> settle(World const& world, BillId bill, app::Biller::Paid const& paid) {
    auto input = app::told_of(world.bank_provider, bill, paid);
    std::array<std::byte, 24> nonce{};
    world.entropy.fill(nonce);
    input.sealed =
        seal(world.keys.service(), nonce, "inbox/" + input.provider + '/' + input.received,
             as_bytes(paid.payment_reference));
    return run<bool>(
        world, context_of(world, "deadlines"), app::Urgency::settlement,
        [input](auto& tx, auto const& context) -> Result<bool> {
            TRY(app::settle_payment(tx, context, input));
            return true;
        },
        [bill](auto& tx) { return app::seats_to_settle(tx, bill); });
}

void end_bill(World const& world, Timer const& timer) {
    BillId const bill{timer.subject};
    auto const paid = world.biller.paid(world.numbers.billing_code(bill));
    if (paid && *paid) {
        auto const settled = settle(world, bill, **paid);
        if (!settled) return log_failure(world, "settle_bill", settled.error());
    }
    app::ExpireBill const input{bill, timer.due, app::said_by(paid)};
    auto const ended = run<bool>(
        world, context_of(world, "deadlines"), app::Urgency::settlement,
        [input](auto& tx, auto const& context) -> Result<bool> {
            TRY(app::expire_bill(tx, context, input));
            return true;
        },
        [bill](auto& tx) { return app::seats_to_settle(tx, bill); });
    if (!ended) log_failure(world, "end_bill", ended.error());
}

}  // namespace

Deadlines::Deadlines(World const& world)
    : world_(world),
      holds_(kPause,
             [this] {
                 for (auto const& timer : due(world_, TimerKind::hold_end)) {
                     end_hold(world_, timer);
                 }
             }),
      bills_(kPause, [this] {
          for (auto const& timer : due(world_, TimerKind::bill_deadline)) {
              end_bill(world_, timer);
          }
      }) {}

void Deadlines::stop() {
    holds_.stop();
    bills_.stop();
}

}  // namespace mpaspor::jobs
