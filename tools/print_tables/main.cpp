// Prints the pages of docs/ that come from code: `print_tables lifecycle >
// docs/domain/lifecycle.md`.
#include "testing/lifecycle_table.hpp"
#include "testing/money_table.hpp"

#include <cstdio>
#include <string_view>

int main(int argc, char** argv) {
    std::string_view const page = argc == 2 ? argv[1] : "";
    if (page == "lifecycle") {
        std::fputs(mpaspor::testing::lifecycle_page().c_str(), stdout);
    } else if (page == "money") {
        std::fputs(mpaspor::testing::money_page().c_str(), stdout);
    } else {
        std::fputs("usage: print_tables lifecycle|money\n", stderr);
        return 2;
    }
    return 0;
}
