/// What a reader that was taken over could still do: nothing (trust.md, design rule 12).

#include "inspect/sandbox.hpp"

#include <doctest/doctest.h>

#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <array>
#include <chrono>
#include <csignal>
#include <string>
#include <utility>

namespace {

constexpr int kRefused = 10;

static_assert(mpaspor::inspect::kCpuMax == std::chrono::seconds{8});
static_assert(mpaspor::inspect::kAddressSpaceMax == 500'000'000);

pid_t started(std::string mode, std::string what) {
    std::string program = MPASPOR_INSPECT;
    std::array<char*, 4> arguments{program.data(), mode.data(), what.data(), nullptr};
    std::array<char*, 1> environment{nullptr};
    pid_t child = -1;
    REQUIRE(posix_spawn(&child, program.c_str(), nullptr, nullptr, arguments.data(),
                        environment.data()) == 0);
    return child;
}

struct End {
    int how = 0;  ///< The exit code, or minus the signal.
    std::chrono::duration<double> cpu{};
};

End end_of(pid_t child) {
    int status = 0;
    rusage used{};
    REQUIRE(wait4(child, &status, 0, &used) == child);
    auto const time = [](timeval const& spent) {
        return std::chrono::seconds{spent.tv_sec} + std::chrono::microseconds{spent.tv_usec};
    };
    return {.how = WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status),
            .cpu = time(used.ru_utime) + time(used.ru_stime)};
}

int end_of(std::string mode, std::string what) {
    return end_of(started(std::move(mode), std::move(what))).how;
}

}  // namespace

TEST_CASE("a locked reader cannot open files, reach others or run programs") {
    for (auto const* const what :
         {"connect", "connect-held", "exec", "fork", "ptrace", "signal", "raise-limit"}) {
        CAPTURE(what);
        CHECK(end_of("--try", what) == -SIGSYS);
    }
    for (auto const* const what : {"open", "create", "mprotect", "map-executable"}) {
        CAPTURE(what);
        CHECK(end_of("--try", what) == kRefused);
    }
}

TEST_CASE("a locked reader maps 500 MB, what it is itself included, and not one page more") {
    // A sanitizer's own maps are larger than any limit of ours.
    if (!mpaspor::inspect::kLimitsAddressSpace) return;
    CHECK(end_of("--try", "memory-within") == 0);
    CHECK(end_of("--try", "memory-beyond") == kRefused);
    CHECK(end_of("--try-unlocked", "memory-within") == 0);
    CHECK(end_of("--try-unlocked", "memory-beyond") == 0);
}

TEST_CASE("a locked reader computes for 8 s and is ended then; without the lock it goes on") {
    using mpaspor::inspect::kCpuMax;
    auto const locked = started("--try", "cpu");
    auto const unlocked = started("--try-unlocked", "cpu");
    auto const ended = end_of(locked);
    auto const went_on = end_of(unlocked);
    // The signal of the limit of CPU; that of the wall would be SIGALRM. The kernel counts by
    // ticks, which on a busy machine differ by a second from what was used.
    CHECK(ended.how == -SIGKILL);
    CHECK(ended.cpu > kCpuMax - std::chrono::milliseconds{1'900});
    CHECK(ended.cpu < kCpuMax + std::chrono::milliseconds{1'900});
    CHECK(went_on.how == 0);
    CHECK(went_on.cpu > kCpuMax + std::chrono::milliseconds{1'900});
}

TEST_CASE("the same attempts succeed without the lock") {
    for (auto const* const what : {"connect", "connect-held", "exec", "fork", "ptrace", "signal",
                                   "raise-limit", "open", "create", "mprotect", "map-executable"}) {
        CAPTURE(what);
        CHECK(end_of("--try-unlocked", what) == 0);
    }
}

TEST_CASE("an unknown attempt is an error of usage, not a success") {
    CHECK(end_of("--try", "nothing") == 2);
    CHECK(end_of("--tryy", "open") == 2);
}
