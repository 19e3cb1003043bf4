#include "app/words.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace mpaspor::app {
namespace {

using std::chrono::minutes;

constexpr std::array<std::array<std::string_view, 7>, 2> kDays{
    {{"Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"},
     {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}}};
constexpr std::array<std::array<std::string_view, 12>, 2> kMonths{
    {{"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
      "Oktober", "November", "Desember"},
     {"January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December"}}};

std::string two_digits(std::int64_t value) {
    return (value < 10 ? "0" : "") + std::to_string(value);
}

}  // namespace

std::string date_words(Language language, LocalDate date) {
    auto const l = std::to_underlying(language);
    std::chrono::year_month_day const d{date};
    std::chrono::weekday const day{std::chrono::sys_days{date.time_since_epoch()}};
    return std::string{kDays[l][day.c_encoding()]} + ", " +
           std::to_string(static_cast<unsigned>(d.day())) + ' ' +
           std::string{kMonths[l][static_cast<unsigned>(d.month()) - 1]} + ' ' +
           std::to_string(static_cast<int>(d.year()));
}

std::string month_words(Language language, std::chrono::year_month month) {
    auto const& names = kMonths[std::to_underlying(language)];
    return std::string{names[static_cast<unsigned>(month.month()) - 1]} + ' ' +
           std::to_string(static_cast<int>(month.year()));
}

std::string time_words(Language language, minutes of_day) {
    auto const* const separator = language == Language::indonesian ? "." : ":";
    return two_digits(of_day.count() / 60) + separator + two_digits(of_day.count() % 60);
}

std::string rupiah_words(Rupiah amount) {
    auto digits = std::to_string(amount.amount);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
        digits.insert(static_cast<std::size_t>(at), ".");
    }
    return "Rp" + digits;
}

std::string instant_words(Language language, Zone zone, Instant at) {
    auto const date = date_in(zone, at);
    auto const of_day = std::chrono::floor<minutes>(at - instant_in(zone, date, minutes{0}));
    return date_words(language, date) + ", " + time_words(language, of_day) + ' ' +
           std::string{name_of(zone)};
}

}  // namespace mpaspor::app
