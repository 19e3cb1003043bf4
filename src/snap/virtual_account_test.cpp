#include "snap/virtual_account.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>

using namespace mpaspor;
using namespace std::chrono_literals;
using snap::Case;
using snap::Service;

namespace {

constexpr Instant kPaidAt = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 12h;

snap::Account account() {
    return {.partner_service_id = "   12345", .customer_no = "820220922465628"};
}

snap::Payment payment() {
    return {.account = account(),
            .request_id = "pay-1",
            .account_name = "M-PASPOR",
            .paid = Rupiah{650'000},
            .paid_at = kPaidAt,
            .reference_no = "000000000017"};
}

/// The body with `part` replaced.
std::string with(std::string body, std::string const& part, std::string const& other) {
    auto const at = body.find(part);
    REQUIRE(at != std::string::npos);
    return body.replace(at, part.size(), other);
}

Error payment_error(std::string const& body) {
    auto const read = snap::parse_payment(body);
    REQUIRE_FALSE(read.has_value());
    return read.error();
}

}  // namespace

TEST_CASE("partnerServiceId is padded on the left to eight characters (3.9)") {
    CHECK(snap::padded_service_id("12345") == "   12345");
    CHECK(snap::padded_service_id("12345678") == "12345678");
    CHECK_FALSE(snap::padded_service_id("").has_value());
    CHECK_FALSE(snap::padded_service_id("123456789").has_value());
    CHECK_FALSE(snap::padded_service_id("12a").has_value());
}

TEST_CASE("an amount is whole rupiah with two zeros behind the point (3.9)") {
    CHECK(snap::format_amount(Rupiah{650'000}) == "650000.00");
    CHECK(snap::parse_amount("650000.00") == Rupiah{650'000});
    CHECK(snap::parse_amount("0.00") == Rupiah{0});
    CHECK(snap::parse_amount("9999999999999.00") == Rupiah{9'999'999'999'999});
    for (auto const* text : {"", ".00", "650000", "650000.0", "650000.50", "650000.000", "-1.00",
                             "+1.00", "0650000.00", "6,50.00", "99999999999999.00", " 1.00"}) {
        CAPTURE(text);
        CHECK_FALSE(snap::parse_amount(text).has_value());
    }
}

TEST_CASE("a payment is read as it was written") {
    auto const read = snap::parse_payment(snap::format(payment())).value();
    CHECK(read.account == account());
    CHECK(read.request_id == "pay-1");
    CHECK(read.paid == Rupiah{650'000});
    CHECK(read.paid_at == kPaidAt);
    CHECK(read.reference_no == "000000000017");
}

TEST_CASE("a payment without what we need is refused, and the member named") {
    auto const body = snap::format(payment());
    CHECK(payment_error(with(body, "\"trxDateTime\"", "\"other\"")).pointer == "/trxDateTime");
    CHECK(payment_error(with(body, "\"paidAmount\"", "\"other\"")).pointer == "/paidAmount");
    CHECK(payment_error(with(body, "\"pay-1\"", "\"\"")).pointer == "/paymentRequestId");
    CHECK(payment_error(with(body, "+07:00", "")).code == Code::malformed_date);
    CHECK(payment_error(with(body, "IDR", "USD")).pointer == "/paidAmount/currency");
    CHECK(payment_error(with(body, "650000.00", "650000.01")).pointer == "/paidAmount/value");
    CHECK(payment_error(with(body, "\"pay-1\"", '"' + std::string(129, 'x') + '"')).code ==
          Code::too_long);
}

TEST_CASE("an account whose parts do not fit together is refused") {
    auto const body = snap::format(payment());
    CHECK(payment_error(with(body, "\"   12345\"", "\"12345\"")).pointer == "/partnerServiceId");
    CHECK(payment_error(with(body, "\"   12345\"", "\"        \"")).pointer == "/partnerServiceId");
    CHECK(payment_error(with(body, "\"820220922465628\"", "\"82022092246562x\"")).pointer ==
          "/customerNo");
    CHECK(payment_error(with(body, "\"820220922465628\"", "\"820220922465629\"")).pointer ==
          "/virtualAccountNo");
}

TEST_CASE("a member given twice is refused, since two readers may take different ones") {
    auto const twice = with(snap::format(payment()), "\"paidAmount\"",
                            R"("paidAmount":{"value":"1.00","currency":"IDR"},"paidAmount")");
    CHECK(payment_error(twice).code == Code::unknown_field);
}

TEST_CASE("members of other banks are passed over") {
    auto const more = with(snap::format(payment()), "{\"partner",
                           R"({"additionalInfo":{"deviceId":"1"},"channelCode":6011,"partner)");
    CHECK(snap::parse_payment(more).has_value());
}

TEST_CASE("an inquiry and its answer are read as they were written") {
    auto const inquiry =
        snap::parse_inquiry(snap::format(snap::Inquiry{account(), "ask-1"})).value();
    CHECK(inquiry.account == account());
    CHECK(inquiry.request_id == "ask-1");
    snap::InquiryAnswer const bill{account(), "ask-1", "M-PASPOR", Rupiah{350'000}};
    auto const body = snap::answer(bill);
    CHECK(snap::parse_answer(Service::inquiry, body).value().what == Case::successful);
    auto const read = snap::parse_inquiry_answer(body).value();
    CHECK(read.account == account());
    CHECK(read.request_id == "ask-1");
    CHECK(read.amount == Rupiah{350'000});
}

TEST_CASE("a status question and its answer are read as they were written") {
    auto const body = snap::format(snap::StatusQuestion{account()});
    CHECK(snap::parse_status_question(body).value().account == account());
    auto const read = snap::parse_status_answer(snap::answer_status(payment())).value();
    CHECK(read.request_id == "pay-1");
    CHECK(read.paid_at == kPaidAt);
}

TEST_CASE("the answer to a payment says success and repeats it") {
    auto const body = snap::answer_payment(payment());
    CHECK(snap::parse_answer(Service::payment, body).value().code == "2002500");
    CHECK(body.find(R"("paymentFlagStatus":"00")") != std::string::npos);
}

TEST_CASE("a refusal is a code and a message") {
    CHECK(snap::answer(Service::payment, Case::bill_expired) ==
          R"({"responseCode":"4042519",)"
          R"("responseMessage":"Invalid Bill/Virtual Account. Expired"})");
    CHECK_FALSE(snap::parse_answer(Service::inquiry, R"({"responseCode":"4042519"})").has_value());
    CHECK_FALSE(snap::parse_answer(Service::inquiry, "<html>").has_value());
}

TEST_CASE("our refusals have their names in SNAP") {
    auto const name = [](Code code) { return snap::case_for(Error{.code = code}); };
    CHECK(name(Code::forbidden) == Case::unauthorized);
    CHECK(name(Code::not_signed_in) == Case::invalid_token);
    CHECK(name(Code::missing_field) == Case::missing_field);
    CHECK(name(Code::malformed_json) == Case::malformed);
    CHECK(name(Code::malformed_text) == Case::malformed);
    CHECK(snap::case_for(Error{.code = Code::malformed_text, .pointer = "/customerNo"}) ==
          Case::malformed_field);
    CHECK(name(Code::malformed_date) == Case::malformed_field);
    CHECK(name(Code::bill_not_found) == Case::bill_not_found);
    CHECK(name(Code::idempotency_key_reused) == Case::duplicate_external_id);
    CHECK(name(Code::too_many_requests) == Case::too_many_requests);
    CHECK(name(Code::busy) == Case::unavailable);
    CHECK(name(Code::outcome_unknown) == Case::timeout);
    CHECK(name(Code::storage_broken) == Case::internal_error);
}

TEST_CASE("D4: a question for the statement is read as it is written") {
    snap::StatementQuestion const question{.partner_service_id = "   12345",
                                           .from = payment().paid_at,
                                           .until = payment().paid_at + std::chrono::hours{24},
                                           .page = 3};
    auto const read = snap::parse_statement_question(snap::format(question)).value();
    CHECK(read.partner_service_id == question.partner_service_id);
    CHECK(read.from == question.from);
    CHECK(read.until == question.until);
    CHECK(read.page == 3);
    auto const refused = [](std::string_view page) {
        auto const body = R"({"partnerServiceId":"   12345","fromDateTime":)"
                          R"("2026-11-22T00:00:00+07:00","toDateTime":"2026-11-23T00:00:00+07:00",)"
                          R"("pageNumber":)" +
                          std::string{page} + "}";
        return !snap::parse_statement_question(body).has_value();
    };
    CHECK_FALSE(refused("1"));
    CHECK(refused("0"));
    CHECK(refused("1001"));
}

TEST_CASE("D4: a page of the statement is read as it is written; a line of nothing is refused") {
    auto line = payment();
    snap::StatementPage page{.lines = {line, line}, .more = true};
    auto const read = snap::parse_statement_answer(snap::answer_statement(page)).value();
    REQUIRE(read.lines.size() == 2);
    CHECK(read.more);
    CHECK(read.lines[1].request_id == line.request_id);
    CHECK(read.lines[1].paid == line.paid);
    CHECK(read.lines[1].paid_at == line.paid_at);
    CHECK_FALSE(snap::parse_statement_answer(snap::answer_statement({})).value().more);
    page.lines[1].paid = Rupiah{0};
    CHECK_FALSE(snap::parse_statement_answer(snap::answer_statement(page)).has_value());
    page.lines.assign(snap::kStatementPageLines + 1, line);
    CHECK_FALSE(snap::parse_statement_answer(snap::answer_statement(page)).has_value());
}
