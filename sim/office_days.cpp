#include "sim/office_days.hpp"

#include "domain/application/lifecycle.hpp"
#include "sim/bank.hpp"
#include "sim/clients.hpp"
#include "sim/deadlines.hpp"
#include "sim/look_ups.hpp"
#include "sim/people.hpp"
#include "testing/books.hpp"
#include "testing/office.hpp"

namespace mpaspor::sim {
namespace {

using namespace std::chrono_literals;
using testing::kMaumere;
using testing::kMonday;

constexpr auto kLength = 42h;  // from Monday 06:00 to midnight after Tuesday
constexpr int kBooksEvery = 16;
/// Longer than any fault lets a place be kept beyond its time, and than a jump of the clock is
/// felt.
constexpr auto kHoldSlack = 10min, kBillSlack = 30min, kJumpSlack = 45min;

/// Sold beyond the capacity that the office ordered last, counters that are not what applications
/// have, or two live applications of one person.
constexpr sql::Statement kWrong{"sim_wrong", R"sql(
    SELECT (SELECT count(*) FROM seat s
             WHERE s.taken > s.capacity + s.granted
                OR s.taken <> (SELECT count(*) FROM live_application l
                                WHERE l.service_point = s.service_point AND l.date = s.date
                                  AND l.pool = s.pool AND l.slot = s.slot))
         + (SELECT count(*) FROM seat s JOIN sim_order o ON o.date = s.date AND o.slot = s.slot
             WHERE s.capacity <> o.capacity)
         + (SELECT count(*) - count(DISTINCT nik_index) FROM live_application)
)sql"};

constexpr sql::Statement kOverdue{"sim_overdue", R"sql(
    SELECT count(*) FROM live_application
     WHERE (state = 'held' AND deadline < $1) OR (state = 'awaiting_payment' AND deadline < $2)
)sql"};

constexpr sql::Statement kSteps{"sim_steps", R"sql(
    SELECT b.result, e.action, e.result FROM audit_event e
      JOIN audit_event b ON b.kind = e.kind AND b.subject = e.subject AND b.version = e.version - 1
     WHERE e.kind = 'application'
)sql"};

constexpr sql::Statement kHistory{"sim_history", R"sql(
    SELECT subject, version, at, action, result FROM audit_event ORDER BY kind, subject, version
)sql"};

constexpr sql::Statement kPayments{"sim_payments", R"sql(
    SELECT count(*), COALESCE(sum(amount), 0) FROM payment WHERE reference = $1
)sql"};
constexpr sql::Statement kNotices{"sim_notices", "SELECT topic FROM outbox"};
/// Questions to the issuing system that nobody will ask any more.
constexpr sql::Statement kUnasked{"sim_unasked", R"sql(
    SELECT count(*) FROM passport_record WHERE state = 'pending'
)sql"};
/// More answers than questions (D10).
constexpr sql::Statement kAnsweredTwice{"sim_answered_twice", R"sql(
    SELECT count(*) FROM (SELECT subject FROM audit_event WHERE kind = 'passport_record'
                           GROUP BY subject
                          HAVING sum(CASE WHEN action = 'answered' THEN 1 ELSE 0 END) >
                                 sum(CASE WHEN action = 'asked' THEN 1 ELSE 0 END)) AS twice
)sql"};

constexpr sql::Statement kLeft{"sim_left", R"sql(
    SELECT (SELECT count(*) FROM timer WHERE kind IN ('hold_end', 'bill_deadline'))
         + (SELECT count(*) FROM live_application WHERE state IN ('held', 'awaiting_payment'))
)sql"};

class OfficeDays {
public:
    OfficeDays(std::uint64_t seed, Planted planted) : random_(seed), judged_(planted, zone_) {}

    Outcome run() {
        open_office();
        people_.begin();
        plan_troubles();
        look_ups_.plan();
        world_.at(start_ + kLength, [this] { calm(); });
        world_.run([this] { return !judged_.violation().empty(); });
        if (judged_.violation().empty()) judge_end();
        return outcome();
    }

private:
    void open_office();
    void plan_troubles();
    void calm();
    void judge_batch();
    void judge_books();
    void judge_end();
    void judge_money();
    void judge_steps();
    void judge_notices();
    void come_back();
    Outcome outcome();
    std::int64_t count(sql::Statement const& statement,
                       std::initializer_list<sql::Argument> arguments = {}) {
        return server_.database().run(statement, arguments).value().at(0).integer(0);
    }

