#include "domain/office/officer.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace mpaspor;

TEST_CASE("a login is short, plain and begins with a letter; root is nobody's") {
    for (auto const* login : {"sari", "budi.2", "a_", "x9"}) {
        CHECK_MESSAGE(office::check_login(login), login);
    }
    CHECK(office::check_login(std::string(32, 'a')));
    for (auto const* login : {"", "a", "2sari", "Sari", ".sari", "sa ri", "sari\n", "root"}) {
        CHECK_MESSAGE(office::check_login(login).error().code == Code::malformed_name, login);
    }
    CHECK(!office::check_login(std::string(33, 'a')));
}

TEST_CASE("4.2: a role is one of the list") {
    CHECK(office::check_role("KANWIL_DIVISION_HEAD"));
    CHECK(office::check_role("office_head").error().code == Code::unknown_value);
    CHECK(office::check_role("").error().code == Code::unknown_value);
}
