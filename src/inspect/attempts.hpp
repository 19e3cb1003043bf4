#pragma once
/// What a reader that was taken over would try next. Only for showing, from a command line, that
/// the lock-down stops it; nothing that comes over a socket leads here.

#include <cstdint>
#include <optional>
#include <string_view>

namespace mpaspor::inspect {

enum class Attempt : std::uint8_t {
    open_file,
    create_file,
    connect,
    connect_held,
    exec,
    fork,
    ptrace,
    mprotect,
    map_executable,
    signal_other,
    raise_limit,
    memory_within,
    memory_beyond,
    cpu,
};
std::optional<Attempt> attempt_named(std::string_view name);

/// What the process has open from before the lock, -1 where nothing: taken over, it would try to do
/// more with that than read one file.
struct Held {
    int caller = -1;         ///< A socket that is connected to nobody.
    std::uint16_t port = 0;  ///< Where on the loopback another one listens.
    int memory = -1;         ///< A file that says how much is mapped when it is read.
};
/// What `what` needs of it. Before the lock.
Held held_for(Attempt what);

enum class Attempted : std::uint8_t { done, refused };
/// Refused when the kernel said no; does not return when it ended the process.
Attempted attempt(Attempt what, Held const& held);

}  // namespace mpaspor::inspect
