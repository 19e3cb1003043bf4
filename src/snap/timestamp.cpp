#include "snap/timestamp.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <optional>

namespace mpaspor::snap {
namespace {

constexpr std::size_t kLocalSize = 19;  // yyyy-MM-ddTHH:mm:ss
/// Years that no offset takes out of four digits, and that mean something here.
constexpr std::chrono::year kYearMin{1970};
constexpr std::chrono::year kYearMax{2199};

bool is_told(std::chrono::year year) {
    return year >= kYearMin && year <= kYearMax;
}

std::optional<int> digits(std::string_view text) {
    int value = 0;
    for (char const c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

/// Minutes east of UTC: "Z" or "+hh:mm".
std::optional<std::chrono::minutes> offset_of(std::string_view text) {
    if (text == "Z") return std::chrono::minutes{0};
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') {
        return std::nullopt;
    }
    auto const hours = digits(text.substr(1, 2));
    auto const minutes = digits(text.substr(4, 2));
    if (!hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
    std::chrono::minutes const east{*hours * 60 + *minutes};
    return text[0] == '+' ? east : -east;
}

bool has_form(std::string_view text) {
    return text.size() > kLocalSize && text[4] == '-' && text[7] == '-' && text[10] == 'T' &&
           text[13] == ':' && text[16] == ':';
}

}  // namespace

std::string format_timestamp(Instant at) {
    auto const local = std::chrono::floor<std::chrono::seconds>(at) + offset(Zone::wib);
    auto const day = std::chrono::floor<std::chrono::days>(local);
    std::chrono::year_month_day const date{day};
    std::chrono::hh_mm_ss const time{local - day};
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d+07:00",
                  static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                  static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    return text.data();
}

Result<Instant> parse_timestamp(std::string_view text) {
    if (!has_form(text)) return fail(Code::malformed_date);
    auto const year = digits(text.substr(0, 4));
    auto const month = digits(text.substr(5, 2));
    auto const day = digits(text.substr(8, 2));
    auto const hour = digits(text.substr(11, 2));
    auto const minute = digits(text.substr(14, 2));
    auto const second = digits(text.substr(17, 2));
    auto const east = offset_of(text.substr(kLocalSize));
    if (!year || !month || !day || !hour || !minute || !second || !east) {
        return fail(Code::malformed_date);
    }
    std::chrono::year_month_day const date{std::chrono::year{*year},
                                           std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!is_told(date.year())) return fail(Code::malformed_date);
    if (!date.ok() || *hour > 23 || *minute > 59 || *second > 59) return fail(Code::malformed_date);
    Instant const at = std::chrono::sys_days{date} + std::chrono::hours{*hour} +
                       std::chrono::minutes{*minute} + std::chrono::seconds{*second} - *east;
    // As it would be written: what is read can be told again.
    std::chrono::year_month_day const told{date_in(Zone::wib, at)};
    if (!is_told(told.year())) return fail(Code::malformed_date);
    return at;
}

}  // namespace mpaspor::snap
