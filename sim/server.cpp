#include "sim/server.hpp"

#include "store/migrations.hpp"
#include "store/seats.hpp"

namespace mpaspor::sim {
namespace {

using namespace std::chrono_literals;
using sql::Fault;

constexpr auto kGather = 50ms;
constexpr std::int64_t kPerMille = 1'000;

}  // namespace

Server::Server(World& world, Random& random, Hooks hooks)
    : world_(world),
      random_(random),
      hooks_(std::move(hooks)),
      database_(sql::open_sqlite(":memory:").value()) {
    store::migrate(*database_, world_.now()).value();
    start();
}

void Server::start() {
    ++life_;
    planned_ = mute_ = broken_ = false;
    lanes_ = std::make_unique<app::Lanes>(
        1,
        app::Executor::Hooks{.connect = [this] { return connect(); },
                             .deliver =
                                 [this](app::Executor::Answers answers) {
                                     app::deliver_at_once(std::move(answers));
                                 },
                             .lock_seats = store::lock_seats},
        world_, app::Executor::Limits{});
}

void Server::plan_batch() {
    if (planned_) return;
    planned_ = true;
    world_.after(kGather, [this, life = life_] {
        if (life == life_ && up()) run_batch();
    });
}

void Server::run_batch() {
    planned_ = false;
    bool const dies = !calm_ && random_.chance(4, kPerMille);
    mute_ = dies;  // What it committed stands, but nobody hears of it.
    auto const ran = lanes_->run_batches();
    if (broken_) std::ignore = database_->rollback();  // What the broken disk did not take.
    if (ran > 0) hooks_.after_batch();
    if (dies || broken_) die();
}

void Server::die() {
    if (!up()) return;
    count("restart");
    mute_ = true;
    lanes_.reset();
    std::ignore = database_->rollback();  // What was not committed is gone.
    ++life_;
    world_.after(random_.between(1s, 20s), [this] {
        start();
        hooks_.back();
    });
}

void Server::calm() {
    calm_ = true;
}

app::Context Server::context(app::Actor actor) {
    auto const now = world_.now();
    app::Context context{.now = now,
                         .arrived = now,
                         .actor = std::move(actor),
                         .request = app::uuid_v7(random_, now)};
    random_.fill(context.salt);
    return context;
}

Result<std::unique_ptr<sql::Connection>> Server::connect() {
    std::ignore = database_->rollback();  // The last connection may have broken off.
    if (!calm_ && random_.chance(50, kPerMille)) {
        count("connect refused");
        return fail(Code::storage_unavailable, "injected");
    }
    return std::make_unique<sql::FaultyConnection>(
        *database_, [this](std::string_view call) { return fault(call); });
}

Fault Server::fault(std::string_view call) {
    if (calm_) return Fault::none;
    bool const commit = call == "commit";
    // A use case runs some fifteen statements, a batch commits once.
    auto const dice = random_.below(commit ? kPerMille : 20 * kPerMille);
    if (dice < (commit ? 40 : 10)) {
        count(commit ? "answer of commit lost" : "answer of statement lost");
        return Fault::answer_lost;
    }
    if (dice < (commit ? 55 : 20)) {
        count(commit ? "connection lost before commit" : "connection lost before statement");
        return Fault::unavailable;
    }
    if (dice < (commit ? 75 : 50)) {
        count(commit ? "conflict at commit" : "conflict at statement");
        return Fault::conflict;
    }
    if (dice < (commit ? 77 : 51)) {
        count("disk broken");
        broken_ = true;
        return Fault::broken;
    }
    return Fault::none;
}

}  // namespace mpaspor::sim
