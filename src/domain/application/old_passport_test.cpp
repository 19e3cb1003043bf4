#include "domain/application/old_passport.hpp"

#include "domain/identity/mrz.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <string>

using namespace mpaspor;
using namespace mpaspor::application;
using namespace std::chrono_literals;

namespace {

using Lines = std::array<std::string, 2>;
using enum OldPassportField;

LocalDate const kToday{2026y / 11 / 28};
LocalDate const kBorn{1990y / 5 / 15};
LocalDate const kExpiry{2035y / 1 / 1};

// The vector of 3.8, of a person who does not exist.
Lines vector() {
    return {"P<IDNSUKARNO<PUTRA<<BUDI<<<<<<<<<<<<<<<<<<<<",
            "X1234567<7IDN9005156M3501014<<<<<<<<<<<<<<<8"};
}

OldPassportAnswers same() {
    return {.number = "X1234567",
            .printed_name = "BUDI SUKARNO PUTRA",
            .birth_date = kBorn,
            .sex = identity::Sex::male,
            .expiry = kExpiry};
}

/// `lines` with one column of a line changed.
Lines with(Lines lines, std::size_t line, std::size_t column, char other) {
    lines.at(line).at(column) = other;
    return lines;
}

OldPassport read(Lines const& lines) {
    auto const passport = read_old_passport(lines, kToday);
    REQUIRE(passport.has_value());
    return *passport;
}

std::vector<OldPassportField> different(OldPassportAnswers const& answers,
                                        Lines const& lines = vector()) {
    return differences(read(lines), answers);
}

using Fields = std::vector<OldPassportField>;

}  // namespace

TEST_CASE("an old passport's zone is read with what its check digits answer for (3.8)") {
    auto const passport = read(vector());
    CHECK(passport.name == "SUKARNO<PUTRA<<BUDI<<<<<<<<<<<<<<<<<<<<");
    CHECK(passport.number == "X1234567");
    CHECK(passport.birth_date == kBorn);
    CHECK(passport.sex == identity::Sex::male);
    CHECK(passport.expiry == kExpiry);
}

TEST_CASE("whatever digit of the lower line is another, the zone is not read (3.8)") {
    for (std::size_t column = 0; column < 28; ++column) {
        auto const lines = vector();
        char const was = lines[1][column];
        if (was < '0' || was > '9') continue;
        for (char other = '0'; other <= '9'; ++other) {
            if (other == was) continue;
            CAPTURE(column);
            CAPTURE(other);
            CHECK_FALSE(read_old_passport(with(lines, 1, column, other), kToday));
        }
    }
    CHECK_FALSE(read_old_passport(with(vector(), 1, 43, '7'), kToday));
}

TEST_CASE("letters and digits that a machine takes for one another are put right by their place") {
    struct Row {
        std::size_t line, column;
        char seen;
    };
    for (auto const& [line, column, seen] :
         {Row{1, 10, '1'}, Row{1, 14, 'O'}, Row{1, 15, 'O'}, Row{1, 16, 'S'}, Row{1, 17, 'I'},
          Row{1, 19, 'G'}, Row{1, 22, 'S'}, Row{1, 23, 'O'}, Row{1, 43, 'B'}, Row{0, 2, '1'},
          Row{0, 5, '5'}, Row{0, 11, '0'}, Row{0, 22, '8'}, Row{1, 1, 'I'}, Row{1, 6, 'G'}}) {
        CAPTURE(line);
        CAPTURE(column);
        auto lines = with(vector(), line, column, seen);
        if (line == 0 && column == 22) lines[0][22] = '<';  // Nothing to confuse there.
        CHECK(different(same(), lines).empty());
    }
}

TEST_CASE("fillers that were taken for letters are no data") {
    // As seen in pictures: K, S, E and C among the fillers, of which K alone has their weight.
    CHECK(different(same(), {"P<IDNSUKARNO<PUTRA<<BUDI<<<<<<<S<<K<<E<<KK<<",
                             "X1234567<7IDN9005156M3501014<<<<K<S<<K<<<<<8"})
              .empty());
    CHECK(different(same(), {"P<IDNSUKARNO<PUTRA<<BUDI<<SSSSEEK<KKKKKKK<<<",
                             "X1234567<7IDN9005156M3501014<<<<<<<<<<<<<<<8"})
              .empty());
    CHECK(different(same(), {"P<IDNSUKARNOKPUTRA<KBUDI<<<<<<<<<<<<<<<<<<<<",
                             "X1234567K7IDN9005156M3501014<<<<<<<<<<<<<<<8"})
              .empty());
}

