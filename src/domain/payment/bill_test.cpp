#include "domain/payment/bill.hpp"

#include "testing/money_table.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace mpaspor::payment;

TEST_CASE("D4: the life of a bill, whole") {
    CHECK(testing::bill_table() ==
          "open     settled         paid\n"
          "open     owed_back       open\n"
          "open     window_elapsed  expired\n"
          "open     replaced        void\n"
          "paid     owed_back       paid\n"
          "expired  settled         paid\n"
          "expired  owed_back       expired\n"
          "void     settled         paid\n"
          "void     owed_back       void\n");
}

TEST_CASE("a bill is not settled twice, nor does what is over elapse again") {
    CHECK(step(BillState::paid, BillEvent::settled).error().code == Code::not_allowed_in_state);
    CHECK(step(BillState::paid, BillEvent::replaced).error().code == Code::not_allowed_in_state);
    CHECK(step(BillState::expired, BillEvent::window_elapsed).error().code ==
          Code::not_allowed_in_state);
    CHECK(*step(BillState::voided, BillEvent::settled) == BillState::paid);
}

TEST_CASE("states of bills are read back by name") {
    for (std::size_t i = 0; i < kBillStates.size(); ++i) {
        CHECK(*bill_state_from_text(kBillStates[i]) == static_cast<BillState>(i));
    }
    CHECK(bill_state_from_text("unpaid").error().code == Code::unknown_value);
}
