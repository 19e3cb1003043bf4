/// What a reader that was taken over could still do: nothing (trust.md, design rule 12).

#include "inspect/sandbox.hpp"

#include <doctest/doctest.h>

#include <spawn.h>
#include <sys/wait.h>

#include <array>
#include <csignal>
#include <string>

namespace {

constexpr int kRefused = 10;

/// How the program ended: its exit code, or minus the signal.
int end_of(std::string mode, std::string what) {
    std::string program = MPASPOR_INSPECT;
    std::array<char*, 4> arguments{program.data(), mode.data(), what.data(), nullptr};
    std::array<char*, 1> environment{nullptr};
    pid_t child = -1;
    REQUIRE(posix_spawn(&child, program.c_str(), nullptr, nullptr, arguments.data(),
                        environment.data()) == 0);
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

TEST_CASE("a locked reader cannot open files, reach others or run programs") {
    for (auto const* const what : {"connect", "exec", "fork", "ptrace", "signal", "raise-limit"}) {
        CAPTURE(what);
        CHECK(end_of("--try", what) == -SIGSYS);
    }
    for (auto const* const what : {"open", "create", "mprotect", "map-executable"}) {
        CAPTURE(what);
        CHECK(end_of("--try", what) == kRefused);
    }
    if (mpaspor::inspect::kLimitsAddressSpace) CHECK(end_of("--try", "memory") == kRefused);
}

TEST_CASE("the same attempts succeed without the lock") {
    for (auto const* const what : {"connect", "exec", "fork", "ptrace", "signal", "raise-limit",
                                   "open", "create", "mprotect", "map-executable", "memory"}) {
        CAPTURE(what);
        CHECK(end_of("--try-unlocked", what) == 0);
    }
}

TEST_CASE("an unknown attempt is an error of usage, not a success") {
    CHECK(end_of("--try", "nothing") == 2);
    CHECK(end_of("--tryy", "open") == 2);
}
