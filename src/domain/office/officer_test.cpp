#include "domain/office/officer.hpp"

#include <doctest/doctest.h>

#include <optional>
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
    for (std::size_t i = 0; i < office::kRoles.size(); ++i) {
        auto const role = office::role_from_text(office::kRoles[i]).value();
        CHECK(office::to_text(role) == office::kRoles[i]);
    }
    CHECK(office::role_from_text("TU").value() == office::Role::administration);
    CHECK(office::role_from_text("TIKKIM").value() == office::Role::technology);
}

TEST_CASE("4.2: a station has a plain name") {
    for (auto const* station : {"a", "Loket 3", "desk-2_b.1"}) {
        CHECK_MESSAGE(office::check_station(station), station);
    }
    CHECK(office::check_station(std::string(32, 'a')));
    for (std::string const& station :
         {std::string{}, std::string{" a"}, std::string{"a "}, std::string{"a/b"},
          std::string{"a\n"}, std::string{"\xc3\xa9"}, std::string(33, 'a')}) {
        CHECK_MESSAGE(!office::check_station(station), station);
    }
}

TEST_CASE("4.2: a password has twelve characters, and is not among those that are tried first") {
    auto const code = [](std::string_view password) {
        auto const checked = office::check_new_password(password, "the one before it", "sari");
        return checked ? std::optional<Code>{} : checked.error().code;
    };
    CHECK(code("kuda-hijau-9") == std::nullopt);
    CHECK(code("kuda-hijau-") == Code::out_of_range);
    CHECK(code("kud\xc3\xa9-hijau-") == Code::out_of_range);  // Characters, not bytes.
    CHECK(code(std::string(43, 'a') + "bcd kuda") == std::nullopt);
    CHECK(code(std::string(127, 'x') + 'y') == std::nullopt);
    CHECK(code(std::string(128, 'x') + 'y') == Code::out_of_range);
    for (auto const* guessed : {"aaaaaaaaaaaa", "Sari-kuda-hijau", "Imigrasi2026", "password-123",
                                "Katasandi!2345", "the one before it"}) {
        CHECK_MESSAGE(code(guessed) == Code::password_guessed, guessed);
    }
    CHECK(code("imigrasi kuda hijau 9") == std::nullopt);
}
