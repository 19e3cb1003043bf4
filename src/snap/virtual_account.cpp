#include "snap/virtual_account.hpp"

#include "base/invariant.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"
#include "snap/timestamp.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>

namespace mpaspor::snap {
namespace {

constexpr std::size_t kServiceIdSize = 8;
constexpr std::size_t kCustomerNoMax = 20;
constexpr std::size_t kNumberMax = kServiceIdSize + kCustomerNoMax;
constexpr std::size_t kRequestIdMax = 128;
constexpr std::size_t kNameMax = 255;
constexpr std::size_t kReferenceMax = 64;
constexpr std::size_t kCodeSize = 7;
constexpr std::size_t kRupiahDigitsMax = 13;
constexpr std::string_view kNoFraction = ".00";
constexpr std::string_view kRupiahCode = "IDR";

bool all_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

void write_account(json::Writer& json, Account const& account) {
    json.member("partnerServiceId", account.partner_service_id)
        .member("customerNo", account.customer_no)
        .member("virtualAccountNo", account.number());
}

void write_amount(json::Writer& json, std::string_view name, Rupiah amount) {
    json.object(name).member("value", format_amount(amount)).member("currency", kRupiahCode).end();
}

/// The members that requests and answers about a payment share.
void write_payment(json::Writer& json, Payment const& payment) {
    write_account(json, payment.account);
    json.member("virtualAccountName", payment.account_name)
        .member("paymentRequestId", payment.request_id);
    write_amount(json, "paidAmount", payment.paid);
    write_amount(json, "totalAmount", payment.paid);
    json.member("trxDateTime", format_timestamp(payment.paid_at));
    if (!payment.reference_no.empty()) json.member("referenceNo", payment.reference_no);
}

void write_head(json::Writer& json, Service service, Case what) {
    json.member("responseCode", response_code(service, what))
        .member("responseMessage", info(what).message);
}

/// One of the checked texts below, read by json through its parse().
struct ServiceId {
    std::string text;
    static Result<ServiceId> parse(std::string_view text) {
        auto const begin = std::min(text.find_first_not_of(' '), text.size());
        auto padded = TRY(padded_service_id(text.substr(begin)));
        if (padded != text) return fail(Code::malformed_request, "partnerServiceId");
        return ServiceId{std::move(padded)};
    }
};

struct CustomerNo {
    std::string text;
    static Result<CustomerNo> parse(std::string_view text) {
        if (text.empty() || text.size() > kCustomerNoMax || !all_digits(text)) {
            return fail(Code::malformed_request, "customerNo");
        }
        return CustomerNo{std::string{text}};
    }
};

struct RequestId {
    std::string text;
    static Result<RequestId> parse(std::string_view text) {
        if (text.empty()) return fail(Code::missing_field);
        if (text.size() > kRequestIdMax) return fail(Code::too_long);
        return RequestId{std::string{text}};
    }
};

struct Time {
    Instant at;
    static Result<Time> parse(std::string_view text) {
        auto const at = TRY(parse_timestamp(text));
        return Time{at};
    }
};

struct AmountValue {
    Rupiah rupiah;
    static Result<AmountValue> parse(std::string_view text) {
        auto const rupiah = TRY(parse_amount(text));
        return AmountValue{rupiah};
    }
};

enum class Currency : std::uint8_t { rupiah };
constexpr auto names(json::As<Currency>) {
    return std::array{json::Name{"IDR", Currency::rupiah}};
}

struct Amount {
    AmountValue value;
    Currency currency;
};
constexpr auto shape(json::As<Amount>) {
    return json::open<Amount>(json::field<&Amount::value>("value"),
                              json::field<&Amount::currency>("currency"));
}

// The bodies as they stand in JSON.

struct StatusBody {
    ServiceId service_id;
    CustomerNo customer_no;
    std::string number;
};
constexpr auto shape(json::As<StatusBody>) {
    return json::open<StatusBody>(
        json::field<&StatusBody::service_id>("partnerServiceId"),
        json::field<&StatusBody::customer_no>("customerNo"),
        json::text_field<&StatusBody::number>("virtualAccountNo", kNumberMax));
}

struct InquiryBody {
    ServiceId service_id;
    CustomerNo customer_no;
    std::string number;
    RequestId request_id;
};
constexpr auto shape(json::As<InquiryBody>) {
    return json::open<InquiryBody>(
        json::field<&InquiryBody::service_id>("partnerServiceId"),
        json::field<&InquiryBody::customer_no>("customerNo"),
        json::text_field<&InquiryBody::number>("virtualAccountNo", kNumberMax),
        json::field<&InquiryBody::request_id>("inquiryRequestId"));
}

struct BillBody {
    ServiceId service_id;
    CustomerNo customer_no;
    std::string number;
    RequestId request_id;
    std::string name;
    Amount total;
};
constexpr auto shape(json::As<BillBody>) {
    return json::open<BillBody>(json::field<&BillBody::service_id>("partnerServiceId"),
                                json::field<&BillBody::customer_no>("customerNo"),
                                json::text_field<&BillBody::number>("virtualAccountNo", kNumberMax),
                                json::field<&BillBody::request_id>("inquiryRequestId"),
                                json::text_field<&BillBody::name>("virtualAccountName", kNameMax),
                                json::field<&BillBody::total>("totalAmount"));
}

struct PaymentBody {
    ServiceId service_id;
    CustomerNo customer_no;
    std::string number;
    RequestId request_id;
    std::optional<std::string> name;
    Amount paid;
    Time paid_at;
    std::optional<std::string> reference_no;
};
constexpr auto shape(json::As<PaymentBody>) {
    return json::open<PaymentBody>(
        json::field<&PaymentBody::service_id>("partnerServiceId"),
        json::field<&PaymentBody::customer_no>("customerNo"),
        json::text_field<&PaymentBody::number>("virtualAccountNo", kNumberMax),
        json::field<&PaymentBody::request_id>("paymentRequestId"),
        json::text_field<&PaymentBody::name>("virtualAccountName", kNameMax),
        json::field<&PaymentBody::paid>("paidAmount"),
        json::field<&PaymentBody::paid_at>("trxDateTime"),
        json::text_field<&PaymentBody::reference_no>("referenceNo", kReferenceMax));
}

enum class Flag : std::uint8_t { no, yes };
constexpr auto names(json::As<Flag>) {
    return std::array{json::Name{"N", Flag::no}, json::Name{"Y", Flag::yes}};
}

struct StatementBody {
    ServiceId service_id;
    Time from;
    Time until;
    std::int64_t page;
};
constexpr auto shape(json::As<StatementBody>) {
    using B = StatementBody;
    return json::open<B>(json::field<&B::service_id>("partnerServiceId"),
                         json::field<&B::from>("fromDateTime"),
                         json::field<&B::until>("toDateTime"),
                         json::integer_field<&B::page>("pageNumber", 1, kStatementPagesMax));
}

struct LinesBody {
    Flag more;
    std::vector<PaymentBody> lines;
};
constexpr auto shape(json::As<LinesBody>) {
    return json::open<LinesBody>(
        json::field<&LinesBody::more>("hasMore"),
        json::list_field<&LinesBody::lines>("detailData", kStatementPageLines));
}

/// Answers have their data one level down.
template <typename Body>
struct Wrapped {
    Body data;
};
template <typename Body>
constexpr auto shape(json::As<Wrapped<Body>>) {
    return json::open<Wrapped<Body>>(json::field<&Wrapped<Body>::data>("virtualAccountData"));
}

struct HeadBody {
    std::string code;
};
constexpr auto shape(json::As<HeadBody>) {
    return json::open<HeadBody>(json::text_field<&HeadBody::code>("responseCode", kCodeSize));
}

/// The account's parts, when its whole agrees with them.
template <typename Body>
Result<Account> account_of(Body const& body) {
    Account account{body.service_id.text, body.customer_no.text};
    if (account.number() != body.number) {
        return refuse(Code::malformed_request, "/virtualAccountNo");
    }
    return account;
}

Result<Payment> payment_of(PaymentBody body) {
    auto account = TRY(account_of(body));
    return Payment{.account = std::move(account),
                   .request_id = std::move(body.request_id.text),
                   .account_name = std::move(body.name).value_or(""),
                   .paid = body.paid.value.rupiah,
                   .paid_at = body.paid_at.at,
                   .reference_no = std::move(body.reference_no).value_or("")};
}

/// An answer that says what was done with, or is known of, a payment.
std::string payment_answer(Service service, Payment const& payment, bool names_inquiry) {
    json::Writer json;
    json.object();
    write_head(json, service, Case::successful);
    json.object("virtualAccountData");
    json.object("paymentFlagReason")
        .member("english", "Success")
        .member("indonesia", "Sukses")
        .end();
    write_payment(json, payment);
    if (names_inquiry) json.member("inquiryRequestId", payment.request_id);
    json.member("paymentFlagStatus", "00").end().end();
    return std::move(json).text();
}

}  // namespace

Result<std::string> padded_service_id(std::string_view digits) {
    if (digits.empty() || digits.size() > kServiceIdSize || !all_digits(digits)) {
        return fail(Code::malformed_request, "partnerServiceId");
    }
    return std::string(kServiceIdSize - digits.size(), ' ') + std::string{digits};
}

std::string format_amount(Rupiah amount) {
    INVARIANT(amount.amount >= 0);
    return std::to_string(amount.amount) + std::string{kNoFraction};
}

Result<Rupiah> parse_amount(std::string_view text) {
    if (!text.ends_with(kNoFraction)) return fail(Code::malformed_request, "amount");
    auto const digits = text.substr(0, text.size() - kNoFraction.size());
    bool const one_spelling = digits.size() == 1 || !digits.starts_with('0');
    if (digits.empty() || digits.size() > kRupiahDigitsMax || !all_digits(digits) ||
        !one_spelling) {
        return fail(Code::malformed_request, "amount");
    }
    Rupiah rupiah;
    for (char const c : digits) rupiah.amount = rupiah.amount * 10 + (c - '0');
    return rupiah;
}

std::string format(Inquiry const& inquiry) {
    json::Writer json;
    json.object();
    write_account(json, inquiry.account);
    json.member("inquiryRequestId", inquiry.request_id).end();
    return std::move(json).text();
}

std::string format(Payment const& payment) {
    json::Writer json;
    json.object();
    write_payment(json, payment);
    json.end();
    return std::move(json).text();
}

std::string format(StatusQuestion const& question) {
    json::Writer json;
    json.object();
    write_account(json, question.account);
    json.end();
    return std::move(json).text();
}

std::string format(StatementQuestion const& question) {
    json::Writer json;
    json.object()
        .member("partnerServiceId", question.partner_service_id)
        .member("fromDateTime", format_timestamp(question.from))
        .member("toDateTime", format_timestamp(question.until))
        .member("pageNumber", question.page)
        .end();
    return std::move(json).text();
}

Result<Inquiry> parse_inquiry(std::string_view body) {
    auto read = TRY(json::parse<InquiryBody>(body));
    auto account = TRY(account_of(read));
    return Inquiry{std::move(account), std::move(read.request_id.text)};
}

Result<Payment> parse_payment(std::string_view body) {
    auto read = TRY(json::parse<PaymentBody>(body));
    return payment_of(std::move(read));
}

Result<StatusQuestion> parse_status_question(std::string_view body) {
    auto const read = TRY(json::parse<StatusBody>(body));
    auto account = TRY(account_of(read));
    return StatusQuestion{std::move(account)};
}

Result<StatementQuestion> parse_statement_question(std::string_view body) {
    auto read = TRY(json::parse<StatementBody>(body));
    return StatementQuestion{.partner_service_id = std::move(read.service_id.text),
                             .from = read.from.at,
                             .until = read.until.at,
                             .page = read.page};
}

std::string answer(InquiryAnswer const& bill) {
    json::Writer json;
    json.object();
    write_head(json, Service::inquiry, Case::successful);
    json.object("virtualAccountData").member("inquiryStatus", "00");
    json.object("inquiryReason").member("english", "Success").member("indonesia", "Sukses").end();
    write_account(json, bill.account);
    json.member("virtualAccountName", bill.account_name)
        .member("inquiryRequestId", bill.request_id);
    write_amount(json, "totalAmount", bill.amount);
    json.array("billDetails").object();
    json.member("billNo", bill.account.customer_no.substr(0, 18));
    json.object("billDescription")
        .member("english", "Passport fee")
        .member("indonesia", "Biaya paspor")
        .end();
    write_amount(json, "billAmount", bill.amount);
    json.end().end();
    json.member("virtualAccountTrxType", "C").end().end();  // Closed: this amount, once.
    return std::move(json).text();
}

std::string answer_payment(Payment const& payment) {
    return payment_answer(Service::payment, payment, false);
}

std::string answer_status(Payment const& payment) {
    return payment_answer(Service::status, payment, true);
}

std::string answer_statement(StatementPage const& page) {
    json::Writer json;
    json.object();
    write_head(json, Service::statement, Case::successful);
    json.member("hasMore", page.more ? "Y" : "N").array("detailData");
    for (auto const& line : page.lines) {
        json.object();
        write_payment(json, line);
        json.end();
    }
    json.end().end();
    return std::move(json).text();
}

std::string answer(Service service, Case what) {
    json::Writer json;
    json.object();
    write_head(json, service, what);
    json.end();
    return std::move(json).text();
}

Result<AnswerHead> parse_answer(Service service, std::string_view body) {
    auto head = TRY(json::parse<HeadBody>(body));
    auto const what = case_of(service, head.code);
    if (!what) return refuse(Code::unknown_value, "/responseCode");
    return AnswerHead{*what, std::move(head.code)};
}

Result<InquiryAnswer> parse_inquiry_answer(std::string_view body) {
    auto answered = TRY(json::parse<Wrapped<BillBody>>(body));
    auto account = TRY(account_of(answered.data));
    return InquiryAnswer{.account = std::move(account),
                         .request_id = std::move(answered.data.request_id.text),
                         .account_name = std::move(answered.data.name),
                         .amount = answered.data.total.value.rupiah};
}

Result<Payment> parse_status_answer(std::string_view body) {
    auto answered = TRY(json::parse<Wrapped<PaymentBody>>(body));
    return payment_of(std::move(answered.data));
}

Result<StatementPage> parse_statement_answer(std::string_view body) {
    auto answered = TRY(json::parse<LinesBody>(body));
    StatementPage page{.more = answered.more == Flag::yes};
    for (auto& body_of_line : answered.lines) {
        auto line = TRY(payment_of(std::move(body_of_line)));
        if (line.paid <= Rupiah{0}) return refuse(Code::malformed_request, "/detailData");
        page.lines.push_back(std::move(line));
    }
    return page;
}

Case case_for(Error const& error) {
    switch (error.code) {
        case Code::malformed_json: return Case::malformed;
        case Code::malformed_text:
            return error.pointer.empty() ? Case::malformed : Case::malformed_field;
        case Code::missing_field: return Case::missing_field;
        case Code::forbidden: return Case::unauthorized;
        case Code::not_signed_in: return Case::invalid_token;
        case Code::bill_not_found: return Case::bill_not_found;
        case Code::idempotency_key_reused: return Case::duplicate_external_id;
        case Code::outcome_unknown: return Case::timeout;
        default: break;
    }
    switch (info(error.code).category) {
        case Category::bad_input: return Case::malformed_field;
        case Category::method: return Case::wrong_method;
        case Category::too_many: return Case::too_many_requests;
        case Category::timeout: return Case::timeout;
        case Category::unavailable: return Case::unavailable;
        default: return Case::internal_error;
    }
}

}  // namespace mpaspor::snap
