#include "app/words.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace std::chrono;
using app::Language;

TEST_CASE("words: a month as people read it") {
    auto const march = std::chrono::year{2027} / 3;
    CHECK(app::month_words(app::Language::indonesian, march) == "Maret 2027");
    CHECK(app::month_words(app::Language::english, march) == "March 2027");
}

TEST_CASE("words: dates, times and sums as people read them, in the office's zone") {
    LocalDate const date{2026y / December / 4};
    CHECK(app::date_words(Language::indonesian, date) == "Jumat, 4 Desember 2026");
    CHECK(app::date_words(Language::english, date) == "Friday, 4 December 2026");
    CHECK(app::time_words(Language::indonesian, 9h + 5min) == "09.05");
    CHECK(app::time_words(Language::english, 13h) == "13:00");
    CHECK(app::rupiah_words({0}) == "Rp0");
    CHECK(app::rupiah_words({999}) == "Rp999");
    CHECK(app::rupiah_words({350'000}) == "Rp350.000");
    CHECK(app::rupiah_words({1'000'000}) == "Rp1.000.000");
    // Shortly before midnight UTC it is the next morning in Maumere (WITA).
    Instant const at{sys_days{2026y / December / 3} + 23h + 30min};
    CHECK(app::instant_words(Language::indonesian, Zone::wita, at) ==
          "Jumat, 4 Desember 2026, 07.30 WITA");
}
