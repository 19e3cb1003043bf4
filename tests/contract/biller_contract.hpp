#pragma once
/// What every app::Biller promises, whatever stands between it and the bank.

#include "app/ports/biller.hpp"
#include "base/types.hpp"
#include "outside/bank.hpp"

#include <functional>
#include <memory>
#include <string>

namespace mpaspor::contract {

/// What biller and bank of the tests agreed on.
snap::Agreement sample_agreement();

/// A bank that keeps its ledger in memory and finds no biller to tell anything.
outside::Bank sample_bank();

/// Switches faults and takes payments, while nothing else is going on.
using WithBank = std::function<void(std::function<void(outside::Bank&)> const&)>;

/// Called within a test case. The bank's clock shows `now`.
void biller(app::Biller& port, WithBank const& with_bank, Instant now);

}  // namespace mpaspor::contract
