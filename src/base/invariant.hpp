#pragma once
/// A broken invariant is a bug of ours. In tests and the simulation it aborts; in the service it
/// throws, the executor undoes the use case's savepoint, raises an alarm and answers INTERNAL.

#include <source_location>
#include <stdexcept>

namespace mpaspor {

class BrokenInvariant : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

enum class OnBrokenInvariant : bool { throw_it, abort };
/// Set once, at the start of a program, before threads.
void set_on_broken_invariant(OnBrokenInvariant what);

[[noreturn]] void broken_invariant(char const* condition,
                                   std::source_location where = std::source_location::current());

}  // namespace mpaspor

#define INVARIANT(condition)                                       \
    do {                                                           \
        if (!(condition)) ::mpaspor::broken_invariant(#condition); \
    } while (false)
