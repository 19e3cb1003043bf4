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
