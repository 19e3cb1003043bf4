// Goal: the bank knows bills through the biller alone, remembers what it took, and tells it as the
// switches say. Method: a small biller behind the same gate as the real one, without a network.
#include "outside/bank.hpp"

#include "snap/response.hpp"
#include "snap/timestamp.hpp"
#include "snap/virtual_account.hpp"
#include "tests/snap/vectors.hpp"

#include <doctest/doctest.h>

#include <array>
#include <chrono>
#include <map>
#include <string>
#include <vector>

using namespace mpaspor;
using namespace std::chrono_literals;
using outside::Bank;
using outside::Outcome;
using snap::Case;
using snap::RsaKey;
using snap::Service;

namespace {

constexpr Instant kNow = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 12h;
std::string const kCode = "820220922465628";

SecretKey key_of(int fill) {
    std::array<std::byte, SecretKey::kSize> bytes{};
    bytes.fill(std::byte(fill));
    return SecretKey{bytes};
}

RsaKey private_key() {
    return RsaKey::from_pem(vectors::kPrivatePem, RsaKey::Kind::private_key).value();
}

snap::Agreement agreement() {
    return {
        .partner_service_id = "12345",
        .encoding = snap::Encoding::base64,
        .bank_client_id = "bank",
        .bank_client_secret = std::string(32, 'b'),
        .bank_public_key = RsaKey::from_pem(vectors::kPublicPem, RsaKey::Kind::public_key).value(),
        .biller_client_id = "biller",
        .biller_client_secret = std::string(32, 'c'),
        .biller_private_key = private_key()};
}

/// Answers inquiries about one bill and takes payments of it.
struct Biller {
    snap::Gate gate{.clients = {{"bank", std::string(32, 'b'), "12345", agreement().bank_public_key,
                                 snap::Encoding::base64}},
                    .token_key = key_of(1)};
    Case says = Case::successful;
    bool away = false;
    std::vector<snap::Payment> told{};
    std::vector<std::string> external_ids{};

