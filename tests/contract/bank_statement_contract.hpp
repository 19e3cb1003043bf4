#pragma once
/// What every app::BankStatement promises, whatever stands between it and the bank.

#include "app/ports/bank_statement.hpp"
#include "tests/contract/biller_contract.hpp"

namespace mpaspor::contract {

/// Called within a test case. The bank's clock shows `now`.
void bank_statement(app::BankStatement& port, WithBank const& with_bank, Instant now);

}  // namespace mpaspor::contract
