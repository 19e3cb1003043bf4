#include "domain/payment/refund.hpp"

#include <doctest/doctest.h>

#include <optional>

using namespace mpaspor;
using namespace mpaspor::payment;

namespace {

constexpr OfficerId kOne{1}, kOther{2};

std::optional<RefundState> led(RefundState from, RefundStep by_step) {
    auto const to = step(from, by_step, kOne, kOther);
    return to ? std::optional{*to} : std::nullopt;
}

}  // namespace

TEST_CASE("R6 D4: a refund is approved before it is paid out, and ends there for good") {
    CHECK(led(RefundState::due, RefundStep::approve) == RefundState::approved);
    CHECK(led(RefundState::approved, RefundStep::pay_out) == RefundState::paid);
    CHECK_FALSE(led(RefundState::due, RefundStep::pay_out).has_value());
    CHECK_FALSE(led(RefundState::refused, RefundStep::pay_out).has_value());
    for (auto const any : {RefundStep::approve, RefundStep::pay_out, RefundStep::refuse}) {
        CHECK(step(RefundState::paid, any, kOne, kOther).error().code == Code::request_decided);
    }
}

TEST_CASE("R6: a refused one stays owed and may still be approved") {
    CHECK(led(RefundState::due, RefundStep::refuse) == RefundState::refused);
    CHECK(led(RefundState::approved, RefundStep::refuse) == RefundState::refused);
    CHECK(led(RefundState::refused, RefundStep::approve) == RefundState::approved);
    CHECK_FALSE(led(RefundState::refused, RefundStep::refuse).has_value());
    CHECK_FALSE(led(RefundState::approved, RefundStep::approve).has_value());
}

TEST_CASE("4.2: who approved a refund does not pay it out") {
    CHECK(step(RefundState::approved, RefundStep::pay_out, kOne, kOne).error().code ==
          Code::forbidden);
    CHECK(step(RefundState::approved, RefundStep::pay_out, kOther, kOne).value() ==
          RefundState::paid);
    CHECK(step(RefundState::approved, RefundStep::refuse, kOne, kOne).has_value());
}

TEST_CASE("M6: a refusal says why, and only a refusal does") {
    CHECK(check_reason(RefundStep::refuse, RefundReason::not_owed).has_value());
    CHECK(check_reason(RefundStep::refuse, RefundReason::none).error().pointer == "/reason");
    CHECK(check_reason(RefundStep::approve, RefundReason::none).has_value());
    CHECK_FALSE(check_reason(RefundStep::pay_out, RefundReason::not_owed).has_value());
}

TEST_CASE("states and reasons of refunds are read as they are written") {
    for (auto const name : kRefundStates) {
        CHECK(to_text(refund_state_from_text(name).value()) == name);
    }
    for (auto const name : kRefundReasons) {
        CHECK(to_text(refund_reason_from_text(name).value()) == name);
    }
    CHECK_FALSE(refund_state_from_text("lost").has_value());
    CHECK_FALSE(refund_reason_from_text("").has_value());
}
