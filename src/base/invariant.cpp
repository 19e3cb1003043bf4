#include "base/invariant.hpp"

#include <cstdlib>
#include <string>

namespace mpaspor {
namespace {

/// The one setting of a whole program that is not passed down: an assertion has nobody to ask.
OnBrokenInvariant on_broken = OnBrokenInvariant::throw_it;  // NOLINT(*-avoid-non-const-global*)

}  // namespace

void set_on_broken_invariant(OnBrokenInvariant what) {
    on_broken = what;
}

void broken_invariant(char const* condition, std::source_location where) {
    if (on_broken == OnBrokenInvariant::abort) std::abort();
    throw BrokenInvariant{std::string{condition} + " at " + where.file_name() + ":" +
                          std::to_string(where.line())};
}

}  // namespace mpaspor
