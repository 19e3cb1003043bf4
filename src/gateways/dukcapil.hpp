#pragma once

#include "app/ports/civil_registry.hpp"
#include "gateways/upstream.hpp"

#include <chrono>
#include <string_view>

namespace mpaspor::gateways {

/// What the body of an answer says. Errors: registry_unavailable, where it says nothing, or one
/// thing and its contrary.
Result<identity::RegistryAnswer> parse_registry_answer(std::string_view body);

/// The civil registry over HTTP. Its JSON is our own reading of what the registry answers to third
/// parties, as the official one is not public: docs/outside/dukcapil.md. Any thread.
class Dukcapil final : public app::CivilRegistry {
public:
    static constexpr std::chrono::milliseconds kTimeMax{2'000};

    /// Keeps a reference: `registry` must outlive this. Its time limit should be kTimeMax.
    explicit Dukcapil(Upstream& registry) : registry_(registry) {}

    Result<identity::RegistryAnswer> check(identity::RegistryQuestion const& question) override;

private:
    Upstream& registry_;
};

}  // namespace mpaspor::gateways