    Result<snap::Answer> answer(snap::Outgoing const& request) {
        if (away) return fail(Code::gateway_unavailable);
        snap::Incoming const in{"POST", request.path, request.headers, request.body};
        if (request.path.ends_with("b2b")) {
            auto const token = TRY(snap::grant_token(gate, in, kNow));
            return snap::Answer{200, token};
        }
        bool const inquiry = request.path.ends_with("inquiry");
        auto const service = inquiry ? Service::inquiry : Service::payment;
        auto const caller = snap::authenticate(gate, in, kNow);
        if (!caller) {
            auto const what = snap::case_for(caller.error());
            return snap::Answer{snap::info(what).http_status, snap::answer(service, what)};
        }
        external_ids.push_back(caller->external_id);
        if (!inquiry) told.push_back(snap::parse_payment(request.body).value());
        if (says != Case::successful) {
            return snap::Answer{snap::info(says).http_status, snap::answer(service, says)};
        }
        if (!inquiry) return snap::Answer{200, snap::answer_payment(told.back())};
        auto const asked = snap::parse_inquiry(request.body).value();
        return snap::Answer{200, snap::answer(snap::InquiryAnswer{asked.account, asked.request_id,
                                                                  "M-PASPOR", Rupiah{650'000}})};
    }
};

struct World {
    Biller biller{};
    std::vector<std::string> lines{};

    Bank bank(std::int64_t first_serial = 1000) {
        return Bank::open({.agreement = agreement(),
                           .private_key = private_key(),
                           .token_key = key_of(2),
                           .first_serial = first_serial,
                           .send = [this](auto const& request) { return biller.answer(request); },
                           .keep = [this](std::string_view line) -> Result<void> {
                               lines.emplace_back(line);
                               return {};
                           }},
                          lines)
            .value();
    }
};

outside::PayReport pay(Bank& bank, std::optional<Instant> at = std::nullopt) {
    return bank.pay({.billing_code = kCode, .at = at}, kNow).value();
}

/// Asks the bank's status service as the biller would.
Result<snap::Answer> ask(Bank const& bank, std::string const& code) {
    snap::Client client{
        {.client_id = "biller",
         .client_secret = std::string(32, 'c'),
         .partner_id = "12345",
         .private_key = private_key(),
         .encoding = snap::Encoding::base64,
         .base_path = "/bank/snap"},
        [&](snap::Outgoing const& request) -> Result<snap::Answer> {
            snap::Incoming const in{"POST", request.path, request.headers, request.body};
            auto const reply =
                request.path.ends_with("b2b") ? bank.grant_token(in, kNow) : bank.status(in, kNow);
            return snap::Answer{reply.status, reply.body};
        }};
    return client.call("/v1.0/transfer-va/status",
                       snap::format(snap::StatusQuestion{{"   12345", code}}), "1", kNow);
}

}  // namespace

TEST_CASE("the bank asks what is to be paid, takes it and tells the biller") {
    World world;
    auto bank = world.bank();
    auto const report = pay(bank);
    CHECK(report.step == "payment");
    CHECK(report.response_code == "2002500");
    CHECK(report.amount == Rupiah{650'000});
    CHECK(report.outcome == Outcome::settled);
    REQUIRE(world.biller.told.size() == 1);
    CHECK(world.biller.told[0].paid == Rupiah{650'000});
    CHECK(world.biller.told[0].paid_at == kNow);
    CHECK(world.biller.told[0].request_id == report.payment_request_id);
    CHECK(world.biller.external_ids[0] != world.biller.external_ids[1]);
}

TEST_CASE("nothing is taken when the biller's answer to the inquiry is no") {
    World world;
    auto bank = world.bank();
    world.biller.says = Case::bill_expired;
    auto const report = pay(bank);
    CHECK(report.step == "inquiry");
    CHECK(report.response_code == "4042419");
    CHECK_FALSE(report.outcome.has_value());
    CHECK(world.lines.empty());
}

TEST_CASE("a payment without an inquiry is taken whatever the biller would have said") {
    World world;
    auto bank = world.bank();
    world.biller.says = Case::bill_expired;
    auto const report = bank.pay(
        {.billing_code = kCode, .at = kNow + 3h, .amount = Rupiah{350'000}, .skip_inquiry = true},
        kNow);
    CHECK(report.value().response_code == "4042519");
    CHECK(report->outcome == Outcome::reversed);
    CHECK(world.biller.told[0].paid_at == kNow + 3h);
}

TEST_CASE("the bank's time has whole seconds (D4)") {
    World world;
    auto bank = world.bank();
    pay(bank, kNow + 1999ms);
    CHECK(world.biller.told[0].paid_at == kNow + 1s);
}

TEST_CASE("a payment that was refused is reversed, one without an answer waits and is told again") {
    World world;
    auto bank = world.bank();
    bank.faults.no_answer = true;
    auto const report = pay(bank);
    CHECK(report.response_code.empty());
    CHECK(report.outcome == Outcome::waiting);
    CHECK(world.biller.told.size() == 1);
    bank.faults = {};
    auto const delivered = bank.deliver(kNow).value();
    REQUIRE(delivered.size() == 1);
    CHECK(delivered[0].outcome == Outcome::settled);
    CHECK(world.biller.told[1].request_id == world.biller.told[0].request_id);
    CHECK(bank.deliver(kNow).value().empty());
}

TEST_CASE("faults: told twice, with another amount, with a forged signature") {
    World world;
    auto bank = world.bank();
    bank.faults.duplicate = true;
    auto const report = pay(bank);
    CHECK(report.repeated_code == "2002500");
    REQUIRE(world.biller.told.size() == 2);
    CHECK(world.biller.told[0].request_id == world.biller.told[1].request_id);
    bank.faults = {.wrong_amount_by = Rupiah{-1}};
    CHECK(pay(bank).amount == Rupiah{649'999});
    bank.faults = {.forged_signature = true};
    auto const forged = pay(bank);
    CHECK(forged.response_code == "4012500");
    CHECK(forged.outcome == Outcome::waiting);
    CHECK(world.biller.told.size() == 3);
}

TEST_CASE("faults: late payments wait for delivery, reordered ones come last first") {
    World world;
    auto bank = world.bank();
    bank.faults.late = true;
    auto const first = pay(bank);
    auto const second = pay(bank);
    CHECK(first.outcome == Outcome::waiting);
    CHECK(world.biller.told.empty());
    bank.faults = {.reordered = true};
    CHECK(bank.deliver(kNow).value().size() == 2);
    CHECK(world.biller.told[0].request_id == second.payment_request_id);
    CHECK(world.biller.told[1].request_id == first.payment_request_id);
}

TEST_CASE("a bank that is down takes nothing; a biller that is away is told later") {
    World world;
    auto bank = world.bank();
    bank.faults.down = true;
    CHECK_FALSE(bank.pay({.billing_code = kCode}, kNow).has_value());
    bank.faults = {};
    world.biller.away = true;
    CHECK(pay(bank).response_code.empty());
    CHECK(world.lines.empty());
    auto const taken =
        bank.pay({.billing_code = kCode, .amount = Rupiah{1}, .skip_inquiry = true}, kNow);
    CHECK(taken.value().outcome == Outcome::waiting);
    world.biller.away = false;
    CHECK(bank.deliver(kNow).value().at(0).outcome == Outcome::settled);
}

TEST_CASE("the ledger survives a restart") {
    World world;
    auto bank = world.bank();
    pay(bank);
    bank.faults.late = true;
    pay(bank);
    world.biller.says = Case::paid_bill;
    auto again = world.bank(5000);
    CHECK(again.ledger().statement(std::nullopt) == bank.ledger().statement(std::nullopt));
    CHECK(again.deliver(kNow).value().at(0).outcome == Outcome::reversed);
    CHECK(world.bank(9000).ledger().statement(std::nullopt) ==
          again.ledger().statement(std::nullopt));
    CHECK(world.bank(9000).ledger().size() == 2);
}

TEST_CASE("a damaged line of the ledger is refused") {
    World world;
    auto bank = world.bank();
    pay(bank);
    for (auto const& line : {std::string{"{"}, world.lines[0],
                             std::string{R"({"payment_request_id":"x","outcome":"settled"})"},
                             std::string{R"({"payment":"{}"})"}}) {
        CAPTURE(line);
        outside::Ledger ledger;
        REQUIRE(ledger.apply(world.lines[0]).has_value());
        CHECK_FALSE(ledger.apply(line).has_value());
    }
}

TEST_CASE("a statement lists the payments of a day in Western Indonesian time") {
    World world;
    auto bank = world.bank();
    pay(bank, kNow + 4h);  // 23:00 WIB
    pay(bank, kNow + 5h);  // 00:00 WIB of the next day
    world.biller.says = Case::bill_expired;
    CHECK(bank.ledger().statement(date_in(Zone::wib, kNow)).find("\"settled\":650000}") !=
          std::string::npos);
    CHECK(bank.ledger().statement(std::nullopt).find("\"settled\":1300000}") != std::string::npos);
}

TEST_CASE("asked about a billing code the bank says what it took, unless it gave it back") {
    World world;
    auto bank = world.bank();
    auto const nothing = ask(bank, kCode).value();
    CHECK(snap::parse_answer(Service::status, nothing.body).value().what ==
          Case::transaction_not_found);
    bank.faults.late = true;
    auto const report = pay(bank);
    bank.faults = {};
    auto const paid = snap::parse_status_answer(ask(bank, kCode).value().body).value();
    CHECK(paid.request_id == report.payment_request_id);
    CHECK(paid.paid == Rupiah{650'000});
    CHECK(paid.paid_at == kNow);
    world.biller.says = Case::bill_expired;
    REQUIRE(bank.deliver(kNow).value().at(0).outcome == Outcome::reversed);
    CHECK(ask(bank, kCode).value().http_status == 404);
    bank.faults.down = true;
    CHECK_FALSE(ask(bank, kCode).has_value());
}

TEST_CASE("an order to pay is read with its bank time") {
    auto const order = outside::parse_pay_order(
        R"({"billing_code":"820220922465628","at":"2026-11-22T19:00:00+07:00"})");
    CHECK(order.value().at == kNow);
    CHECK_FALSE(order->amount.has_value());
    CHECK_FALSE(outside::parse_pay_order(R"({"billing_code":"1","skip_inquiry":true})"));
    CHECK_FALSE(outside::parse_pay_order(R"({"billing_code":"1","when":"now"})"));
}
