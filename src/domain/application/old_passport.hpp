#pragma once
/// What a picture of the old passport says, beside what the applicant answered (002-S3): a hint for
/// the applicant and the officer, never a reason to refuse.

#include "base/types.hpp"
#include "domain/identity/nik.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mpaspor::application {

/// Where the two can differ.
enum class OldPassportField : std::uint8_t { number, full_name, birth_date, sex, expiry };
inline constexpr std::array<std::string_view, 5> kOldPassportFields{"number", "full_name",
                                                                    "birth_date", "sex", "expiry"};
constexpr std::string_view to_text(OldPassportField field) {
    return kOldPassportFields[std::to_underlying(field)];
}

/// A machine readable zone (3.8) whose check digits fit. The upper line has none, so the name is
/// only what it looked like.
struct OldPassport {
    std::string name;  ///< The 39 columns from the sixth on, '<' where there is no letter.
    std::string number;
    LocalDate birth_date;
    std::optional<identity::Sex> sex;
    LocalDate expiry;
};

/// `lines` are two lines of 44 as a machine copied them. What it typically confuses is put right by
/// the place it stands in (no letters in dates, no digits in names, fillers to the end), as far as
/// the check digits then agree; nothing when they do not.
std::optional<OldPassport> read_old_passport(std::array<std::string, 2> const& lines,
                                             LocalDate today);

/// What the applicant answered so far.
struct OldPassportAnswers {
    std::optional<std::string> number = {};
    std::optional<std::string> printed_name = {};  ///< See identity::printed_name.
    std::optional<LocalDate> birth_date = {};
    std::optional<identity::Sex> sex = {};
    std::optional<LocalDate> expiry = {};
};

/// The fields that were answered otherwise, in the order of the enum. Which words of a name stand
/// first in the zone is not known for Indonesia, so any split counts as the same name; so does one
/// letter more or less read wrongly, and what the check digits cannot tell apart (a filler and K).
std::vector<OldPassportField> differences(OldPassport const& read,
                                          OldPassportAnswers const& answered);

}  // namespace mpaspor::application
