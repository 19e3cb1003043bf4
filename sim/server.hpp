#pragma once

#include "app/lanes.hpp"
#include "sim/random.hpp"
#include "sim/world.hpp"
#include "sql/faulty_connection.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace mpaspor::sim {

using Counts = std::map<std::string, std::int64_t, std::less<>>;

/// The service's writer on virtual time: the real lanes and executor on SQLite in memory, over
/// connections that fail before, during and after calls. It dies now and then, with all that waits
/// and before, while or after it commits, and comes back some seconds later.
class Server {
public:
    /// After each batch that ran, with what it made durable; and each time the server is back.
    struct Hooks {
        std::function<void()> after_batch;
        std::function<void()> back;
    };
    Server(World& world, Random& random, Hooks hooks);

    /// As app::Lanes::submit. Whoever sends within 50 ms shares a batch. No answer comes from a
    /// server that is down or dies meanwhile.
    template <typename T>
    void submit(app::Work<T> work) {
        if (!lanes_) return;
        work.answer = [this, answer = std::move(work.answer)](Result<T> result) mutable {
            if (!mute_) answer(std::move(result));
        };
        lanes_->submit(std::move(work));
        plan_batch();
    }

    void die();   ///< Now, between two batches.
    void calm();  ///< No more faults, so that a history can come to its end.
    bool up() const { return lanes_ != nullptr; }
    /// Changes with each start: what was under way before it is not any more.
    std::uint64_t life() const { return life_; }

    /// What http makes for a request that arrives now.
    app::Context context(app::Actor actor);
    /// Between two batches: what is committed.
    sql::Connection& database() { return *database_; }
    Counts const& faults() const { return faults_; }
    void count(std::string_view fault) { ++faults_[std::string{fault}]; }

private:
    void start();
    void plan_batch();
    void run_batch();
    Result<std::unique_ptr<sql::Connection>> connect();
    sql::Fault fault(std::string_view call);

    World& world_;
    Random& random_;
    Hooks hooks_;
    std::unique_ptr<sql::Connection> database_;
    std::unique_ptr<app::Lanes> lanes_;
    Counts faults_;
    std::uint64_t life_ = 0;
    bool planned_ = false, mute_ = false, broken_ = false, calm_ = false;
};

}  // namespace mpaspor::sim
