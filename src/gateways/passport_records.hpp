#pragma once

#include "app/ports/passport_records.hpp"
#include "gateways/upstream.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace mpaspor::gateways {

/// What the body of an answer says; nothing when no passport is known. Errors: gateway_unavailable,
/// where it says nothing, or one thing and its contrary.
Result<std::optional<application::KnownPassport>> parse_passport_record(std::string_view body);

/// What the issuing system knows of earlier passports, over HTTP: docs/outside/dpri.md. Any thread.
class PassportRecords final : public app::PassportRecords {
public:
    static constexpr std::chrono::milliseconds kTimeMax{5'000};

    /// Keeps a reference: `dpri` must outlive this. Its time limit should be kTimeMax.
    explicit PassportRecords(Upstream& dpri) : dpri_(dpri) {}

    Result<std::optional<application::KnownPassport>> find(identity::Nik const& nik) override;

private:
    Upstream& dpri_;
};

}  // namespace mpaspor::gateways
