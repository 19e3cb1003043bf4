#pragma once

#include "base/error.hpp"
#include "domain/identity/registry_answer.hpp"

namespace mpaspor::app {

/// The civil registry (Dukcapil): answers per field whether it agrees, never with its record
/// (domain.md 3.3).
///
/// Implementations: gateways/dukcapil (HTTP, against the real thing or mpaspor-outside),
/// outside/dukcapil behind a loopback in tests and simulation. All keep
/// tests/contract/civil_registry_contract.hpp.
class CivilRegistry {
public:
    virtual ~CivilRegistry() = default;

    /// Safe to repeat. Blocks for at most 2 s.
    /// Errors: registry_unavailable (no answer, no sense in it, or its quota is used up).
    virtual Result<identity::RegistryAnswer> check(identity::RegistryQuestion const& question) = 0;
};

}  // namespace mpaspor::app
