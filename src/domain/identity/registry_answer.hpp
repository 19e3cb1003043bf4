#pragma once
/// The question stage 1 asks the civil registry, and what it may answer (domain.md 3.3, 002-F5).

#include "base/types.hpp"
#include "domain/identity/nik.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mpaspor::identity {

struct RegistryQuestion {
    Nik nik;
    std::string full_name;
    LocalDate birth_date;
    std::string birth_place;
    Sex sex;
    std::string family_card_number;  ///< 16 digits (KK).
    std::string mother_name;
};

enum class RegistryStatus : std::uint8_t { found, not_found, deceased, duplicate, inactive };

enum class RegistryField : std::uint8_t {
    full_name,
    birth_date,
    birth_place,
    sex,
    family_card_number,
    mother_name,
};

struct RegistryAnswer {
    RegistryStatus status = RegistryStatus::not_found;
    std::vector<RegistryField> mismatches = {};  ///< TIDAK_SESUAI; empty unless found.
    std::string reference = {};                  ///< The registry's own name for this answer.
};

}  // namespace mpaspor::identity
