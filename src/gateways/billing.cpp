#include "gateways/billing.hpp"

#include "gateways/snap_identity.hpp"
#include "snap/virtual_account.hpp"

#include <utility>

namespace mpaspor::gateways {

Billing::Billing(Upstream& bank, snap::Agreement const& agreement, app::Clock const& clock,
                 std::int64_t first_external_id)
    : clock_(clock),
      partner_service_id_(padded_service_id(agreement)),
      client_(biller_identity(agreement), through(bank)),
      next_external_id_(first_external_id) {}

Billing::Turn Billing::begin() {
    std::lock_guard const guard{lock_};
    return {client_, std::to_string(next_external_id_++)};
}

Result<std::optional<Billing::Paid>> Billing::paid(std::string const& billing_code) {
    snap::StatusQuestion const question{{partner_service_id_, billing_code}};
    auto turn = begin();
    auto const called = turn.client.call("/v1.0/transfer-va/status", snap::format(question),
                                         turn.external_id, clock_.now());
    {
        std::lock_guard const guard{lock_};
        client_ = std::move(turn.client);
    }
    auto const answer = TRY(called);
    auto const head = snap::parse_answer(snap::Service::status, answer.body);
    if (!head) return fail(Code::gateway_unavailable, "the bank's answer makes no sense");
    if (head->what == snap::Case::transaction_not_found) return std::nullopt;
    if (head->what != snap::Case::successful) {
        return fail(Code::gateway_unavailable, "the bank answers " + head->code);
    }
    auto payment = snap::parse_status_answer(answer.body);
    if (!payment || payment->account != question.account) {
        return fail(Code::gateway_unavailable, "the bank's answer is about something else");
    }
    return Paid{.payment_reference = std::move(payment->request_id),
                .amount = payment->paid,
                .bank_time = floored_to_second(payment->paid_at)};
}

}  // namespace mpaspor::gateways
