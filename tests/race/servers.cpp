#include "tests/race/servers.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <string_view>
#include <thread>
#include <utility>

namespace mpaspor::race {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds kReadyWithin{30}, kEndsWithin{15};
constexpr std::string_view kReady = "ready http://";

/// Reads `pipe` up to the line that says where the server is ready.
std::string address_from(int pipe) {
    auto const until = steady_clock::now() + kReadyWithin;
    std::string text;
    while (steady_clock::now() < until) {
        pollfd wait{.fd = pipe, .events = POLLIN, .revents = 0};
        if (::poll(&wait, 1, 1000) <= 0) continue;
        std::array<char, 256> piece{};
        auto const count = ::read(pipe, piece.data(), piece.size());
        if (count <= 0) return {};
        text.append(piece.data(), static_cast<std::size_t>(count));
        auto const at = text.find(kReady);
        if (at == std::string::npos) continue;
        auto const end = text.find('\n', at);
        if (end != std::string::npos) {
            return text.substr(at + kReady.size(), end - at - kReady.size());
        }
    }
    return {};
}

[[noreturn]] void become(std::vector<std::string> const& command, int output,
                         std::string const& log) {
    int const errors = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(errors, STDERR_FILENO);
    std::vector<char*> arguments;
    for (auto const& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
}

/// One statement that creates `table`, without `constraint`; empty when it has none of the name.
std::string without(std::string created, std::string const& constraint) {
    auto const at = created.find("CONSTRAINT " + constraint);
    if (at == std::string::npos) return {};
    auto const comma = created.rfind(',', at);
    auto end = created.find('(', at);
    int depth = 0;
    do {
        depth += created[end] == '(' ? 1 : created[end] == ')' ? -1 : 0;
        ++end;
    } while (depth > 0 && end < created.size());
    return created.erase(comma, end - comma);
}

}  // namespace

Result<ServerProcess> ServerProcess::start(std::vector<std::string> const& command,
                                           std::string const& log) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return fail(Code::bad_configuration, "pipe");
    pid_t const pid = ::fork();
    if (pid == 0) become(command, pipe[1], log);
    ::close(pipe[1]);
    auto address = address_from(pipe[0]);
    ::close(pipe[0]);
    ServerProcess process{pid, std::move(address)};
    if (process.address_.empty()) {
        return fail(Code::bad_configuration, command[0] + " is not ready; see " + log);
    }
    return process;
}

ServerProcess::ServerProcess(ServerProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), address_(std::move(other.address_)) {}

ServerProcess::~ServerProcess() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGTERM);
    auto const until = steady_clock::now() + kEndsWithin;
    while (::waitpid(pid_, nullptr, WNOHANG) == 0) {
        if (steady_clock::now() > until) ::kill(pid_, SIGKILL);
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
}

Result<void> drop_constraint(sql::Connection& connection, std::string const& table,
                             std::string const& constraint) {
    if (connection.engine() == sql::Engine::postgres) {
        return connection.script("ALTER TABLE " + table + " DROP CONSTRAINT " + constraint);
    }
    // SQLite keeps a table's constraints in the text that made it: it is made anew.
    auto const rows = TRY(connection.run({"created_as",
                                          "SELECT sql FROM sqlite_master WHERE tbl_name = $1 AND "
                                          "sql IS NOT NULL ORDER BY type DESC"},
                                         {std::string_view{table}}));
    std::string script = "DROP TABLE " + table + ';';
    for (sql::Row const& row : rows) {
        bool const is_table = row.text(0).starts_with("CREATE TABLE");
        auto const text = is_table ? without(row.text(0), constraint) : row.text(0);
        if (text.empty()) return fail(Code::bad_configuration, "no constraint " + constraint);
        script += text + ';';
    }
    return connection.script(script);
}

Result<std::string> fresh_postgres(std::string const& name, int commit_delay_us) {
    auto const* const server = std::getenv("MPASPOR_TEST_POSTGRES");
    if (server == nullptr) {
        return fail(Code::bad_configuration, "PostgreSQL is needed: run under tools/with_postgres");
    }
    auto const connection = TRY(sql::open_postgres(server));
    TRY(connection->script("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)"));
    TRY(connection->script("CREATE DATABASE " + name));
    auto const set = "ALTER DATABASE " + name + " SET ";
    TRY(connection->script(set + "commit_delay = " + std::to_string(commit_delay_us)));
    TRY(connection->script(set + "commit_siblings = 0"));
    return std::string{server} + " dbname=" + name;
}

}  // namespace mpaspor::race
