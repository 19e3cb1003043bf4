// Goal: what the bank sends gets in by its signature alone, once, and for its own accounts. The
// signatures' own tests stand beside snap/gate.cpp; here it is the way through HTTP.
#include "http/snap_gate.hpp"

#include "snap/client.hpp"
#include "tests/snap/vectors.hpp"

#include <doctest/doctest.h>

#include <array>
#include <chrono>
#include <string>

using namespace mpaspor;
using namespace std::chrono_literals;
using snap::Case;
using snap::Service;

namespace {

constexpr Instant kNow = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 12h;

snap::Agreement agreement() {
    auto key =
        snap::RsaKey::from_pem(vectors::kPrivatePem, snap::RsaKey::Kind::private_key).value();
    return {.partner_service_id = "12345",
            .bank_client_id = "bank",
            .bank_client_secret = std::string(32, 'b'),
            .bank_public_key =
                snap::RsaKey::from_pem(vectors::kPublicPem, snap::RsaKey::Kind::public_key).value(),
            .biller_client_id = "biller",
            .biller_client_secret = std::string(32, 'c'),
            .biller_private_key = key};
}

snap::Gate gate() {
    std::array<std::byte, SecretKey::kSize> const bytes{std::byte{7}};
    return snap::gate_for(agreement(), SecretKey{bytes});
}

snap::Account account(std::string const& service_id = "   12345") {
    return {service_id, "820220922465628"};
}

http::Request request(snap::Outgoing const& out) {
    http::Request in;
    in.method = "POST";
    auto const mark = out.path.find('?');
    in.path = out.path.substr(0, mark);
    if (mark != std::string::npos) in.query = out.path.substr(mark + 1);
    in.headers = out.headers;
    in.body = out.body;
    in.arrived = kNow;
    return in;
}

/// The request that a bank sends, its token granted by the endpoint itself.
http::Request sent(std::string const& path, std::string const& body) {
    http::Request last;
    snap::Client client{{.client_id = "bank",
                         .client_secret = std::string(32, 'b'),
                         .partner_id = "12345",
                         .private_key = agreement().biller_private_key,
                         .base_path = "/snap"},
                        [&](snap::Outgoing const& out) -> Result<snap::Answer> {
                            last = request(out);
                            auto const answer = http::snap_token(last, gate(), kNow);
                            return snap::Answer{answer.status, answer.body};
                        }};
    REQUIRE(client.call(path, body, "42", kNow).has_value());
    return last;
}

http::Request inquiry(std::string const& service_id = "   12345") {
    return sent("/v1.0/transfer-va/inquiry",
                snap::format(snap::Inquiry{account(service_id), "ask-1"}));
}

}  // namespace

TEST_CASE("the token endpoint grants to a signature that fits and refuses with SNAP's code") {
    http::Request bad;
    bad.method = "POST";
    bad.path = "/snap/v1.0/access-token/b2b";
    auto const refused = http::snap_token(bad, gate(), kNow);
    CHECK(refused.status == 400);
    CHECK(snap::parse_answer(Service::token, refused.body).value().what == Case::missing_field);
    bad.headers = {{"x-timestamp", "2026-11-22T19:00:00+07:00"},
                   {"x-client-key", "bank"},
                   {"x-signature", "00"}};
    bad.body = R"({"grantType":"client_credentials"})";
    auto const forged = http::snap_token(bad, gate(), kNow);
    CHECK(forged.status == 401);
    CHECK(snap::parse_answer(Service::token, forged.body).value().code == "4017300");
}

TEST_CASE("a signed inquiry tells its caller, also when its address has a query") {
    auto const plain = inquiry();
    CHECK(http::authenticate(plain, gate(), kNow).value().external_id == "42");
    auto const with_query = sent("/v1.0/transfer-va/inquiry?lang=id", plain.body);
    CHECK(with_query.query == "lang=id");
    CHECK(http::authenticate(with_query, gate(), kNow).has_value());
    auto without = with_query;
    without.query.clear();
    CHECK_FALSE(http::authenticate(without, gate(), kNow).has_value());
}

TEST_CASE("a forged, cut, re-encoded or stale request is refused with 401") {
    auto const code = [](http::Request const& in, Instant now) {
        auto const caller = http::authenticate(in, gate(), now);
        REQUIRE_FALSE(caller.has_value());
        return http::snap_refusal(Service::payment, caller.error());
    };
    auto other = inquiry();
    other.body += " ,";
    CHECK(code(other, kNow).status == 401);
    other = inquiry();
    other.body.pop_back();
    CHECK(code(other, kNow).status == 401);
    other = inquiry();
    other.body.replace(other.body.find("ask-1"), 5, R"(ask\u002d1)");
    CHECK(code(other, kNow).status == 401);
    auto const stale = code(inquiry(), kNow + 5min + 1s);
    CHECK(snap::parse_answer(Service::payment, stale.body).value().what == Case::unauthorized);
}

TEST_CASE("an account of another partner is no bill of this caller") {
    auto const in = inquiry("     777");
    auto const caller = http::authenticate(in, gate(), kNow).value();
    auto const read = http::read_inquiry(in, caller);
    REQUIRE_FALSE(read.has_value());
    CHECK(snap::case_for(read.error()) == Case::bill_not_found);
    CHECK(http::read_inquiry(inquiry(), caller).value().request_id == "ask-1");
}

TEST_CASE("a payment is read for the caller's own account") {
    snap::Payment const payment{.account = account(),
                                .request_id = "pay-1",
                                .account_name = "M-PASPOR",
                                .paid = Rupiah{650'000},
                                .paid_at = kNow};
    auto const in = sent("/v1.0/transfer-va/payment", snap::format(payment));
    auto const caller = http::authenticate(in, gate(), kNow).value();
    CHECK(http::read_payment(in, caller).value().paid == Rupiah{650'000});
    auto const elsewhere = snap::Caller{.client_id = "bank", .partner_id = "1", .external_id = "1"};
    CHECK_FALSE(http::read_payment(in, elsewhere).has_value());
}

TEST_CASE("an X-EXTERNAL-ID is taken once a day in Western Indonesian time (3.9)") {
    http::ExternalIds ids;
    snap::Caller const caller{.client_id = "bank", .partner_id = "1", .external_id = "17"};
    auto const other = [&](std::string const& client, std::string const& id) {
        return snap::Caller{.client_id = client, .partner_id = "1", .external_id = id};
    };
    CHECK(ids.take(caller, kNow).has_value());
    auto const again = ids.take(caller, kNow + 4h + 59min);
    REQUIRE_FALSE(again.has_value());
    CHECK(http::snap_refusal(Service::payment, again.error()).status == 409);
    CHECK(ids.take(other("bank", "18"), kNow).has_value());
    CHECK(ids.take(other("bank2", "17"), kNow).has_value());
    CHECK(ids.take(caller, kNow + 5h).has_value());
}

TEST_CASE("the bank's answers have the codes of D4") {
    using payment::BankAnswer;
    auto const code = [](BankAnswer answer) {
        return snap::response_code(Service::payment, http::case_of(answer));
    };
    CHECK(code(BankAnswer::accepted) == "2002500");
    CHECK(code(BankAnswer::unknown_bill) == "4042512");
    CHECK(code(BankAnswer::wrong_amount) == "4042513");
    CHECK(code(BankAnswer::paid_already) == "4042514");
    CHECK(code(BankAnswer::expired) == "4042519");
    auto const answer = http::snap_answer(Service::inquiry, Case::bill_expired);
    CHECK(answer.status == 404);
    CHECK(answer.content_type == "application/json");
}
