#pragma once

#include "domain/payment/decide.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::testing {

/// A payment as D4 or a reading of it has one.
struct PaymentCase {
    std::string_view sentence;
    payment::PaymentFacts facts;
};

/// Every sentence of D4, in its order.
std::vector<PaymentCase> payment_cases();

/// The bill's transitions as aligned text.
std::string bill_table();

/// docs/domain/money.md, printed from the code. A test compares the file.
std::string money_page();

}  // namespace mpaspor::testing
