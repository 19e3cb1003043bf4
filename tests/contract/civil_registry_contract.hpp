#pragma once
/// What every app::CivilRegistry promises, whatever stands between it and the registry.

#include "app/ports/civil_registry.hpp"
#include "outside/dukcapil.hpp"
#include "outside/faults.hpp"

#include <functional>
#include <string_view>
#include <vector>

namespace mpaspor::contract {

/// NIKs of this region that are not among the samples match whatever is asked.
constexpr std::string_view kMatchPrefix = "9999";

/// The people of data/samples/citizens.tsv.
std::vector<outside::Citizen> sample_citizens();

/// A port to a registry that knows the samples, and its switches.
struct RegistryUnderTest {
    app::CivilRegistry& port;
    std::function<void(outside::Faults)> set_faults;
};

/// Called within a test case.
void civil_registry(RegistryUnderTest const& registry);

}  // namespace mpaspor::contract
