#pragma once
/// What stage 1 tells the applicant (002-S1, D8, D9).

#include "base/error.hpp"
#include "base/types.hpp"
#include "domain/identity/registry_answer.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace mpaspor::identity {

/// The JSON spelling of a field, which is the registry's question's and the form's.
std::string_view to_text(RegistryField field);

struct Verdict {
    std::optional<Code> refused = {};            ///< None: the NIK is VALID.
    std::vector<RegistryField> mismatches = {};  ///< Those that may be named (D9), in enum order.

    bool valid() const { return !refused.has_value(); }
    friend bool operator==(Verdict const&, Verdict const&) = default;
};

/// VALID needs the registry to agree with name, birth date, birth place and sex, and with a field
/// that only the person would know: the family card number or the mother's name (D8). Which field
/// differs is told only to who knows the NIK and its name, so that nobody fishes for data (D9).
///
/// Codes: nik_not_found, nik_deceased, nik_duplicate, nik_inactive, nik_not_matched.
Verdict verdict(RegistryAnswer const& answer);

/// A refusal as http answers it: the code, and a pointer per field that may be named.
Result<void> accepted(Verdict const& verdict);

/// Until when a NIK verified at `verified` counts, exclusive (D9; the days are a setting).
Instant valid_until(Instant verified, std::chrono::days valid_for);

}  // namespace mpaspor::identity
