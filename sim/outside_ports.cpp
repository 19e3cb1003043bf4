#include "sim/outside_ports.hpp"

namespace mpaspor::sim {

Result<identity::RegistryAnswer> DirectRegistry::check(identity::RegistryQuestion const& question) {
    auto const& faults = dukcapil_.faults;
    if (faults.down || faults.garbage || faults.contradictory || faults.quota_exceeded) {
        return fail(Code::registry_unavailable);
    }
    return dukcapil_.look_up(question);
}

Result<std::optional<application::KnownPassport>> DirectPassports::find(identity::Nik const& nik) {
    if (outside::broken(dpri_.faults) || dpri_.faults.contradictory) {
        return fail(Code::gateway_unavailable);
    }
    return dpri_.last_of(nik);
}

Result<std::optional<app::Biller::Paid>> DirectBiller::paid(std::string const& billing_code) {
    if (outside::broken(bank_.faults)) return fail(Code::gateway_unavailable);
    auto const* const entry = bank_.ledger().paid(billing_code);
    if (entry == nullptr) return std::nullopt;
    return Paid{.payment_reference = entry->payment.request_id,
                .amount = entry->payment.paid,
                .bank_time = entry->payment.paid_at};
}

Result<std::vector<payment::StatementLine>> DirectStatement::of_day(LocalDate date) {
    using namespace std::chrono_literals;
    if (outside::broken(bank_.faults)) return fail(Code::gateway_unavailable);
    std::vector<payment::StatementLine> lines;
    auto const until = date + std::chrono::days{1};
    for (auto& taken : bank_.lines_shown({.partner_service_id = {},
                                          .from = instant_in(Zone::wib, date, 0min),
                                          .until = instant_in(Zone::wib, until, 0min)})) {
        lines.push_back({.reference = std::move(taken.request_id),
                         .billing_code = std::move(taken.account.customer_no),
                         .amount = taken.paid,
                         .bank_time = taken.paid_at});
    }
    return lines;
}

Result<void> DirectMessenger::send(Message const& message) {
    if (outside::broken(sink_.faults)) return fail(Code::gateway_unavailable);
    sink_.keep({.id = message.id,
                .channel = message.channel == app::Channel::email ? "email" : "sms",
                .to = message.to,
                .subject = message.subject,
                .text = message.text,
                .received = now_()});
    return {};
}

}  // namespace mpaspor::sim
