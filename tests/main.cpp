#define DOCTEST_CONFIG_IMPLEMENT
#include "base/invariant.hpp"

#include <doctest/doctest.h>

int main(int argc, char** argv) {
    mpaspor::set_on_broken_invariant(mpaspor::OnBrokenInvariant::abort);
    return doctest::Context(argc, argv).run();
}
