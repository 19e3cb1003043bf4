#define DOCTEST_CONFIG_IMPLEMENT
#include "base/invariant.hpp"

#include <doctest/doctest.h>

int main(int argc, char** argv) {
    mpaspor::set_on_broken_invariant(mpaspor::OnBrokenInvariant::abort);
    return doctest::Context(argc, argv).run();
}

/// What fontconfig keeps until the process ends is no leak of ours: the page printer tests use it.
// NOLINTNEXTLINE(bugprone-reserved-identifier): the name the leak checker looks for.
extern "C" char const* __lsan_default_suppressions() {
    return "leak:libfontconfig\n";
}
