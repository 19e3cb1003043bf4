#include "domain/office/search.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

using namespace mpaspor::office;
using std::size_t;
using std::string;

namespace {

/// In the order of the table, with what they are called by.
std::array<char const*, 8> const kNames{"Kantor Imigrasi Kelas I TPI Pontianak",
                                        "Kantor Imigrasi Kelas II TPI Tanjungpandan",
                                        "Kantor Imigrasi Kelas II TPI Tanjung Balai Karimun",
                                        "Kantor Imigrasi Kelas II TPI Tanjung Balai Asahan",
                                        "Kantor Imigrasi Kelas I Khusus TPI Soekarno-Hatta",
                                        "Kantor Imigrasi Kelas II TPI Bima",
                                        "Kantor Imigrasi Kelas II TPI Dumai",
                                        "Kantor Imigrasi Kelas I Non TPI Depok"};

std::vector<Names> offices() {
    std::vector<Names> all;
    for (auto const* name : kNames) all.push_back({{place_in(name)}, folded("Sumatera")});
    all[0].region = folded("Kalimantan Barat");
    all[4].places.push_back(place_in("Mal Pelayanan Publik Ngada"));
    return all;
}

std::vector<size_t> found(std::string_view wanted) {
    return find(wanted, offices());
}
using Found = std::vector<size_t>;

string lower_words() {
    return *rc::gen::container<string>(rc::gen::elementOf(string{"abct "}));
}

/// The same text as somebody else may write it: blanks, hyphens and capitals come and go.
string spelled_otherwise(string const& text) {
    string other;
    for (char const c : text) {
        if (*rc::gen::inRange(0, 4) == 0) other += *rc::gen::elementOf(string{" -.'"});
        other += *rc::gen::arbitrary<bool>() && c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return other;
}

/// One letter added, left out, replaced, or swapped with the next.
string slipped(string text) {
    auto const at = *rc::gen::inRange<size_t>(0, text.size() - 1);
    switch (*rc::gen::inRange(0, 4)) {
        case 0: return text.insert(at, 1, 'x');
        case 1: return text.erase(at, 1);
        case 2: text[at] = 'x'; return text;
        default: std::swap(text[at], text[at + 1]); return text;
    }
}

}  // namespace

TEST_CASE("000-01: an office is found however its name is spaced, spelled or introduced") {
    for (auto const* text : {"Tanjungpandan", "tanjung pandan", "TANJUNG-PANDAN", "tanjungpandan ",
                             "kanim tanjung pandan", "Kantor Imigrasi Tanjung Pandan",
                             "kanimtanjungpandan", "Kelas II TPI Tanjungpandan", "tanjung padan"}) {
        CAPTURE(text);
        CHECK(found(text) == Found{1});
    }
    CHECK(found("tanjungbalai karimun") == Found{2});
    CHECK(found("kanim pontianak") == Found{0});
    CHECK(found("pontinak") == Found{0});
    CHECK(found("ponitanak") == Found{0});
    CHECK(found("soekarno hatta") == Found{4});
    CHECK(found("sukarno hatta") == Found{4});
    CHECK(found("MPP Ngada") == Found{4});
}

TEST_CASE("000-01: what several have in their names finds them all, the best first") {
    CHECK(found("tanjung balai") == Found{2, 3});
    CHECK(found("tanjung") == Found{1, 2, 3});
    CHECK(found("karimun") == Found{2});
    CHECK(found("kalimantan barat") == Found{0});
    std::vector<Names> const all{{{"agamutara"}, ""}, {{"agam"}, ""}, {{"baragam"}, ""}};
    CHECK(find("agam", all) == Found{1, 0, 2});
}

TEST_CASE("000-01: short words forgive nothing, others a little, and none of it beside a name") {
    CHECK(found("dum") == Found{6});
    CHECK(found("dmu").empty());
    CHECK(found("duma") == Found{6});
    CHECK(found("dumei") == Found{6});
    CHECK(found("dimei").empty());
    CHECK(found("kota di atas awan").empty());
    std::vector<Names> const all{{{"bone"}, ""}, {{"bona"}, ""}};
    CHECK(find("bone", all) == Found{0});
    CHECK(find("bonu", all) == Found{0, 1});
}

TEST_CASE("000-01: who names no place sees every office") {
    for (auto const* text : {"", "   ", "kanim", "Kantor Imigrasi Kelas I", "?!", "\xc3\xa9"}) {
        CAPTURE(text);
        CHECK(found(text).size() == kNames.size());
    }
}

TEST_CASE("000-01: no more of what is looked for is read than its bound") {
    auto const bounded = string(kWantedMax - 5, ' ') + "bima ";
    CHECK(found(bounded) == Found{5});
    CHECK(found(bounded + "pontianak") == Found{5});
}

TEST_CASE("property: 000-01: spaces, hyphens and capitals make no difference to a folded name") {
    CHECK(rc::check([] {
        auto const text = lower_words();
        RC_ASSERT(folded(spelled_otherwise(text)) == folded(text));
        RC_ASSERT(folded(folded(text)) == folded(text));
    }));
}

TEST_CASE("property: the distance is one of equals, of mirrors, and of one slip at most one") {
    CHECK(rc::check([] {
        auto const a = lower_words(), b = lower_words();
        auto const most = *rc::gen::inRange<size_t>(0, 6);
        auto const apart = distance(a, b, most);
        RC_ASSERT(apart == distance(b, a, most));
        RC_ASSERT(apart <= most + 1);
        RC_ASSERT((distance(a, b, 1) == 0) == (a == b));
        RC_ASSERT(distance(a, b, most + 1) >= apart);
        RC_ASSERT(distance_within(b, a, most) <= apart);
        RC_ASSERT(distance_within(b + a + b, a, most) == 0);
        if (a.size() > 1) RC_ASSERT(distance(a, slipped(a), 3) <= 1);
    }));
}

TEST_CASE("property: 000-01: every office is found first by its own name with one slip in it") {
    auto const all = offices();
    CHECK(rc::check([&] {
        auto const at = *rc::gen::inRange<size_t>(0, all.size());
        auto const& name = all[at].places.front();
        RC_ASSERT(find(spelled_otherwise(name), all).front() == at);
        if (name.size() < 5) return;  // One slip less than the shortest that forgives any.
        auto const nearly = find(slipped(name), all);
        RC_ASSERT(std::ranges::find(nearly, at) != nearly.end());
    }));
}
