#include "app/messages.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using app::Language;

TEST_CASE("messages: placeholders are filled in, in the language asked for") {
    app::Messages const messages{{{"a", "sampai {until} {zone}"}}, {{"a", "until {until}"}}};
    std::vector<Error::Param> const params{{"until", "10.00"}, {"zone", "WIB"}};
    CHECK(messages.text(Language::indonesian, "a", params) == "sampai 10.00 WIB");
    CHECK(messages.text(Language::english, "a", params) == "until 10.00");
    CHECK(messages.text(Language::english, "a") == "until {until}");
    CHECK(messages.text(Language::english, "nothing") == "nothing");
}

TEST_CASE("messages: the first language that we have, Indonesian without one") {
    CHECK(app::preferred_language("en-GB,en;q=0.8") == Language::english);
    CHECK(app::preferred_language("fr, id;q=0.5, en") == Language::indonesian);
    CHECK(app::preferred_language("fr") == Language::indonesian);
    CHECK(app::preferred_language("") == Language::indonesian);
}
