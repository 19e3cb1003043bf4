#include "domain/identity/nik.hpp"

#include <algorithm>
#include <array>

namespace mpaspor::identity {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr std::size_t kDay = 6, kMonth = 8, kYear = 10, kSerial = 12;
constexpr unsigned kWomensDays = 40;  // Added to the day of birth.
/// Later centuries first: of two dates that fit, the later one is likelier.
constexpr std::array kCenturies{2000, 1900};

unsigned two_digits(std::string_view digits, std::size_t at) {
    return static_cast<unsigned>(digits[at] - '0') * 10 +
           static_cast<unsigned>(digits[at + 1] - '0');
}

bool has_only_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

year_month_day date_in_century(std::string_view digits, int century,
                               std::chrono::month_day birthday) {
    return year{century + static_cast<int>(two_digits(digits, kYear))} / birthday;
}

}  // namespace

Result<Nik> Nik::parse(std::string_view text) {
    bool const shaped = text.size() == kLength && has_only_digits(text) && text.front() != '0';
    if (!shaped) return fail(Code::malformed_nik, "not 16 digits from 1000000000000000 on");
    if (text.find_first_not_of(text.front()) == text.npos)
        return fail(Code::malformed_nik, "filler");
    if (text.substr(kSerial) == "0000") return fail(Code::malformed_nik, "serial 0000");

    Nik nik;
    std::ranges::copy(text, nik.digits_.begin());
    auto const birthday = nik.birthday();
    bool const exists = std::ranges::any_of(
        kCenturies, [&](int century) { return date_in_century(text, century, birthday).ok(); });
    if (!exists) return fail(Code::malformed_nik, "no such birth date");
    return nik;
}

std::string Nik::masked() const {
    std::string shown{text()};
    std::fill_n(shown.begin() + kDay, kSerial - kDay, '*');
    return shown;
}

std::chrono::month_day Nik::birthday() const {
    unsigned const written = two_digits(text(), kDay);
    unsigned const real = sex() == Sex::female ? written - kWomensDays : written;
    return month{two_digits(text(), kMonth)} / day{real};
}

std::optional<LocalDate> Nik::birth_date(LocalDate today) const {
    for (int const century : kCenturies) {
        auto const date = date_in_century(text(), century, birthday());
        if (date.ok() && LocalDate{date} <= today) return LocalDate{date};
    }
    return std::nullopt;
}

Sex Nik::sex() const {
    return two_digits(text(), kDay) > kWomensDays ? Sex::female : Sex::male;
}

std::vector<NikWarning> Nik::warnings(LocalDate birth_date, Sex typed_sex) const {
    std::vector<NikWarning> found;
    year_month_day const typed{birth_date};
    bool const same_year =
        static_cast<unsigned>(static_cast<int>(typed.year()) % 100) == two_digits(text(), kYear);
    if (!same_year || birthday() != typed.month() / typed.day()) {
        found.push_back(NikWarning::birth_date_differs);
    }
    if (typed_sex != sex()) found.push_back(NikWarning::sex_differs);
    return found;
}

}  // namespace mpaspor::identity
