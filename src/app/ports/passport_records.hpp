#pragma once

#include "base/error.hpp"
#include "domain/application/known_passport.hpp"
#include "domain/identity/nik.hpp"

#include <optional>

namespace mpaspor::app {

/// The issuing system (DPRI), as far as it knows whom a passport was issued to (domain.md D10).
///
/// Implementations: gateways/passport_records (HTTP), sim::DirectPassports (without a network). All
/// keep tests/contract/passport_records_contract.hpp.
class PassportRecords {
public:
    virtual ~PassportRecords() = default;

    /// The passport issued last to this NIK; nothing when none is known. Safe to repeat. Blocks for
    /// at most 5 s. Errors: gateway_unavailable (no answer, or no sense in it: it could not be
    /// found out, which is not "none").
    virtual Result<std::optional<application::KnownPassport>> find(identity::Nik const& nik) = 0;
};

}  // namespace mpaspor::app
