#pragma once
/// What a job makes of the bank's answer to our question about a bill (D5).

#include "app/payment/settle_payment.hpp"
#include "app/ports/biller.hpp"
#include "domain/payment/deadline.hpp"

#include <optional>
#include <string_view>

namespace mpaspor::app {

using BillerAnswer = Result<std::optional<Biller::Paid>>;

/// No answer is neither yes nor no.
payment::BillerSays said_by(BillerAnswer const& answer);

/// A payment that the bank holds and may never have told us of: to be settled before its bill may
/// expire (D4). It is taken already. `sealed` is the caller's to add, for the place
/// "inbox/<provider>/<received>".
SettlePayment told_of(std::string_view provider, BillId bill, Biller::Paid const& paid);

}  // namespace mpaspor::app
