#pragma once

#include "app/work.hpp"

#include <memory>
#include <optional>
#include <utility>

namespace mpaspor::app {

/// A Work of any type, and how it went so far. Belongs to one thread at a time.
class Task {
public:
    Task(Declare declare, Urgency urgency) : declare_(std::move(declare)), urgency_(urgency) {}
    Task(Task const&) = delete;
    Task& operator=(Task const&) = delete;
    virtual ~Task() = default;

    Urgency urgency() const { return urgency_; }
    Declare& declare() { return declare_; }  ///< Empty when it declares nothing.

    /// Runs the use case. Gives its error, or nothing when its changes are to be kept. Throws what
    /// the use case throws.
    virtual std::optional<Error> run(sql::Transaction& tx, Instant now) = 0;
    /// Replaces the outcome.
    virtual void settle(Error const& error) = 0;
    /// Tells the outcome, once: further calls do nothing.
    virtual void answer() noexcept = 0;

private:
    Declare declare_;
    Urgency urgency_;
};
using TaskPtr = std::unique_ptr<Task>;

template <typename T>
class TaskOf final : public Task {
public:
    explicit TaskOf(Work<T> work)
        : Task(std::move(work.declare), work.urgency),
          context_(std::move(work.context)),
          use_case_(std::move(work.use_case)),
          answer_(std::move(work.answer)) {}

    std::optional<Error> run(sql::Transaction& tx, Instant now) override {
        context_.now = now;
        outcome_ = use_case_(tx, context_);
        if (outcome_) return std::nullopt;
        return outcome_.error();
    }
    void settle(Error const& error) override { outcome_ = std::unexpected(error); }
    void answer() noexcept override {
        auto tell = std::exchange(answer_, nullptr);
        if (!tell) return;
        try {
            tell(std::move(outcome_));
        } catch (...) {
            // This caller hears nothing and asks again with its key; the others are served.
            settle({.code = Code::internal});
        }
    }

private:
    Context context_;
    UseCase<T> use_case_;
    Answer<T> answer_;
    Result<T> outcome_ = fail(Code::internal, "answered before it was run");
};

}  // namespace mpaspor::app
