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
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <ctime>
#include <system_error>
#include <utility>

namespace mpaspor::inspect {
namespace {

constexpr std::size_t kPage = 4096;
/// Longer than a reader may, also where the kernel counts the limit by ticks.
constexpr std::chrono::seconds kBusyFor = kCpuMax + std::chrono::seconds{2};

constexpr auto kNames = std::to_array<std::pair<std::string_view, Attempt>>({
    {"open", Attempt::open_file},
    {"create", Attempt::create_file},
    {"connect", Attempt::connect},
    {"connect-held", Attempt::connect_held},
    {"exec", Attempt::exec},
    {"fork", Attempt::fork},
    {"ptrace", Attempt::ptrace},
    {"mprotect", Attempt::mprotect},
    {"map-executable", Attempt::map_executable},
    {"signal", Attempt::signal_other},
    {"raise-limit", Attempt::raise_limit},
    {"memory-within", Attempt::memory_within},
    {"memory-beyond", Attempt::memory_beyond},
    {"cpu", Attempt::cpu},
});

Attempted done_if(bool succeeded) {
    return succeeded ? Attempted::done : Attempted::refused;
}

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

/// With a listener of its own, so that nobody else is needed.
Held open_sockets() {
    int const caller = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int const listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = loopback(0);
    socklen_t size = sizeof address;
    auto* const name = reinterpret_cast<sockaddr*>(&address);
    bool const listens = bind(listener, name, size) == 0 && listen(listener, 1) == 0 &&
                         getsockname(listener, name, &size) == 0;
    return {.caller = caller, .port = listens ? ntohs(address.sin_port) : std::uint16_t{0}};
}

/// Nothing but connect().
Attempted connect_held(Held const& held) {
    auto const address = loopback(held.port);
    auto const* const name = reinterpret_cast<sockaddr const*>(&address);
    return done_if(connect(held.caller, name, sizeof address) == 0);
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

/// As many pages as the limit leaves beside what is mapped already, and so many more.
Attempted map_up_to_limit(Held const& held, std::size_t more) {
    std::array<char, 64> text{};
    auto const count = read(held.memory, text.data(), text.size());
    std::size_t mapped = 0;
    auto const read_number = std::from_chars(text.begin(), text.end(), mapped);
    std::size_t const most = kAddressSpaceMax / kPage;
    if (count <= 0 || read_number.ec != std::errc{} || mapped > most) return Attempted::refused;
    return map((most - mapped + more) * kPage, PROT_READ | PROT_WRITE);
}

Attempted stay_busy() {
    timespec spent{};
    std::uint64_t volatile computed = 0;
    while (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent) == 0) {
        if (spent.tv_sec >= kBusyFor.count()) return Attempted::done;
        for (int i = 0; i < 1'000'000; ++i) computed = computed + 1;
    }
    return Attempted::refused;
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

Held held_for(Attempt what) {
    if (what == Attempt::connect_held) return open_sockets();
    if (what == Attempt::memory_within || what == Attempt::memory_beyond) {
        return {.memory = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)};
    }
    return {};
}

Attempted attempt(Attempt what, Held const& held) {
    switch (what) {
        case Attempt::open_file: return done_if(open("/etc/passwd", O_RDONLY | O_CLOEXEC) >= 0);
        case Attempt::create_file:
            return done_if(open("/tmp", O_WRONLY | O_TMPFILE | O_CLOEXEC, 0600) >= 0);
        case Attempt::connect: return connect_held(open_sockets());
        case Attempt::connect_held: return connect_held(held);
        case Attempt::exec: return run_program();
        case Attempt::fork: return fork_process();
        case Attempt::ptrace: return done_if(ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0);
        case Attempt::mprotect: return make_executable();
        case Attempt::map_executable: return map(kPage, PROT_READ | PROT_EXEC);
        case Attempt::signal_other: return done_if(kill(getppid(), 0) == 0);
        case Attempt::raise_limit: return raise_own_limit();
        case Attempt::memory_within: return map_up_to_limit(held, 0);
        case Attempt::memory_beyond: return map_up_to_limit(held, 1);
        case Attempt::cpu: return stay_busy();
    }
    return Attempted::refused;
}

}  // namespace mpaspor::inspect
