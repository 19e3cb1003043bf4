#pragma once
/// The service under test, as programs of its own.

#include "base/error.hpp"
#include "sql/connection.hpp"

#include <sys/types.h>

#include <string>
#include <vector>

namespace mpaspor::race {

/// One mpaspord. Its end is its destruction: SIGTERM, and SIGKILL when that takes too long.
class ServerProcess {
public:
    /// Starts it and waits until it is ready. What it writes to stderr goes to `log`.
    /// Errors: bad_configuration (it ended, or is not ready in time).
    static Result<ServerProcess> start(std::vector<std::string> const& command,
                                       std::string const& log);
    ServerProcess(ServerProcess&& other) noexcept;
    ServerProcess& operator=(ServerProcess&&) = delete;
    ~ServerProcess();

    std::string const& address() const { return address_; }  ///< "127.0.0.1:PORT".

private:
    ServerProcess(pid_t pid, std::string address) : pid_(pid), address_(std::move(address)) {}

    pid_t pid_;
    std::string address_;
};

/// Removes a constraint of an empty table, so that a run shows what rests on it.
/// Errors: bad_configuration (there is none of this name).
Result<void> drop_constraint(sql::Connection& connection, std::string const& table,
                             std::string const& constraint);

/// A database of this name on the server that tools/with_postgres names, without whatever an
/// earlier one of the name held. Gives its address. Each commit takes `commit_delay_us` longer,
/// where the server waits for its disk at all: what two servers do at once is then seen more often.
Result<std::string> fresh_postgres(std::string const& name, int commit_delay_us);

}  // namespace mpaspor::race
