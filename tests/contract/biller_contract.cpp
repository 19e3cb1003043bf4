#include "tests/contract/biller_contract.hpp"

#include "sim/outside_ports.hpp"
#include "tests/snap/vectors.hpp"

#include <doctest/doctest.h>

#include <array>
#include <chrono>
#include <string_view>

namespace mpaspor::contract {
namespace {

void pay(outside::Bank& bank, std::string const& code, Rupiah amount, Instant at) {
    auto const report =
        bank.pay({.billing_code = code, .at = at, .amount = amount, .skip_inquiry = true}, at);
    REQUIRE(report.value().outcome == outside::Outcome::waiting);
}

}  // namespace

snap::Agreement sample_agreement() {
    using snap::RsaKey;
    return {
        .partner_service_id = "12345",
        .bank_client_id = "bank",
        .bank_client_secret = std::string(32, 'b'),
        .bank_public_key = RsaKey::from_pem(vectors::kPublicPem, RsaKey::Kind::public_key).value(),
        .biller_client_id = "biller",
        .biller_client_secret = std::string(32, 'c'),
        .biller_private_key =
            RsaKey::from_pem(vectors::kPrivatePem, RsaKey::Kind::private_key).value()};
}

outside::Bank sample_bank() {
    std::array<std::byte, SecretKey::kSize> const key{std::byte{3}};
    return outside::Bank::open({.agreement = sample_agreement(),
                                .private_key = sample_agreement().biller_private_key,
                                .token_key = SecretKey{key},
                                .send = [](auto const&) -> Result<snap::Answer> {
                                    return fail(Code::gateway_unavailable);
                                },
                                .keep = [](std::string_view) -> Result<void> { return {}; }},
                               {})
        .value();
}

void biller(app::Biller& port, WithBank const& with_bank, Instant now) {
    std::string const paid_code = "820220922465628";
    std::string const unpaid_code = "820220922465629";
    with_bank([&](outside::Bank& bank) { pay(bank, paid_code, Rupiah{650'000}, now); });

    auto const paid = port.paid(paid_code).value();
    REQUIRE(paid.has_value());
    CHECK_FALSE(paid->payment_reference.empty());
    CHECK(paid->amount == Rupiah{650'000});
    CHECK(paid->bank_time == floored_to_second(now));
    CHECK_FALSE(port.paid(unpaid_code).value().has_value());
    CHECK(port.paid(paid_code).value().value().payment_reference == paid->payment_reference);

    for (auto const& faults : {outside::Faults{.down = true}, outside::Faults{.garbage = true}}) {
        with_bank([&](outside::Bank& bank) { bank.faults = faults; });
        auto const unknown = port.paid(paid_code);
        REQUIRE_FALSE(unknown.has_value());
        CHECK(unknown.error().code == Code::gateway_unavailable);
        with_bank([](outside::Bank& bank) { bank.faults = {}; });
        CHECK(port.paid(paid_code).value().has_value());
    }
}

TEST_CASE("the simulated bank keeps the biller's contract without a network (D5)") {
    auto bank = sample_bank();
    sim::DirectBiller port{bank};
    Instant const now = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22};
    biller(port, [&](auto const& change) { change(bank); }, now);
}

}  // namespace mpaspor::contract
