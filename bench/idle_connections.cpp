// What an idle connection costs: the server runs in a child process, so that its descriptors and
// its memory are its own. Prints bytes of resident memory per connection; fails above kBytesMax.
// Usage: idle_connections [connections]

#include "app/ports/clock.hpp"
#include "base/error.hpp"
#include "http/server.hpp"

#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor {
namespace {

constexpr std::size_t kConnections = 10'000;
constexpr long kBytesMax = 8 * 1024;
constexpr int kPatienceMs = 30'000;
constexpr std::string_view kRequest = "GET / HTTP/1.1\r\nHost: bench\r\nAccept: */*\r\n\r\n";

struct SystemClock final : app::Clock {
    Instant now() const override {
        return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    }
};

bool raise_descriptor_limit(std::size_t wanted) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return false;
    limit.rlim_cur = limit.rlim_max;
    return ::setrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur >= wanted;
}

/// The child: serves until it is killed, after telling its port.
int serve(int port_pipe) {
    SystemClock const clock;
    http::Server::Limits const limits{.connections_max = kConnections * 2,
                                      .idle_time_max = std::chrono::minutes{10}};
    auto const server = http::Server::listen(
        "127.0.0.1:0", limits,
        {.admit = [](http::Head const&) { return http::Admission{}; },
         .handle = [](http::Request, http::Respond respond) { respond({.body = "{}"}); },
         .refuse = [](Code) { return http::Response{.status = 503}; }},
        clock);
    if (!server) return 1;
    std::uint16_t const port = (*server)->port();
    if (::write(port_pipe, &port, sizeof port) != sizeof port) return 1;
    (*server)->run();
    return 0;
}

long resident_bytes(pid_t process) {
    std::ifstream statm{"/proc/" + std::to_string(process) + "/statm"};
    long total = 0;
    long resident = 0;
    statm >> total >> resident;
    return resident * ::sysconf(_SC_PAGESIZE);
}

/// One request and its answer; the connection, or -1.
int connection_after_request(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int const socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket < 0) return -1;
    std::array<char, 512> answer{};
    pollfd readable{.fd = socket, .events = POLLIN, .revents = 0};
    bool const answered =
        ::connect(socket, reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0 &&
        ::send(socket, kRequest.data(), kRequest.size(), MSG_NOSIGNAL) ==
            static_cast<ssize_t>(kRequest.size()) &&
        ::poll(&readable, 1, kPatienceMs) == 1 &&
        ::recv(socket, answer.data(), answer.size(), 0) > 0 &&
        std::string_view{answer.data(), answer.size()}.starts_with("HTTP/1.1 200");
    if (answered) return socket;
    ::close(socket);
    return -1;
}

int measure(pid_t server, std::uint16_t port, std::size_t count) {
    int const warm = connection_after_request(port);
    if (warm < 0) return std::puts("the server does not answer"), 1;
    long const before = resident_bytes(server);
    std::vector<int> open;
    for (std::size_t i = 0; i < count; ++i) {
        int const socket = connection_after_request(port);
        if (socket < 0) return std::printf("only %zu connections\n", i), 1;
        open.push_back(socket);
    }
    long const each = (resident_bytes(server) - before) / static_cast<long>(count);
    // They are idle, not dead: the first and the last still serve.
    for (int const socket : {open.front(), open.back()}) {
        if (::send(socket, kRequest.data(), kRequest.size(), MSG_NOSIGNAL) < 0) return 1;
        pollfd readable{.fd = socket, .events = POLLIN, .revents = 0};
        if (::poll(&readable, 1, kPatienceMs) != 1) return std::puts("a connection died"), 1;
    }
    std::printf("connections %zu  bytes_per_connection %ld  limit %ld\n", count, each, kBytesMax);
    return each <= kBytesMax ? 0 : 1;
}

/// The parent: measures the child, then ends it.
int run(std::size_t count) {
    std::array<int, 2> port_pipe{};
    if (!raise_descriptor_limit(count + 64)) return std::puts("too few descriptors"), 1;
    if (::pipe(port_pipe.data()) != 0) return 1;
    pid_t const server = ::fork();
    if (server < 0) return 1;
    if (server == 0) return serve(port_pipe[1]);
    ::close(port_pipe[1]);
    std::uint16_t port = 0;
    bool const serves = ::read(port_pipe[0], &port, sizeof port) == sizeof port;
    int const outcome = serves ? measure(server, port, count) : 1;
    ::kill(server, SIGKILL);
    ::waitpid(server, nullptr, 0);
    return outcome;
}

}  // namespace
}  // namespace mpaspor

int main(int argc, char** argv) {
    std::size_t count = mpaspor::kConnections;
    if (argc > 1) {
        std::string_view const text{argv[1]};
        std::from_chars(text.data(), text.data() + text.size(), count);
    }
    return mpaspor::run(count);
}