    Random random_;
    Zone zone_ = static_cast<Zone>(7 + random_.below(3));
    int days_ = 2 + static_cast<int>(random_.below(2));
    bool roomy_ = random_.chance(2, 3);
    Instant start_ = testing::at(zone_, kMonday, 6);
    World world_{start_};
    Judged judged_;
    Fingerprint fingerprint_;
    int batches_ = 0;
    Counts transitions_;
    Counts owed_;  ///< Notices, by topic, of all changes that were audited.
    Server server_{world_,
                   random_,
                   {.after_batch = [this] { judge_batch(); }, .back = [this] { come_back(); }}};
    Clients clients_{{world_, random_, server_, judged_, fingerprint_}};
    Bank bank_{
        world_, random_, [this](app::SettlePayment const& message, Bank::Heard heard) {
            server_.submit(app::Work<payment::BankAnswer>{
                .context = server_.context({app::ActorKind::bank, 1, {}, "snap"}),
                .use_case = [this, message](
                                auto& tx, auto const& c) { return judged_.settle(tx, c, message); },
                .answer = std::move(heard),
                .urgency = app::Urgency::settlement});
        }};
    Deadlines deadlines_{{world_, random_, server_, bank_, judged_}};
    LookUps look_ups_{{world_, random_, server_, judged_}};
    People people_{{world_, random_, server_, bank_, clients_}, ground()};

