#include "domain/identity/mrz.hpp"

#include "domain/identity/printed_name.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace mpaspor;
using namespace mpaspor::identity;
using namespace std::chrono;

namespace {

constexpr LocalDate kToday{year{2026} / November / 22};

LocalDate date(int y, unsigned m, unsigned d) {
    return LocalDate{year{y} / month{m} / day{d}};
}

MrzPerson const kBudi{.primary = "SUKARNO PUTRA",
                      .secondary = "BUDI",
                      .birth_date = date(1990, 5, 15),
                      .sex = Sex::male};
MrzDocument const kHisPassport{.number = "X1234567", .expiry = date(2035, 1, 1)};

constexpr std::string_view kAlphabet{"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"};

int value_of(char c) {
    return c == '<' ? 0 : static_cast<int>(kAlphabet.find(c));
}

/// Where a digit is computed over, and where it stands, counted from 0.
constexpr bool is_checked(std::size_t at) {
    return at <= 9 || (at >= 13 && at <= 19) || at >= 21;
}
constexpr bool is_check_digit(std::size_t at) {
    return at == 9 || at == 19 || at == 27 || at == 42 || at == 43;
}

rc::Gen<std::string> words(int count_max) {
    using namespace rc;
    return gen::map(gen::mapcat(gen::inRange(1, count_max + 1),
                                [](int count) {
                                    return gen::container<std::vector<std::string>>(
                                        static_cast<std::size_t>(count),
                                        gen::mapcat(gen::inRange(1, 9), [](int size) {
                                            return gen::container<std::string>(
                                                static_cast<std::size_t>(size),
                                                gen::inRange('A', 'Z'));
                                        }));
                                }),
                    [](std::vector<std::string> const& parts) {
                        std::string text;
                        for (auto const& part : parts)
                            text.append(text.empty() ? "" : " ").append(part);
                        return text;
                    });
}

}  // namespace

TEST_CASE("the MRZ of ICAO's specimen and of our samples, character by character (D13, 3.8)") {
    auto const specimen = mrz({.primary = "ERIKSSON",
                               .secondary = "ANNA MARIA",
                               .nationality = "UTO",
                               .birth_date = date(1974, 8, 12),
                               .sex = Sex::female},
                              {.number = "L898902C3",
                               .issuer = "UTO",
                               .expiry = date(2012, 4, 15),
                               .optional_data = "ZE184226B"});
    CHECK(specimen[0] == "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<");
    CHECK(specimen[1] == "L898902C36UTO7408122F1204159ZE184226B<<<<<10");

    auto const budi = mrz(kBudi, kHisPassport);
    CHECK(budi[0] == "P<IDNSUKARNO<PUTRA<<BUDI<<<<<<<<<<<<<<<<<<<<");
    CHECK(budi[1] == "X1234567<7IDN9005156M3501014<<<<<<<<<<<<<<<8");

    auto const single =
        mrz({.primary = "SURYANI", .birth_date = date(1985, 8, 17), .sex = Sex::female},
            {.number = "X7654321", .expiry = date(2030, 1, 1)});
    CHECK(single[0] == "P<IDNSURYANI<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<");
    CHECK(single[1] == "X7654321<5IDN8508177F3001019<<<<<<<<<<<<<<<0");

    auto const [primary, secondary] = identifiers("BUDI SUKARNO PUTRA", PrimaryRule::last_word);
    CHECK(mrz_name_line({.primary = primary, .secondary = secondary}) ==
          "P<IDNPUTRA<<BUDI<SUKARNO<<<<<<<<<<<<<<<<<<<<");
}

TEST_CASE("which words are primary is configured; a single name is primary whole (3.8)") {
    struct Case {
        char const* name;
        PrimaryRule rule;
        std::array<std::string, 2> parts;
    };
    for (auto const& c : {
             Case{"BUDI SUKARNO PUTRA", PrimaryRule::last_word, {"PUTRA", "BUDI SUKARNO"}},
             Case{"BUDI SUKARNO PUTRA", PrimaryRule::first_word, {"BUDI", "SUKARNO PUTRA"}},
             Case{"BUDI SUKARNO PUTRA", PrimaryRule::all_words, {"BUDI SUKARNO PUTRA", ""}},
             Case{"SURYANI", PrimaryRule::last_word, {"SURYANI", ""}},
             Case{"SURYANI", PrimaryRule::first_word, {"SURYANI", ""}},
             Case{"SURYANI", PrimaryRule::all_words, {"SURYANI", ""}},
         }) {
        CHECK(identifiers(c.name, c.rule) == c.parts);
    }
}

