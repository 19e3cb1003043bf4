#include "sim/clients.hpp"

#include "app/idempotent.hpp"
#include "base/crypto.hpp"

namespace mpaspor::sim {
namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 10s;  // with one answer
constexpr auto kTables = R"sql(
    CREATE TABLE sim_effect (key TEXT NOT NULL);
    CREATE INDEX sim_effect_key ON sim_effect (key);
    CREATE TABLE sim_order (date INTEGER NOT NULL, slot INTEGER NOT NULL,
                            capacity INTEGER NOT NULL, PRIMARY KEY (date, slot));
)sql";

/// Written with whatever a request does, so that its effects can be counted.
constexpr sql::Statement kEffect{"sim_effect", "INSERT INTO sim_effect (key) VALUES ($1)"};
constexpr sql::Statement kEffects{"sim_effects", "SELECT count(*) FROM sim_effect WHERE key = $1"};

/// Says neither yes nor no, so the client sends it again.
bool says_nothing(Code code) {
    return info(code).category == Category::unavailable || code == Code::storage_broken;
}

bool office_asks(Verb verb) {
    return verb == Verb::cut || verb == Verb::grant;
}

}  // namespace

Clients::Clients(Parts const& parts) : parts_(parts) {
    parts_.server.database().script(kTables).value();
}

void Clients::ask(Request request, Instant at, Then then) {
    request.key = app::uuid_v7(parts_.random, parts_.world.outside());
    ++open_;
    auto const open = std::make_shared<Open>(Open{std::move(request), std::move(then)});
    parts_.world.at(at, [this, open] { send(open); });
}

void Clients::send(OpenPtr const& open) {
    ++open->tries;
    open->again = false;
    open->copies = parts_.random.chance(1, 7) ? 2 : 1;
    if (open->copies == 2) {
        parts_.server.count("request sent twice");
        parts_.world.after(parts_.random.between(0us, 200ms), [this, open] { arrive(open); });
    }
    arrive(open);
}

void Clients::arrive(OpenPtr const& open) {
    // Shared by the answer and by the patience, whichever comes first.
    auto const waiting = std::make_shared<bool>(true);
    auto const once = [this, open, waiting](Result<Bytes> const& answer) {
        if (!*waiting) return;
        *waiting = false;
        hear(open, answer);
    };
    parts_.world.after(kPatience, [once] { once(fail(Code::outcome_unknown)); });
    parts_.server.submit(app::Work<Bytes>{
        .context = parts_.server.context(open->request.actor),
        .use_case = [this, open](auto& tx,
                                 auto const& c) { return carry_out(tx, c, open->request); },
        .answer = once,
        .urgency = office_asks(open->request.verb) ? app::Urgency::save : app::Urgency::seat});
}

Result<Bytes> Clients::carry_out(sql::Transaction& tx, app::Context const& context,
                                 Request const& request) {
    auto const work = [&]() -> Result<Bytes> {
        TRY(act(tx, context, request));
        TRY(tx.run(kEffect, {request.key}));
        auto const bytes = as_bytes(request.key);
        return Bytes{bytes.begin(), bytes.end()};
    };
    if (parts_.judged.planted() == Planted::keys_ignored) return work();
    return app::idempotent(tx, context, {request.key, 1}, work);
}

Result<void> Clients::act(sql::Transaction& tx, app::Context const& context,
                          Request const& request) {
    auto& judged = parts_.judged;
    auto const id = request.application;
    switch (request.verb) {
        case Verb::hold: TRY(judged.hold(tx, context, {id, request.place})); return {};
        case Verb::release: return judged.release(tx, context, id);
        case Verb::submit: TRY(judged.submit(tx, context, {id, request.bill})); return {};
        case Verb::withdraw: return judged.withdraw(tx, context, id);
        case Verb::reopen: return judged.reopen(tx, context, id);
        case Verb::reschedule:
            TRY(judged.reschedule(tx, context, {id, request.place.date, request.place.slot}));
            return {};
        case Verb::cut: return judged.cut(tx, context, {request.place, request.capacity, "cut"});
        case Verb::grant: TRY(judged.grant(tx, context, {id, request.place, "grant"})); return {};
    }
    return fail(Code::internal);
}

void Clients::hear(OpenPtr const& open, Result<Bytes> const& answer) {
    auto const name = answer ? "DONE" : info(answer.error().code).name;
    ++answers_[std::string{name}];
    parts_.fingerprint.mix(
        static_cast<std::uint64_t>(parts_.world.outside().time_since_epoch().count()));
    parts_.fingerprint.mix(name);
    bool const fault = !answer && info(answer.error().code).category == Category::fault;
    parts_.judged.require(!fault || says_nothing(answer.error().code),
                          "a use case failed for a fault of the service's own");
    open->done = open->done || answer.has_value();
    open->again = open->again || (!answer && says_nothing(answer.error().code));
    if (--open->copies > 0 || open->over) return;
    if (open->done || !open->again) return know(open, open->done);
    if (parts_.judged.planted() == Planted::lost_taken_for_done) return know(open, true);
    auto const pause = parts_.random.between(500ms, open->tries < 4 ? 5s : 2min);
    parts_.world.after(pause, [this, open] { send(open); });
}

/// The client stops asking, and believes that what it asked for was done or was not.
void Clients::know(OpenPtr const& open, bool done) {
    open->over = true;
    --open_;
    auto const rows = parts_.server.database().run(kEffects, {open->request.key}).value();
    parts_.judged.require(rows.at(0).integer(0) == (done ? 1 : 0),
                          "what a client was told is not what happened (P5)");
    if (open->then) open->then(done);
}

}  // namespace mpaspor::sim
