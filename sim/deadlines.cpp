#include "sim/deadlines.hpp"

#include "app/operation/read_timers.hpp"
#include "app/payment/biller_answer.hpp"
#include "store/bills.hpp"
#include "store/columns.hpp"

#include <algorithm>

namespace mpaspor::sim {
namespace {

using namespace std::chrono_literals;
using store::Timer;
using store::TimerKind;

constexpr auto kPause = 100ms;
constexpr int kTimersMax = 256;

constexpr sql::Statement kNextHold{"sim_next_hold",
                                   "SELECT min(due) FROM timer WHERE kind = 'hold_end'"};
constexpr sql::Statement kNextBill{"sim_next_bill",
                                   "SELECT min(due) FROM timer WHERE kind = 'bill_deadline'"};

}  // namespace

template <typename UseCase, typename Then>
void Deadlines::run(UseCase use_case, Then then) {
    parts_.server.submit(app::Work<bool>{
        .context = parts_.server.context({app::ActorKind::system, 0, {}, "deadlines"}),
        .use_case = [use_case](sql::Transaction& tx, app::Context const& context) -> Result<bool> {
            TRY(use_case(tx, context));
            return true;
        },
        .answer = [then](Result<bool> const& done) { then(done.has_value()); },
        .urgency = app::Urgency::settlement});
}

void Deadlines::plan_anew() {
    for (auto& chain : chains_) chain.planned.reset();
    plan();
}

void Deadlines::plan() {
    plan(TimerKind::hold_end);
    plan(TimerKind::bill_deadline);
}

void Deadlines::plan(TimerKind kind) {
    auto& own = chain(kind);
    auto& [world, random, server, bank, judged] = parts_;
    if (!server.up()) return;
    if (own.life != server.life()) own = {.life = server.life(), .ticket = own.ticket + 1};
    if (own.busy) return;
    auto const& statement = kind == TimerKind::hold_end ? kNextHold : kNextBill;
    auto const rows = server.database().run(statement, {}).value();
    if (rows.at(0).null(0)) return;
    auto const due = world.when_shown(store::instant(rows.at(0).integer(0)));
    auto const at = std::max(due, world.outside()) + random.between(1ms, kPause);
    if (own.planned && *own.planned <= at) return;
    own.planned = at;
    world.at(at, [this, kind, ticket = ++own.ticket] {
        if (chain(kind).ticket == ticket) look(kind);
    });
}

void Deadlines::look(TimerKind kind) {
    auto& own = chain(kind);
    own.planned.reset();
    auto& server = parts_.server;
    if (!server.up() || own.life != server.life()) return;
    sql::Transaction tx{server.database()};
    auto timers = app::read_due_timers(tx, kind, parts_.world.now(), kTimersMax).value();
    own.busy = true;
    next(kind, std::move(timers));
}

void Deadlines::next(TimerKind kind, Timers timers) {
    if (timers.empty()) {
        chain(kind).busy = false;
        // Not within the batch that has just been answered: what it leaves is looked at later.
        parts_.world.after(kPause, [this, kind] { plan(kind); });
        return;
    }
    auto const first = timers.front();
    timers.erase(timers.begin());
    if (kind == TimerKind::hold_end) return end_hold(first, std::move(timers));
    end_bill(first, std::move(timers));
}

void Deadlines::end_hold(Timer const& timer, Timers rest) {
    run(
        [this, timer](auto& tx, auto const& context) {
            return parts_.judged.end_hold(tx, context, {timer.subject}, timer.due);
        },
        [this, rest = std::move(rest)](bool) { next(TimerKind::hold_end, rest); });
}

void Deadlines::end_bill(Timer const& timer, Timers rest) {
    if (parts_.judged.planted() == Planted::biller_not_asked) {
        return expire(timer, payment::BillerSays::not_paid, std::move(rest));
    }
    auto const life = parts_.server.life();
    bool const times_out = parts_.random.chance(1, 25);
    auto const takes = times_out ? 5s : parts_.random.between(20ms, 900ms);
    parts_.world.after(takes, [this, timer, life, times_out, rest = std::move(rest)] {
        if (life != parts_.server.life()) return;
        app::BillerAnswer const answer =
            times_out ? fail(Code::gateway_unavailable) : parts_.bank.paid({timer.subject});
        if (!answer) parts_.server.count("bank does not answer");
        if (answer && *answer) return settle(timer, **answer, rest);
        expire(timer, app::said_by(answer), rest);
    });
}

void Deadlines::settle(Timer const& timer, app::Biller::Paid const& paid, Timers rest) {
    auto input = app::told_of(Bank::kProvider, {timer.subject}, paid);
    input.sealed = {std::byte{1}};
    run(
        [this, input](auto& tx, auto const& context) -> Result<void> {
            TRY(parts_.judged.settle(tx, context, input));
            return {};
        },
        [this, timer, rest = std::move(rest)](bool done) {
            if (!done) return next(TimerKind::bill_deadline, rest);
            expire(timer, payment::BillerSays::paid, rest);
        });
}

void Deadlines::expire(Timer const& timer, payment::BillerSays says, Timers rest) {
    app::ExpireBill const input{{timer.subject}, timer.due, says};
    run(
        [this, input](auto& tx, auto const& context) -> Result<void> {
            auto const bill = TRY(store::load_bill(tx, input.bill));
            bool const same_time = !parts_.world.jumped();
            return parts_.judged.end_bill(tx, context, input,
                                          same_time && parts_.bank.holds_in_time(bill));
        },
        [this, rest = std::move(rest)](bool) { next(TimerKind::bill_deadline, rest); });
}

}  // namespace mpaspor::sim