TEST_CASE("a printed name always has room; one that has not is cut at 39 (3.8)") {
    auto const widest = printed_name("Abcdefghijklmnop Qrstuvwxyzabcdefg");
    REQUIRE(widest->text.size() == kPrintedNameMax);
    auto const [primary, secondary] = identifiers(widest->text, PrimaryRule::last_word);
    auto const line = mrz_name_line({.primary = primary, .secondary = secondary});
    CHECK(line == "P<IDNQRSTUVWXYZABCDEFG<<ABCDEFGHIJKLMNOP<<<<");

    auto const cut = mrz_name_line({.primary = std::string(30, 'A'), .secondary = "BBBBBBB CCC"});
    CHECK(cut == "P<IDN" + std::string(30, 'A') + "<<BBBBBBB");
}

TEST_CASE("an unused field has a filler or 0 for its digit, and both are read (3.8)") {
    auto document = kHisPassport;
    auto const filler = mrz(kBudi, document);
    document.zero_for_empty_optional = true;
    auto const zero = mrz(kBudi, document);
    CHECK(filler[1][42] == '<');
    CHECK(zero[1][42] == '0');
    CHECK(filler[1][43] == zero[1][43]);
    for (auto const& lines : {filler, zero}) {
        CHECK(read_mrz(lines[0], lines[1], kToday)->optional_data.empty());
    }
}

TEST_CASE("the digit of a field in use is written even when it is 0, and no filler stands for it") {
    auto document = kHisPassport;
    document.optional_data = "55";  // 7*5 + 3*5 = 50
    REQUIRE(check_digit("55") == 0);
    for (bool const zero : {false, true}) {
        document.zero_for_empty_optional = zero;
        auto lines = mrz(kBudi, document);
        CHECK(lines[1][42] == '0');
        CHECK(read_mrz(lines[0], lines[1], kToday)->optional_data == "55");
        lines[1][42] = '<';
        CHECK_FALSE(read_mrz(lines[0], lines[1], kToday).has_value());
    }
}

TEST_CASE("check digits weigh 7, 3, 1 (ICAO 9303-3)") {
    CHECK(check_digit("L898902C3") == 6);
    CHECK(check_digit("740812") == 2);
    CHECK(check_digit("120415") == 9);
    CHECK(check_digit("ZE184226B<<<<<") == 1);
    CHECK(check_digit("<<<") == 0);
    CHECK(check_digit("") == 0);
    CHECK(check_digit("1") == 7);
    CHECK(check_digit("01") == 3);
    CHECK(check_digit("001") == 1);
    CHECK(check_digit("0001") == 7);
}

