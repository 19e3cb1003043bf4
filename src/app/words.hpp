#pragma once
/// Dates, times and sums as people read them.

#include "app/messages.hpp"
#include "base/types.hpp"

#include <string>

namespace mpaspor::app {

std::string date_words(Language language, LocalDate date);  ///< "Jumat, 4 Desember 2026"
std::string month_words(Language language, std::chrono::year_month month);  ///< "Maret 2027"
std::string time_words(Language language, std::chrono::minutes of_day);     ///< "09.00", "09:00"
std::string rupiah_words(Rupiah amount);                                    ///< "Rp350.000"
/// "Jumat, 4 Desember 2026, 09.00 WIB" of `at` in `zone`.
std::string instant_words(Language language, Zone zone, Instant at);

}  // namespace mpaspor::app
