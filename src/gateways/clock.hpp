#pragma once
/// The clocks behind app/ports/clock.hpp.

#include "app/ports/clock.hpp"
#include "base/error.hpp"
#include "base/types.hpp"

#include <chrono>
#include <memory>
#include <mutex>
#include <string>

namespace mpaspor::gateways {

/// The machine's clock. Any thread.
class SystemClock final : public app::Clock {
public:
    Instant now() const override;
};

enum class Role : bool { owner, follower };

/// A clock that several processes read and one of them moves, for tests and demonstrations: the
/// machine's clock plus an offset, or a moment at which it stands still. It lives in a file of 64
/// bytes that all of them map, so that reading it costs what reading memory costs. Any thread.
///
/// It runs between the years 2000 and 2100, where all rules of domain.md have a meaning.
class SharedClock final : public app::Clock {
public:
    /// The owner makes the file when there is none and takes up the time of one that it finds;
    /// there is one owner at a time. A follower needs the file and cannot write to it.
    /// Errors: bad_configuration (another owner, no such file, or not a clock of this version).
    static Result<std::unique_ptr<SharedClock>> open(std::string const& path, Role role);

    SharedClock(SharedClock const&) = delete;
    SharedClock& operator=(SharedClock const&) = delete;
    ~SharedClock() override;

    Instant now() const override;
    bool frozen() const;

    /// What follows is the owner's. Errors: forbidden for a follower, out_of_range.
    Result<void> advance(std::chrono::microseconds by);  ///< Backwards when negative.
    Result<void> set(Instant to);
    Result<void> freeze();    ///< Stands still at the present moment. Fine when it does already.
    Result<void> unfreeze();  ///< Runs on from where it stood. Fine when it runs already.

private:
    struct Page;
    SharedClock(int file, Page* page, Role role) : file_(file), page_(page), role_(role) {}
    Result<void> move_to(Instant to);

    int file_;
    Page* page_;
    Role role_;
    std::mutex moving_;  ///< One move at a time: each reads the time and then writes it.
};

}  // namespace mpaspor::gateways
