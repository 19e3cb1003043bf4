#pragma once

#include "base/error.hpp"
#include "base/types.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::identity {

enum class Sex : std::uint8_t { male, female };

/// Where a Nik and what a person typed disagree. A warning: only the registry decides (3.1).
enum class NikWarning : std::uint8_t { birth_date_differs, sex_differs };

/// A citizen number that can exist: 16 digits, region 6, birth date DDMMYY, serial 4.
///
/// Whoever has a Nik has a parsed one. Whether it does exist only the civil registry knows
/// (app/ports/civil_registry.hpp). The region is never judged: codes are split and withdrawn.
class Nik {
public:
    static constexpr std::size_t kLength = 16;

    /// The hard checks of domain.md 3.1. Errors: malformed_nik.
    static Result<Nik> parse(std::string_view text);

    std::string_view text() const { return {digits_.data(), digits_.size()}; }

    /// For screens and letters: the region and the end of the serial, such as "190201******0001".
    std::string masked() const;

    /// Day and month of birth, with the 40 that is added to women's days taken off.
    std::chrono::month_day birthday() const;

    /// The latest date that fits and is not after `today`; none when no century fits. Ages above
    /// 100 are ambiguous, so this fills a form in and decides nothing.
    std::optional<LocalDate> birth_date(LocalDate today) const;

    Sex sex() const;

    /// Soft checks against what was typed: a number may rightly differ from a corrected birth date.
    std::vector<NikWarning> warnings(LocalDate birth_date, Sex sex) const;

    friend bool operator==(Nik const&, Nik const&) = default;

private:
    Nik() = default;
    std::array<char, kLength> digits_{};
};

}  // namespace mpaspor::identity
