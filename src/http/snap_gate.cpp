#include "http/snap_gate.hpp"

#include "base/crypto.hpp"

#include <cstring>
#include <string>
#include <utility>

namespace mpaspor::http {
namespace {

std::string endpoint_url(Request const& request) {
    return request.query.empty() ? request.path : request.path + '?' + request.query;
}

/// `url` is that of the request.
snap::Incoming incoming(Request const& request, std::string const& url) {
    return {.method = request.method,
            .endpoint_url = url,
            .headers = request.headers,
            .body = request.body};
}

Result<void> is_own(snap::Account const& account, snap::Caller const& caller) {
    auto const own = TRY(snap::padded_service_id(caller.partner_id));
    if (account.partner_service_id != own) return fail(Code::bill_not_found, "another partner's");
    return {};
}

std::uint64_t hash_of(snap::Caller const& caller) {
    auto const digest = sha256(caller.client_id + '|' + caller.external_id);
    std::uint64_t hash = 0;
    std::memcpy(&hash, digest.data(), sizeof hash);
    return hash;
}

}  // namespace

Response snap_token(Request const& request, snap::Gate const& gate, Instant now) {
    auto const url = endpoint_url(request);
    auto granted = snap::grant_token(gate, incoming(request, url), now);
    if (!granted) return snap_refusal(snap::Service::token, granted.error());
    return {.body = *std::move(granted)};
}

Result<snap::Caller> authenticate(Request const& request, snap::Gate const& gate, Instant now) {
    auto const url = endpoint_url(request);
    return snap::authenticate(gate, incoming(request, url), now);
}

Result<snap::Inquiry> read_inquiry(Request const& request, snap::Caller const& caller) {
    auto inquiry = TRY(snap::parse_inquiry(request.body));
    TRY(is_own(inquiry.account, caller));
    return inquiry;
}

Result<snap::Payment> read_payment(Request const& request, snap::Caller const& caller) {
    auto payment = TRY(snap::parse_payment(request.body));
    TRY(is_own(payment.account, caller));
    return payment;
}

Result<void> ExternalIds::take(snap::Caller const& caller, Instant now) {
    auto const today = date_in(Zone::wib, now);
    auto const hash = hash_of(caller);
    std::lock_guard const guard{lock_};
    if (day_ != today) {
        day_ = today;
        used_.clear();
    }
    if (used_.contains(hash)) return fail(Code::idempotency_key_reused, "X-EXTERNAL-ID");
    if (used_.size() >= kMax) return fail(Code::too_many_requests, "X-EXTERNAL-ID");
    used_.insert(hash);
    return {};
}

snap::Case case_of(payment::BankAnswer answer) {
    switch (answer) {
        case payment::BankAnswer::accepted: return snap::Case::successful;
        case payment::BankAnswer::unknown_bill: return snap::Case::bill_not_found;
        case payment::BankAnswer::wrong_amount: return snap::Case::invalid_amount;
        case payment::BankAnswer::paid_already: return snap::Case::paid_bill;
        case payment::BankAnswer::expired: return snap::Case::bill_expired;
    }
    std::unreachable();
}

Response snap_answer(snap::Service service, snap::Case what) {
    return {.status = snap::info(what).http_status, .body = snap::answer(service, what)};
}

Response snap_refusal(snap::Service service, Error const& error) {
    return snap_answer(service, snap::case_for(error));
}

Response snap_answer(snap::InquiryAnswer const& bill) {
    return {.body = snap::answer(bill)};
}

Response snap_answer(snap::Payment const& payment) {
    return {.body = snap::answer_payment(payment)};
}

}  // namespace mpaspor::http
