#include "sim/people.hpp"

#include "sim/look_ups.hpp"
#include "store/passport_records.hpp"

#include <algorithm>

namespace mpaspor::sim {
namespace {

using namespace std::chrono_literals;
using application::State;
using payment::Notice;

constexpr std::int64_t kPercent = 100;
app::Actor const kOfficer{app::ActorKind::officer, 1, "quota", "desk"};

/// Until when a bill waits for the issuing system, if it does (D10).
std::optional<Instant> word_until(sql::Transaction& tx, ApplicationId id) {
    auto const check = store::load_passport_check(tx, id).value();
    if (!check || check->state != application::PassportRecord::pending) return std::nullopt;
    return check->asked_at + kWordWait;
}

}  // namespace

void People::add(AccountId account, ApplicationId application) {
    people_.push_back({account, application});
}

void People::begin() {
    for (std::size_t who = 0; who < people_.size(); ++who) {
        auto const first = parts_.random.chance(1, 3)
                               ? parts_.random.near(ground_.release)
                               : parts_.world.outside() + parts_.random.between(0s, 6h);
        parts_.world.at(first, [this, who] { step(who); });
    }
    auto const hours = (ground_.until - parts_.world.outside()) / 1h;
    for (auto acts = parts_.random.below(8); acts > 0; --acts) {
        parts_.world.after(parts_.random.between(0s, 1h * hours), [this] { office_acts(); });
    }
}

booking::SeatKey People::any_place() {
    auto const& places = ground_.places;
    // The last place is where the rush is: most want the same few.
    auto const among = parts_.random.chance(1, 2) ? std::size_t{2} : places.size();
    return places.at(static_cast<std::size_t>(
        parts_.random.below(static_cast<std::int64_t>(std::min(among, places.size())))));
}

void People::later(std::size_t who, Instant::duration from, Instant::duration to) {
    parts_.world.after(parts_.random.between(from, to), [this, who] { step(who); });
}

void People::ask(std::size_t who, Verb verb, Instant at, booking::SeatKey const& place) {
    auto const& person = people_[who];
    Request request{.verb = verb,
                    .actor = {app::ActorKind::applicant, person.account.value, {}, "app"},
                    .application = person.application,
                    .place = place};
    if (verb == Verb::submit) request.bill = {++last_bill_};
    parts_.clients.ask(std::move(request), at, [this, who](bool done) {
        // Whoever was turned away tries again soon.
        done ? later(who, 1s, 20min) : later(who, 30s, 2h);
    });
}

/// One decision of one person, who has just looked at the application.
void People::step(std::size_t who) {
    auto& person = people_[who];
    if (--person.moves < 0 || parts_.world.outside() > ground_.until) return;
    sql::Transaction tx{parts_.server.database()};
    auto const a = store::load_any_application(tx, person.application).value();
    switch (a.state) {
        case State::draft:
        case State::expired: return look_for_place(who);
        case State::held: return decide_on_hold(who, a.deadline.value(), word_until(tx, a.id));
        case State::awaiting_payment: {
            auto const bill = store::load_bill(tx, a.bill.value()).value();
            person.bills.push_back(bill);
            return decide_on_bill(who, bill);
        }
        case State::scheduled: return decide_on_visit(who, a);
        case State::cancelled: return pay_old_bill(who);
        case State::paid_unplaced: office_grants(person.application); [[fallthrough]];
        default: return later(who, 1h, 5h);
    }
}

void People::look_for_place(std::size_t who) {
    auto const now = parts_.world.outside();
    if (parts_.random.chance(15, kPercent)) pay_old_bill(who);
    if (parts_.random.chance(3, kPercent)) return ask(who, Verb::withdraw, now);
    if (parts_.random.chance(1, 4)) {
        verify(who);
        return later(who, 1s, 5min);
    }
    auto const release = parts_.world.when_shown(ground_.release);
    bool const waits = now < release && parts_.random.chance(1, 4);
    ask(who, Verb::hold, waits ? parts_.random.near(release) : now,
        waits ? ground_.places.back() : any_place());
}

void People::verify(std::size_t who) {
    auto& server = parts_.server;
    server.submit(app::Work<bool>{
        .context = server.context({app::ActorKind::system, 0, {}, "app"}),
        .use_case = [id = people_[who].application](sql::Transaction& tx,
                                                    app::Context const& context) -> Result<bool> {
            TRY(LookUps::ask_about(tx, context, id));
            return true;
        },
        .answer = [](Result<bool> const& /*done*/) {},
        .urgency = app::Urgency::save});
}

void People::decide_on_hold(std::size_t who, Instant expires, std::optional<Instant> word_until) {
    auto const now = parts_.world.outside();
    if (word_until && parts_.random.chance(1, 2)) {
        auto const at = parts_.random.near(parts_.world.when_shown(*word_until));
        return ask(who, Verb::submit, std::max(at, now));
    }
    auto const edge = parts_.random.near(parts_.world.when_shown(expires));
    auto const dice = parts_.random.below(kPercent);
    if (dice < 50) return ask(who, Verb::submit, now);
    if (dice < 65) return ask(who, Verb::submit, edge);
    if (dice < 72) return ask(who, Verb::release, dice < 68 ? now : edge);
    if (dice < 79) return ask(who, Verb::withdraw, dice < 76 ? now : edge);
    if (dice < 86) pay_old_bill(who);
    later(who, 15min, 2h);
}

void People::decide_on_bill(std::size_t who, store::Bill const& bill) {
    auto const now = parts_.world.outside();
    auto const edge = parts_.random.near(bill.deadline);
    auto const dice = parts_.random.below(kPercent);
    if (dice < 30) {
        pay(bill, {}, now + parts_.random.between(1s, 100min));
    } else if (dice < 52) {
        pay(bill, {}, edge);
    } else if (dice < 60) {
        pay(bill, {parts_.random.chance(1, 2) ? 1 : -1}, now + parts_.random.between(1min, 3h));
    } else if (dice < 68) {
        pay(bill, {}, bill.deadline + parts_.random.between(3s, 6h));
    } else if (dice < 76) {
        pay(bill, {}, parts_.random.chance(1, 2) ? edge : now + 1min);
        pay(bill, {}, now + parts_.random.between(1min, 4h));
    } else if (dice < 86) {
        auto const verb = parts_.random.chance(1, 3) ? Verb::reopen : Verb::withdraw;
        return ask(who, verb, parts_.random.chance(1, 2) ? edge : now);
    }
    later(who, 10min, 5h);
}

void People::decide_on_visit(std::size_t who, store::Application const& a) {
    if (parts_.random.chance(10, kPercent)) pay_old_bill(who);
    if (parts_.random.chance(20, kPercent)) return later(who, 1h, 10h);
    auto const now = parts_.world.outside();
    auto const h1_over =
        parts_.world.when_shown(instant_in(ground_.zone, a.seat.value().key.date, 0min));
    bool const at_edge = h1_over > now && parts_.random.chance(1, 2);
    ask(who, Verb::reschedule, at_edge ? parts_.random.near(h1_over) : now, any_place());
}

/// A bill that ran out, was replaced, or was paid already.
void People::pay_old_bill(std::size_t who) {
    auto const& bills = people_[who].bills;
    if (bills.empty() || !parts_.random.chance(1, 2)) return;
    auto const which = parts_.random.below(static_cast<std::int64_t>(bills.size()));
    pay(bills.at(static_cast<std::size_t>(which)), {}, parts_.world.outside() + 1s);
}

void People::pay(store::Bill const& bill, Rupiah more, Instant at) {
    auto const notice = parts_.random.chance(1, 2) ? Notice::asked : Notice::told;
    parts_.world.at(at, [this, id = bill.id, amount = bill.amount + more, notice] {
        parts_.bank.pay(id, amount, notice);
    });
}

void People::office_acts() {
    auto const who = parts_.random.below(static_cast<std::int64_t>(people_.size()));
    if (parts_.random.chance(1, 2)) {
        return office_grants(people_.at(static_cast<std::size_t>(who)).application);
    }
    parts_.clients.ask({.verb = Verb::cut,
                        .actor = kOfficer,
                        .place = any_place(),
                        .capacity = static_cast<int>(parts_.random.below(4))},
                       parts_.world.outside(), nullptr);
}

void People::office_grants(ApplicationId application) {
    parts_.clients.ask(
        {.verb = Verb::grant, .actor = kOfficer, .application = application, .place = any_place()},
        parts_.world.outside(), nullptr);
}

}  // namespace mpaspor::sim