    /// Six to eighteen places on two or three days; the last one goes on sale on Monday at noon.
    People::Ground ground() {
        People::Ground ground{.places = {},
                              .zone = zone_,
                              .release = testing::at(zone_, kMonday, 12),
                              .until = start_ + kLength - 4h};
        for (int day = 1; day <= days_; ++day) {
            for (int const hour : {8, 9, 10}) {
                ground.places.push_back(
                    testing::place(kMonday + std::chrono::days{day}, hour, kMaumere));
            }
        }
        return ground;
    }
};

void OfficeDays::open_office() {
    auto& database = server_.database();
    testing::Office office{database};
    office.now = start_;
    database
        .script("UPDATE service_point SET utc_hour = " + std::to_string(static_cast<int>(zone_)) +
                " WHERE id = 2")
        .value();
    auto const ground = this->ground();
    for (auto const& place : ground.places) {
        bool const last_day = place.date == ground.places.back().date;
        auto const capacity = 1 + static_cast<int>(random_.below(roomy_ ? 2 : 1));
        office
            .act([&](auto& tx) {
                return store::open_seat(tx, place, capacity, last_day ? ground.release : Instant{},
                                        {{}, start_});
            })
            .value();
    }
    auto const persons = 16 + random_.below(10);
    for (std::int64_t n = 0; n < persons; ++n) {
        auto const nik = "nik" + std::to_string(n);
        // Some try with two accounts at once.
        for (int devices = random_.chance(1, 4) ? 2 : 1; devices > 0; --devices) {
            bool const free = random_.chance(1, 12);
            auto const who =
                office.draft(office.account(), nik, free ? testing::kFree : testing::kProduct);
            people_.add(who.account, who.application);
        }
    }
}

void OfficeDays::plan_troubles() {
    for (auto restarts = random_.below(5); restarts > 0; --restarts) {
        world_.after(random_.between(0s, kLength), [this] { server_.die(); });
    }
    for (auto outages = random_.below(4); outages > 0; --outages) {
        world_.after(random_.between(0s, kLength), [this] {
            server_.count("bank is down");
            bank_.be_down_until(world_.outside() + random_.between(1min, 40min));
        });
    }
    for (auto outages = random_.below(3); outages > 0; --outages) {
        world_.after(random_.between(0s, 12h), [this] {
            look_ups_.be_down_until(world_.outside() + random_.between(1min, 90min));
        });
    }
    if (random_.chance(1, 2)) look_ups_.be_down_until(start_ + random_.between(0s, 5h));
    if (!random_.chance(1, 3)) return;
    for (auto jumps = 1 + random_.below(2); jumps > 0; --jumps) {
        world_.after(random_.between(0s, kLength), [this] {
            server_.count("clock jumps");
            auto const most = random_.chance(1, 4) ? Instant::duration{1h} : 90s;
            world_.jump(random_.between(-most, most));
            deadlines_.plan_anew();
            look_ups_.plan_anew();
        });
    }
}

/// No more troubles: what is under way comes to its end.
void OfficeDays::calm() {
    server_.calm();
    bank_.calm();
    look_ups_.calm();
}

void OfficeDays::come_back() {
    if (judged_.planted() == Planted::restart_forgets_timers) {
        server_.database().script("DELETE FROM timer").value();
    }
    deadlines_.plan_anew();
    look_ups_.plan_anew();
    judge_batch();
}

void OfficeDays::judge_batch() {
    judged_.require(count(kWrong) == 0,
                    "places, applications and persons do not agree (D2, D3, D8)");
    if (++batches_ % kBooksEvery == 0) judge_books();
    auto const jumped = world_.jumped();
    bool const steady = !jumped || world_.outside() > *jumped + kJumpSlack;
    if (steady) {
        auto const before = [this](auto slack) {
            return (world_.now() - slack).time_since_epoch();
        };
        auto const overdue =
            count(kOverdue, {before(kHoldSlack).count(), before(kBillSlack).count()});
        judged_.require(overdue == 0, "a place is kept longer than it may be (D5)");
    }
    deadlines_.plan();
    look_ups_.plan();
}

void OfficeDays::judge_books() {
    auto const differences = testing::differences_in_books(server_.database());
    if (!differences.empty()) judged_.require(false, differences.front());
}

void OfficeDays::judge_end() {
    judge_books();
    judge_steps();
    judge_notices();
    judge_money();
    judged_.require(clients_.open() == 0, "a client never got an answer");
    judged_.require(count(kLeft) == 0, "something that was to end never did (D5)");
    judged_.require(count(kUnasked) == 0, "a question about a passport was forgotten (D10)");
    judged_.require(count(kAnsweredTwice) == 0, "a question was answered twice (D10)");
}

/// What the bank took and what the books say are the same, payment for payment.
void OfficeDays::judge_money() {
    for (auto const& payment : bank_.payments()) {
        auto const rows =
            server_.database().run(kPayments, {std::string_view{payment.reference}}).value();
        auto const& row = rows.at(0);
        bool const settled = payment.state == Bank::State::settled;
        judged_.require(payment.state != Bank::State::waiting, "a payment was never answered");
        judged_.require(row.integer(0) == (settled ? 1 : 0),
                        "the bank and the books disagree about a payment (P4)");
        judged_.require(row.integer(1) == (settled ? payment.amount.amount : 0),
                        "the bank and the books disagree about an amount (P4)");
    }
}

/// Every change that was audited stands in the table of the life cycle.
void OfficeDays::judge_steps() {
    auto const rows = server_.database().run(kSteps, {}).value();
    for (auto const& row : rows) {
        ++transitions_[row.text(0) + ' ' + row.text(1) + ' ' + row.text(2)];
        auto const from = application::state_from_text(row.text(0)).value();
        auto const event = application::event_from_text(row.text(1));
        auto const step = event ? application::step(application::Channel::app, from, *event)
                                : Result<application::Step>{fail(Code::unknown_value)};
        judged_.require(step && application::to_text(step->to) == row.text(2),
                        "a change of state that the life cycle does not have");
        if (!step) continue;
        using application::Effect;
        if (step->effects.contains(Effect::notify)) ++owed_["notify." + row.text(1)];
        if (step->effects.contains(Effect::send_to_dpri)) ++owed_["dpri." + row.text(1)];
    }
}

/// Whoever is to hear of a change hears of it once: nothing is delivered here, so all lies there.
void OfficeDays::judge_notices() {
    Counts written;
    auto const rows = server_.database().run(kNotices, {}).value();
    for (auto const& row : rows) ++written[row.text(0)];
    judged_.require(written == owed_, "a notice too many or too few (002-F1, 003-07)");
}

Outcome OfficeDays::outcome() {
    auto const rows = server_.database().run(kHistory, {}).value();
    for (auto const& row : rows) {
        for (std::size_t const at : {0U, 1U, 2U}) {
            fingerprint_.mix(static_cast<std::uint64_t>(row.integer(at)));
        }
        fingerprint_.mix(row.text(3));
        fingerprint_.mix(row.text(4));
    }
    return {.violation = judged_.violation(),
            .fingerprint = fingerprint_.value(),
            .answers = clients_.answers(),
            .faults = server_.faults(),
            .transitions = transitions_,
            .edges = judged_.edges(),
            .payments = static_cast<std::int64_t>(bank_.payments().size()),
            .simulated = world_.outside() - start_};
}

}  // namespace

Outcome office_days(std::uint64_t seed, Planted planted) {
    return OfficeDays{seed, planted}.run();
}

}  // namespace mpaspor::sim
