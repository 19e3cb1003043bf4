/// Judges documents for mpaspord in locked processes (docs/architecture.md). Started by it with a
/// control socket as descriptor 3; by hand only to show what the lock-down stops.

#include "base/inspection.hpp"
#include "inspect/attempts.hpp"
#include "inspect/mrz.hpp"
#include "inspect/picture.hpp"
#include "inspect/sandbox.hpp"
#include "inspect/zygote.hpp"

#include <unistd.h>

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace mpaspor {
namespace {

constexpr int kFailed = 1;
constexpr int kUsage = 2;
constexpr int kAttemptRefused = 10;

void say(std::string_view text) {
    if (write(STDERR_FILENO, text.data(), text.size()) < 0) return;
}

Result<void> serve_documents() {
    TRY(inspect::start_pictures());
    auto const ready = inspect::start_mrz() ? inspection::kReady : inspection::kReadyWithoutMrz;
    TRY(inspect::drop_privileges());
    return inspect::serve(inspection::kControlDescriptor, ready);
}

/// 0 when what a reader must not do could be done.
int show_attempt(inspect::Attempt what, bool locked) {
    auto const held = inspect::held_for(what);
    if (locked && (!inspect::drop_privileges() || !inspect::lock_down())) return kFailed;
    return inspect::attempt(what, held) == inspect::Attempted::done ? 0 : kAttemptRefused;
}

int attempt_from(std::span<char* const> arguments) {
    std::string_view const mode = arguments.front();
    bool const locked = mode == "--try";
    if (arguments.size() == 2 && (locked || mode == "--try-unlocked")) {
        if (auto const what = inspect::attempt_named(arguments[1])) {
            return show_attempt(*what, locked);
        }
    }
    say("usage: mpaspor-inspect, with a control socket as descriptor 3\n"
        "       mpaspor-inspect (--try | --try-unlocked) open|create|connect|connect-held|exec|"
        "fork|ptrace|mprotect|map-executable|signal|raise-limit|memory-within|memory-beyond|"
        "cpu\n");
    return kUsage;
}

}  // namespace

int run(std::span<char* const> arguments) {
    if (arguments.size() > 1) return attempt_from(arguments.subspan(1));
    return serve_documents() ? 0 : kFailed;
}

}  // namespace mpaspor

int main(int argc, char** argv) {
    _exit(mpaspor::run({argv, static_cast<std::size_t>(argc)}));
}