TEST_CASE("lines of another length, of another kind of document or without sense are not read") {
    CHECK_FALSE(read_old_passport({"", ""}, kToday));
    CHECK_FALSE(read_old_passport({vector()[0] + "<", vector()[1]}, kToday));
    CHECK_FALSE(read_old_passport({vector()[0], vector()[1].substr(1)}, kToday));
    CHECK_FALSE(read_old_passport(with(vector(), 0, 0, 'V'), kToday));
    CHECK_FALSE(read_old_passport({std::string(44, '<'), std::string(44, '<')}, kToday));
    CHECK_FALSE(read_old_passport({vector()[1], vector()[0]}, kToday));
}

TEST_CASE("what differs from the answers is named, field by field (002-S3)") {
    CHECK(different(same()).empty());
    auto answers = same();
    answers.number = "X1234568";
    CHECK(different(answers) == Fields{number});
    answers = same();
    answers.printed_name = "SITI SUKARNO PUTRA";
    CHECK(different(answers) == Fields{full_name});
    answers = same();
    answers.birth_date = kBorn + std::chrono::days{1};
    CHECK(different(answers) == Fields{birth_date});
    answers = same();
    answers.sex = identity::Sex::female;
    CHECK(different(answers) == Fields{sex});
    answers = same();
    answers.expiry = kExpiry - std::chrono::days{1};
    CHECK(different(answers) == Fields{expiry});
    CHECK(different({.number = "A0000000",
                     .printed_name = "JOKO",
                     .birth_date = kToday,
                     .sex = identity::Sex::female,
                     .expiry = kToday}) == Fields{number, full_name, birth_date, sex, expiry});
}

TEST_CASE("what was not answered does not differ, nor does a sex that the passport leaves open") {
    CHECK(different({}).empty());
    auto const open = identity::mrz({.primary = "SURYANI", .birth_date = kBorn},
                                    {.number = "X7654321", .expiry = kExpiry});
    CHECK(different({.sex = identity::Sex::female}, open).empty());
}

TEST_CASE("whichever words of a name stand first in the zone, it is the same name (section 10)") {
    struct Row {
        std::string primary, secondary;
    };
    for (auto const& [primary, secondary] :
         {Row{"SUKARNO PUTRA", "BUDI"}, Row{"PUTRA", "BUDI SUKARNO"}, Row{"BUDI", "SUKARNO PUTRA"},
          Row{"BUDI SUKARNO", "PUTRA"}, Row{"BUDI SUKARNO PUTRA", ""}}) {
        CAPTURE(primary);
        auto const zone = identity::mrz({.primary = primary,
                                         .secondary = secondary,
                                         .birth_date = kBorn,
                                         .sex = identity::Sex::male},
                                        {.number = "X1234567", .expiry = kExpiry});
        CHECK(different(same(), zone).empty());
    }
    auto answers = same();
    answers.printed_name = "PUTRA SUKARNO BUDI";  // Not an order that a split gives.
    CHECK(different(answers) == Fields{full_name});
}

TEST_CASE("one letter of a name read wrongly is no difference, two are") {
    auto lines = with(vector(), 0, 6, 'V');
    CHECK(different(same(), lines).empty());
    CHECK(different(same(), with(lines, 0, 8, 'H')) == Fields{full_name});
}

TEST_CASE("a number answered with other digits is never taken for the one in the picture") {
    bool const held = rc::check([](std::uint32_t seed) {
        auto const digits = std::to_string(10'000'000 + seed % 10'000'000).substr(1);
        auto answers = same();
        answers.number = "X" + digits;
        bool const is_same = digits == "1234567";
        RC_ASSERT(different(answers).empty() == is_same);
    });
    CHECK(held);
}

TEST_CASE("a zone that was written is read, whoever's it is") {
    bool const held = rc::check([](std::uint16_t born_days, std::uint16_t expiry_days,
                                   std::uint32_t number_seed, bool female, bool optional) {
        LocalDate const born = kToday - std::chrono::days{1 + born_days % 30'000};
        LocalDate const expires = kToday + std::chrono::days{expiry_days % 3'600};
        auto const number = "C" + std::to_string(10'000'000 + number_seed % 10'000'000).substr(1);
        auto const person_sex = female ? identity::Sex::female : identity::Sex::male;
        auto const zone = identity::mrz(
            {.primary = "LESTARI", .secondary = "KETUT AYU", .birth_date = born, .sex = person_sex},
            {.number = number, .expiry = expires, .optional_data = optional ? "31010145" : ""});
        RC_ASSERT(differences(read(zone), {.number = number,
                                           .printed_name = "KETUT AYU LESTARI",
                                           .birth_date = born,
                                           .sex = person_sex,
                                           .expiry = expires})
                      .empty());
    });
    CHECK(held);
}
