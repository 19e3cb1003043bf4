#include "base/text.hpp"

#include <array>
#include <charconv>
#include <optional>

namespace mpaspor {
namespace {

using namespace std::chrono;

/// `text` as exactly so many digits.
std::optional<int> digits(std::string_view text) {
    int value = 0;
    for (char const c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::string padded(std::int64_t value, std::size_t width) {
    auto text = std::to_string(value);
    return std::string(width - std::min(width, text.size()), '0') + text;
}

/// "Z", "+07:00" or "-03:30".
std::optional<minutes> zone_offset(std::string_view text) {
    if (text == "Z") return minutes{0};
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') {
        return std::nullopt;
    }
    auto const h = digits(text.substr(1, 2));
    auto const m = digits(text.substr(4, 2));
    if (!h || !m || *h > 14 || *m > 59) return std::nullopt;
    minutes const offset{*h * 60 + *m};
    return text[0] == '+' ? offset : -offset;
}

std::optional<microseconds> time_of_day(std::string_view text) {
    if (text.size() != 8 || text[2] != ':' || text[5] != ':') return std::nullopt;
    auto const h = digits(text.substr(0, 2));
    auto const m = digits(text.substr(3, 2));
    auto const s = digits(text.substr(6, 2));
    if (!h || !m || !s || *h > 23 || *m > 59 || *s > 59) return std::nullopt;
    return hours{*h} + minutes{*m} + seconds{*s};
}

/// The digits after a point, one to six of them; nothing and no point is zero. Takes them off.
std::optional<microseconds> fraction(std::string_view& rest) {
    if (!rest.starts_with('.')) return microseconds{0};
    auto const end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
    if (end < 2 || end > 7) return std::nullopt;
    std::string const text{rest.substr(1, end - 1)};
    rest.remove_prefix(end);
    return microseconds{*digits(text + std::string(6 - text.size(), '0'))};
}

}  // namespace

std::string date_text(LocalDate date) {
    year_month_day const d{date};
    return padded(static_cast<int>(d.year()), 4) + '-' +
           padded(static_cast<unsigned>(d.month()), 2) + '-' +
           padded(static_cast<unsigned>(d.day()), 2);
}

Result<LocalDate> date_from_text(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return fail(Code::malformed_date);
    auto const y = digits(text.substr(0, 4));
    auto const m = digits(text.substr(5, 2));
    auto const d = digits(text.substr(8, 2));
    if (!y || !m || !d || *y < 1900 || *y > 2199) return fail(Code::malformed_date);
    year_month_day const date{year{*y}, month{static_cast<unsigned>(*m)},
                              day{static_cast<unsigned>(*d)}};
    if (!date.ok()) return fail(Code::malformed_date);
    return LocalDate{date};
}

std::string instant_text(Instant at) {
    auto const day = floor<days>(at);
    auto const time = at - day;
    auto const whole = floor<seconds>(time);
    auto const micros = (time - whole).count();
    auto const s = whole.count();
    auto text = date_text(LocalDate{day.time_since_epoch()}) + 'T' + padded(s / 3600, 2) + ':' +
                padded(s / 60 % 60, 2) + ':' + padded(s % 60, 2);
    if (micros != 0) text += '.' + padded(micros, 6);
    return text + 'Z';
}

Result<Instant> instant_from_text(std::string_view text) {
    if (text.size() < 20 || text[10] != 'T') return fail(Code::malformed_date);
    auto const date = TRY(date_from_text(text.substr(0, 10)));
    auto const time = time_of_day(text.substr(11, 8));
    auto rest = text.substr(19);
    auto const micros = fraction(rest);
    auto const offset = zone_offset(rest);
    if (!time || !micros || !offset) return fail(Code::malformed_date);
    Instant const at{date.time_since_epoch() + *time + *micros - *offset};
    // An offset can take the first and the last day out of the years that can be written.
    TRY(date_from_text(date_text(LocalDate{floor<days>(at).time_since_epoch()})));
    return at;
}

bool is_uuid(std::string_view text) {
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char const c = text[i];
        bool const dash = i == 8 || i == 13 || i == 18 || i == 23;
        bool const hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        if (dash ? c != '-' : !hex) return false;
    }
    return true;
}

Result<std::int64_t> integer_from_text(std::string_view text) {
    std::int64_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || text.front() == '-' || error != std::errc{} ||
        end != text.data() + text.size()) {
        return fail(Code::malformed_text);
    }
    return value;
}

}  // namespace mpaspor
