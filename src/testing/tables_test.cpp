#include "testing/draft_cases.hpp"
#include "testing/lifecycle_table.hpp"
#include "testing/money_table.hpp"
#include "testing/sample_rules.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

using namespace mpaspor;

namespace {

std::string file(std::string const& path) {
    std::ifstream const stream{std::string{MPASPOR_SOURCE_DIR "/"} + path};
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("docs/domain/lifecycle.md is what `print_tables lifecycle` prints") {
    CHECK(file("docs/domain/lifecycle.md") == testing::lifecycle_page());
}

TEST_CASE("docs/domain/money.md is what `print_tables money` prints") {
    CHECK(file("docs/domain/money.md") == testing::money_page());
}

TEST_CASE("docs/domain/documents.md is what `print_tables documents` prints") {
    auto const rules = testing::sample_rules(MPASPOR_SOURCE_DIR "/data");
    CHECK(file("docs/domain/documents.md") == testing::documents_page(rules));
}

TEST_CASE("docs/domain/validity.md is what `print_tables validity` prints") {
    auto const rules = testing::sample_rules(MPASPOR_SOURCE_DIR "/data");
    CHECK(file("docs/domain/validity.md") == testing::validity_page(rules));
}
