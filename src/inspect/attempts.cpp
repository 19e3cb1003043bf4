#include "inspect/attempts.hpp"

#include "inspect/sandbox.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <utility>

namespace mpaspor::inspect {
namespace {

constexpr std::size_t kPage = 4096;

constexpr auto kNames = std::to_array<std::pair<std::string_view, Attempt>>({
    {"open", Attempt::open_file},
    {"create", Attempt::create_file},
    {"connect", Attempt::connect},
    {"exec", Attempt::exec},
    {"fork", Attempt::fork},
    {"ptrace", Attempt::ptrace},
    {"mprotect", Attempt::mprotect},
    {"map-executable", Attempt::map_executable},
    {"signal", Attempt::signal_other},
    {"raise-limit", Attempt::raise_limit},
    {"memory", Attempt::memory},
});

Attempted done_if(bool succeeded) {
    return succeeded ? Attempted::done : Attempted::refused;
}

/// To a listener of its own, so that nobody else is needed.
Attempted connect_to_loopback() {
    int const listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int const caller = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const name = reinterpret_cast<sockaddr*>(&address);
    bool const connected = bind(listener, name, size) == 0 && listen(listener, 1) == 0 &&
                           getsockname(listener, name, &size) == 0 &&
                           connect(caller, name, size) == 0;
    return done_if(connected);
}

Attempted make_executable() {
    void* const page =
        mmap(nullptr, kPage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return done_if(page != MAP_FAILED && mprotect(page, kPage, PROT_READ | PROT_EXEC) == 0);
}

Attempted map(std::size_t size, int protection) {
    void* const memory = mmap(nullptr, size, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return done_if(memory != MAP_FAILED);
}

/// Becomes another program, which ends with 0.
Attempted run_program() {
    std::array<char, 10> path{"/bin/true"};
    std::array<char*, 2> arguments{path.data(), nullptr};
    std::array<char*, 1> environment{nullptr};
    execve(path.data(), arguments.data(), environment.data());
    return Attempted::refused;
}

Attempted fork_process() {
    auto const child = ::fork();
    if (child == 0) _exit(0);
    return done_if(child > 0 && waitpid(child, nullptr, 0) == child);
}

Attempted raise_own_limit() {
    rlimit limit{};
    bool const known = getrlimit(RLIMIT_CORE, &limit) == 0;
    return done_if(known && setrlimit(RLIMIT_CORE, &limit) == 0);
}

}  // namespace

std::optional<Attempt> attempt_named(std::string_view name) {
    for (auto const& [known, what] : kNames) {
        if (known == name) return what;
    }
    return std::nullopt;
}

Attempted attempt(Attempt what) {
    switch (what) {
        case Attempt::open_file: return done_if(open("/etc/passwd", O_RDONLY | O_CLOEXEC) >= 0);
        case Attempt::create_file:
            return done_if(open("/tmp", O_WRONLY | O_TMPFILE | O_CLOEXEC, 0600) >= 0);
        case Attempt::connect: return connect_to_loopback();
        case Attempt::exec: return run_program();
        case Attempt::fork: return fork_process();
        case Attempt::ptrace: return done_if(ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0);
        case Attempt::mprotect: return make_executable();
        case Attempt::map_executable: return map(kPage, PROT_READ | PROT_EXEC);
        case Attempt::signal_other: return done_if(kill(getppid(), 0) == 0);
        case Attempt::raise_limit: return raise_own_limit();
        case Attempt::memory: return map(kAddressSpaceMax, PROT_READ | PROT_WRITE);
    }
    return Attempted::refused;
}

}  // namespace mpaspor::inspect
