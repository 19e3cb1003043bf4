#pragma once

#include "base/error.hpp"
#include "base/types.hpp"

#include <optional>
#include <string>

namespace mpaspor::app {

/// The bank's side of a bill. We are asked and told by it over SNAP (http/snap); here we ask it.
class Biller {
public:
    virtual ~Biller() = default;

    struct Paid {
        std::string payment_reference;  ///< paymentRequestId.
        Rupiah amount;
        Instant bank_time;  ///< Whole seconds.
    };

    /// Whether the bank holds a payment for this billing code (SNAP service 26, status). Asked
    /// before a place is released for non-payment (domain.md D5). Blocks for at most 5 s.
    /// Errors: gateway_unavailable (the bank does not know or does not answer: unknown, not "no").
    virtual Result<std::optional<Paid>> paid(std::string const& billing_code) = 0;
};

}  // namespace mpaspor::app