TEST_CASE("what is written is read again (3.8)") {
    CHECK(rc::check([] {
        auto const day = [](int from, int to) {
            return kToday + days{*rc::gen::inRange(from, to)};
        };
        auto const of = [](std::string_view signs, int size) {
            return *rc::gen::container<std::string>(static_cast<std::size_t>(size),
                                                    rc::gen::elementOf(std::string{signs}));
        };
        MrzPerson person{.primary = *words(2), .birth_date = day(-36'500, 1)};
        if (*rc::gen::arbitrary<bool>()) person.secondary = *words(2);
        if (*rc::gen::arbitrary<bool>()) person.sex = *rc::gen::element(Sex::male, Sex::female);
        MrzDocument document{.number = of(kAlphabet.substr(0, 36), *rc::gen::inRange(1, 10)),
                             .expiry = day(-18'000, 18'000)};
        document.optional_data = of(kAlphabet.substr(0, 36), *rc::gen::inRange(0, 15));
        document.zero_for_empty_optional = *rc::gen::arbitrary<bool>();

        auto const [upper, lower] = mrz(person, document);
        RC_ASSERT(upper.size() == 44U);
        RC_ASSERT(lower.size() == 44U);
        auto const read = read_mrz(upper, lower, kToday);
        RC_ASSERT(read.has_value());
        RC_ASSERT(read->primary == person.primary);
        RC_ASSERT(read->secondary == person.secondary);
        RC_ASSERT(read->number == document.number);
        RC_ASSERT(read->issuer == "IDN");
        RC_ASSERT(read->nationality == "IDN");
        RC_ASSERT(read->birth_date == person.birth_date);
        RC_ASSERT(read->expiry == document.expiry);
        RC_ASSERT(read->optional_data == document.optional_data);
        RC_ASSERT(read->sex == person.sex);
    }));
}

TEST_CASE("one wrong character in a checked field is found, wherever its value differs mod 10") {
    // The digits count mod 10, so that they cannot tell 0 from A, K, U or a filler. Everything else
    // they find, and everything in the digits themselves.
    auto document = kHisPassport;
    document.optional_data = "ZE184226B";
    auto const [upper, lower] = mrz(kBudi, document);
    REQUIRE(read_mrz(upper, lower, kToday).has_value());
    int found = 0;
    for (std::size_t at = 0; at < lower.size(); ++at) {
        for (char const other : kAlphabet) {
            bool const differs = (value_of(other) - value_of(lower[at])) % 10 != 0;
            bool const digit = is_check_digit(at) && other != lower[at];
            if (!is_checked(at) || !(differs || digit)) continue;
            CAPTURE(at);
            CAPTURE(other);
            auto copied = lower;
            copied[at] = other;
            auto const read = read_mrz(upper, copied, kToday);
            REQUIRE_FALSE(read.has_value());
            CHECK(read.error().code == Code::malformed_text);
            ++found;
        }
    }
    CHECK(found > 39 * 30);
    auto copied = lower;
    copied[29] = 'O';  // Was E, which also counts 4.
    CHECK(read_mrz(upper, copied, kToday).has_value());
}

TEST_CASE("the centuries of an MRZ: born before today, expiring around it (3.8)") {
    auto const read = [](LocalDate born, LocalDate expires) {
        auto person = kBudi;
        person.birth_date = born;
        auto document = kHisPassport;
        document.expiry = expires;
        auto const [upper, lower] = mrz(person, document);
        return *read_mrz(upper, lower, kToday);
    };
    CHECK(read(kToday, kToday).birth_date == kToday);
    CHECK(read(kToday + days{1}, kToday).birth_date == date(1926, 11, 23));
    CHECK(read(date(2000, 2, 29), kToday).birth_date == date(2000, 2, 29));
    CHECK(read(kToday, date(2036, 2, 29)).expiry == date(2036, 2, 29));
    CHECK(read(kToday, date(1999, 12, 31)).expiry == date(1999, 12, 31));
    CHECK(read(kToday, date(2076, 11, 22)).expiry == date(2076, 11, 22));
    CHECK(read(kToday, date(2076, 11, 23)).expiry == date(1976, 11, 23));
}

TEST_CASE("what is no MRZ is refused without repeating it") {
    auto const [upper, lower] = mrz(kBudi, kHisPassport);
    auto const with = [](std::string line, std::size_t at, std::string_view text) {
        return line.replace(at, text.size(), text);
    };
    auto const numbered = [](char const* number) {
        return mrz(kBudi, {.number = number, .expiry = kHisPassport.expiry})[1];
    };
    struct Case {
        char const* name;
        std::string upper, lower;
        bool readable;
    };
    for (auto const& c : {
             Case{"as it is", upper, lower, true},
             Case{"PP, as new booklets have it", with(upper, 1, "P"), lower, true},
             Case{"Germany's single letter", with(upper, 2, "D<<"), with(lower, 10, "D<<"), true},
             Case{"43 characters", upper.substr(1), lower, false},
             Case{"45 characters", upper + "<", lower, false},
             Case{"nothing", "", "", false},
             Case{"lines exchanged", lower, upper, false},
             Case{"small letters", with(upper, 5, "s"), lower, false},
             Case{"a space", with(upper, 12, " "), lower, false},
             Case{"no passport", with(upper, 0, "I"), lower, false},
             Case{"P and a digit", with(upper, 1, "1"), lower, false},
             Case{"a state with a digit", with(upper, 2, "1DN"), lower, false},
             Case{"no state", with(upper, 2, "<<<"), lower, false},
             Case{"a state with a hole", with(upper, 2, "I<N"), lower, false},
             Case{"no nationality", upper, with(lower, 10, "<<<"), false},
             Case{"a digit in the name", with(upper, 5, "0"), lower, false},
             Case{"no name", with(upper, 5, std::string(39, '<')), lower, false},
             Case{"no primary name", with(upper, 5, "<<"), lower, false},
             Case{"three identifiers", with(upper, 30, "A"), lower, false},
             Case{"three fillers between", with(upper, 18, "<<<"), lower, false},
             Case{"a sex that is none", upper, with(lower, 20, "X"), false},
             Case{"no number", upper, numbered(""), false},
             Case{"a number with a hole", upper, numbered("X1 34567"), false},
             Case{"a number that begins with one", upper, numbered(" 1234567"), false},
         }) {
        CAPTURE(c.name);
        auto const read = read_mrz(c.upper, c.lower, kToday);
        REQUIRE(read.has_value() == c.readable);
        if (read) continue;
        CHECK(read.error().code == Code::malformed_text);
        CHECK_FALSE(read.error().detail.contains("SUKARNO"));
    }
    // Days that do not exist, with digits that fit.
    for (std::string const birth : {"900231", "901301", "900100", "90015A"}) {
        auto changed = with(lower, 13, birth + std::to_string(check_digit(birth)));
        auto const covered = changed.substr(0, 10) + changed.substr(13, 7) + changed.substr(21, 22);
        changed[43] = static_cast<char>('0' + check_digit(covered));
        CHECK_FALSE(read_mrz(upper, changed, kToday).has_value());
    }
}
