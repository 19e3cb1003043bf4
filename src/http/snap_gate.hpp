#pragma once
/// The bank's way in: SNAP's token endpoint, the checks before inquiry and payment, and the answers
/// (domain.md 3.9). What a payment means is decided elsewhere (domain/payment/decide.hpp).

#include "base/error.hpp"
#include "base/types.hpp"
#include "domain/payment/decide.hpp"
#include "http/message.hpp"
#include "snap/gate.hpp"
#include "snap/response.hpp"
#include "snap/virtual_account.hpp"

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <set>

namespace mpaspor::http {

/// POST /snap/v1.0/access-token/b2b, whole: granted or refused. Any thread, does not block.
Response snap_token(Request const& request, snap::Gate const& gate, Instant now);

/// Who asks, for every other service. Errors: those of snap::authenticate.
Result<snap::Caller> authenticate(Request const& request, snap::Gate const& gate, Instant now);

/// Bodies of services 24 and 25, for an account at the caller's own number.
/// Errors: those of snap::parse_inquiry; bill_not_found (the number of another partner).
Result<snap::Inquiry> read_inquiry(Request const& request, snap::Caller const& caller);
Result<snap::Payment> read_payment(Request const& request, snap::Caller const& caller);

/// X-EXTERNAL-ID is used once a day, in Western Indonesian time. Kept in memory: it turns away the
/// replay of a whole request, while paymentRequestId keeps a payment single for good. Any thread.
class ExternalIds {
public:
    /// Of one day; a bank that needs more is told 429.
    static constexpr std::size_t kMax = 500'000;

    /// Errors: idempotency_key_reused, too_many_requests.
    Result<void> take(snap::Caller const& caller, Instant now);

private:
    std::mutex lock_;
    std::optional<LocalDate> day_{};  ///< Of what is in used_; both guarded by lock_.
    std::set<std::uint64_t> used_{};  ///< Hashes of client and id, 64 bits.
};

/// What SNAP calls the outcome of an inquiry or a payment.
snap::Case case_of(payment::BankAnswer answer);

/// Status, code and message alone.
Response snap_answer(snap::Service service, snap::Case what);
/// What went wrong, in SNAP's words.
Response snap_refusal(snap::Service service, Error const& error);
/// 2002400 and 2002500 with what belongs to them.
Response snap_answer(snap::InquiryAnswer const& bill);
Response snap_answer(snap::Payment const& payment);

}  // namespace mpaspor::http
