#pragma once
/// The machine readable zone of a passport: ICAO 9303-4, TD3, two lines of 44 (3.8).

#include "base/error.hpp"
#include "base/types.hpp"
#include "domain/identity/nik.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace mpaspor::identity {

/// Which words of a name are the primary identifier. Not documented for Indonesia (section 10), so
/// it is configuration; a single name is primary whole.
enum class PrimaryRule : std::uint8_t { last_word, first_word, all_words };

struct MrzPerson {
    std::string primary;         ///< Words as printed.
    std::string secondary = {};  ///< The same; empty for a single name.
    std::string nationality = "IDN";
    LocalDate birth_date = {};
    std::optional<Sex> sex = {};
};
struct MrzDocument {
    std::string number;  ///< At most 9 of A-Z and 0-9.
    std::string issuer = "IDN";
    LocalDate expiry;
    std::string optional_data = {};        ///< At most 14.
    bool zero_for_empty_optional = false;  ///< Its check digit: '0' instead of '<'.
};
using Mrz = std::array<std::string, 2>;

/// Primary and secondary identifier of a printed name.
std::array<std::string, 2> identifiers(std::string_view printed_name, PrimaryRule rule);

/// A name of more than 39 characters is cut; a printed one never is.
Mrz mrz(MrzPerson const& person, MrzDocument const& document);
/// The upper line alone: what an applicant confirms before a passport has a number (D13).
std::string mrz_name_line(MrzPerson const& person);

/// 7-3-1 over 0-9, A-Z and '<' (ICAO 9303-3). 0 to 9.
int check_digit(std::string_view text);

struct ReadMrz {
    std::string primary, secondary, number, issuer, nationality, optional_data;
    LocalDate birth_date, expiry;  ///< Centuries: birth before, expiry within 50 years of `today`.
    std::optional<Sex> sex;
};
/// Reads two lines that somebody or some machine has copied; all check digits must fit.
/// Errors: malformed_text.
Result<ReadMrz> read_mrz(std::string_view upper, std::string_view lower, LocalDate today);

}  // namespace mpaspor::identity
