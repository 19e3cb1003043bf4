// Prints the pages of docs/ that come from code: `print_tables lifecycle >
// docs/domain/lifecycle.md`. Those of stages 2 to 4 come from data/ too, of the folder it is run
// in.
#include "testing/draft_cases.hpp"
#include "testing/lifecycle_table.hpp"
#include "testing/money_table.hpp"
#include "testing/sample_rules.hpp"

#include <cstdio>
#include <string_view>

int main(int argc, char** argv) {
    std::string_view const page = argc == 2 ? argv[1] : "";
    if (page == "lifecycle") {
        std::fputs(mpaspor::testing::lifecycle_page().c_str(), stdout);
    } else if (page == "money") {
        std::fputs(mpaspor::testing::money_page().c_str(), stdout);
    } else if (page == "documents") {
        auto const rules = mpaspor::testing::sample_rules("data");
        std::fputs(mpaspor::testing::documents_page(rules).c_str(), stdout);
    } else if (page == "validity") {
        auto const rules = mpaspor::testing::sample_rules("data");
        std::fputs(mpaspor::testing::validity_page(rules).c_str(), stdout);
    } else {
        std::fputs("usage: print_tables lifecycle|money|documents|validity\n", stderr);
        return 2;
    }
    return 0;
}
