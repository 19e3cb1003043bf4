#include "app/sealing.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace mpaspor;
using app::Answers;

TEST_CASE("answers: any text comes back, whatever is in it") {
    CHECK(rc::check([](std::map<std::string, std::string> const& texts) {
        Answers const answers{texts.begin(), texts.end()};
        RC_ASSERT(app::decode(app::encode(answers)).value() == answers);
    }));
}

TEST_CASE("answers: what encode did not make is refused, not guessed") {
    for (std::string_view const text :
         {"1", "1:", ":a", "1:a", "2:a1:b", "1:a1:bc", "x:a1:b", "9999999999:a1:b", "1:a1:b1:c"}) {
        CAPTURE(text);
        CHECK_FALSE(app::decode(as_bytes(text)).has_value());
    }
}
