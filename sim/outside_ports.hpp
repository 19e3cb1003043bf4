#pragma once
/// The simulated outside systems behind app/ports without a network in between, for simulations and
/// tests in one process. What stands between them in the service, gateways/, keeps the same
/// contracts (tests/contract). One thread at a time.

#include "app/ports/bank_statement.hpp"
#include "app/ports/biller.hpp"
#include "app/ports/civil_registry.hpp"
#include "app/ports/messenger.hpp"
#include "app/ports/passport_records.hpp"
#include "base/types.hpp"
#include "outside/bank.hpp"
#include "outside/dpri.hpp"
#include "outside/dukcapil.hpp"
#include "outside/sink.hpp"

#include <functional>
#include <optional>
#include <string>
#include <utility>

namespace mpaspor::sim {

/// Keeps a reference to the registry.
class DirectRegistry final : public app::CivilRegistry {
public:
    explicit DirectRegistry(outside::Dukcapil& dukcapil) : dukcapil_(dukcapil) {}
    Result<identity::RegistryAnswer> check(identity::RegistryQuestion const& question) override;

private:
    outside::Dukcapil& dukcapil_;
};

/// Keeps a reference to the issuing system.
class DirectPassports final : public app::PassportRecords {
public:
    explicit DirectPassports(outside::Dpri& dpri) : dpri_(dpri) {}
    Result<std::optional<application::KnownPassport>> find(identity::Nik const& nik) override;

private:
    outside::Dpri& dpri_;
};

/// Keeps a reference to the bank.
class DirectBiller final : public app::Biller {
public:
    explicit DirectBiller(outside::Bank& bank) : bank_(bank) {}
    Result<std::optional<Paid>> paid(std::string const& billing_code) override;

private:
    outside::Bank& bank_;
};

/// Keeps a reference to the bank.
class DirectStatement final : public app::BankStatement {
public:
    explicit DirectStatement(outside::Bank& bank) : bank_(bank) {}
    Result<std::vector<payment::StatementLine>> of_day(LocalDate date) override;

private:
    outside::Bank& bank_;
};

/// Keeps references; `now` is the simulation's clock.
class DirectMessenger final : public app::Messenger {
public:
    DirectMessenger(outside::Sink& sink, std::function<Instant()> now)
        : sink_(sink), now_(std::move(now)) {}
    Result<void> send(Message const& message) override;

private:
    outside::Sink& sink_;
    std::function<Instant()> now_;
};

}  // namespace mpaspor::sim
