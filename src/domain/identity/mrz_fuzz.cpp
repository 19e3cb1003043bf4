/// Whatever two lines a camera or a person gives us, reading them ends with a refusal, or with a
/// passport that is written again as it stood.

#include "base/invariant.hpp"
#include "domain/identity/mrz.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor;
    constexpr LocalDate kToday{std::chrono::year{2026} / std::chrono::November / 22};
    std::string_view const text{reinterpret_cast<char const*>(data), size};
    auto const end = text.find('\n');
    auto const upper = text.substr(0, end);
    auto const rest = end == text.npos ? std::string_view{} : text.substr(end + 1);
    auto const lower = rest.substr(0, rest.find('\n'));
    auto const read = identity::read_mrz(upper, lower, kToday);
    if (!read) return 0;

    INVARIANT(read->birth_date <= kToday);
    auto const again = identity::mrz({.primary = read->primary,
                                      .secondary = read->secondary,
                                      .nationality = read->nationality,
                                      .birth_date = read->birth_date,
                                      .sex = read->sex},
                                     {.number = read->number,
                                      .issuer = read->issuer,
                                      .expiry = read->expiry,
                                      .optional_data = read->optional_data,
                                      .zero_for_empty_optional = lower[42] != '<'});
    INVARIANT(std::string_view{again[0]}.substr(2) == upper.substr(2));  // P<, PP and others.
    INVARIANT(again[1] == lower);
    return 0;
}
