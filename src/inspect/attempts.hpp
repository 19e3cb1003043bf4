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
    exec,
    fork,
    ptrace,
    mprotect,
    map_executable,
    signal_other,
    raise_limit,
    memory,
};
std::optional<Attempt> attempt_named(std::string_view name);

enum class Attempted : std::uint8_t { done, refused };
/// Refused when the kernel said no; does not return when it ended the process.
Attempted attempt(Attempt what);

}  // namespace mpaspor::inspect
