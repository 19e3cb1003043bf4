#pragma once
/// What every app::PassportRecords promises, whatever stands between it and the issuing system.

#include "app/ports/passport_records.hpp"
#include "outside/dpri.hpp"
#include "outside/faults.hpp"

#include <functional>
#include <vector>

namespace mpaspor::contract {

/// Those of data/samples/passports.tsv.
std::vector<outside::Passport> sample_passports();

/// A port to an issuing system that knows the samples, and its switches.
struct PassportsUnderTest {
    app::PassportRecords& port;
    std::function<void(outside::Faults)> set_faults;
};

/// Called within a test case.
void passport_records(PassportsUnderTest const& passports);

}  // namespace mpaspor::contract
