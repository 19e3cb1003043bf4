#include "outside/bank.hpp"

#include "base/invariant.hpp"
#include "base/text.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"
#include "snap/response.hpp"
#include "snap/virtual_account.hpp"

#include <algorithm>
#include <utility>

namespace mpaspor::outside {
namespace {

constexpr std::int64_t kAmountMax = 1'000'000'000'000;
constexpr std::size_t kBillingCodeMax = 20;
constexpr std::size_t kForgedSecretSize = 40;
constexpr std::string_view kPayerScreen = "M-PASPOR";
constexpr Rupiah kChangedBy{1'000};
constexpr Rupiah kAdded{350'000};
constexpr std::string_view kNobodysCode = "99999999999999";

struct Moment {
    Instant at;
    static Result<Moment> parse(std::string_view text) {
        auto const at = TRY(instant_from_text(text));
        return Moment{at};
    }
};

struct OrderBody {
    std::string billing_code;
    std::optional<Moment> at;
    std::optional<std::int64_t> amount;
    std::optional<bool> skip_inquiry;
};
constexpr auto shape(json::As<OrderBody>) {
    return json::closed<OrderBody>(
        json::text_field<&OrderBody::billing_code>("billing_code", kBillingCodeMax),
        json::field<&OrderBody::at>("at"),
        json::integer_field<&OrderBody::amount>("amount", 1, kAmountMax),
        json::field<&OrderBody::skip_inquiry>("skip_inquiry"));
}

snap::Client::Identity identity_of(snap::Agreement const& agreement, snap::RsaKey private_key) {
    return {.client_id = agreement.bank_client_id,
            .client_secret = agreement.bank_client_secret,
            .partner_id = agreement.partner_service_id,
            .private_key = std::move(private_key),
            .encoding = agreement.encoding,
            .base_path = "/snap"};
}

/// What the bank makes of the biller's answer to a payment. A repeat that the biller takes for
/// inconsistent counts as taken (3.9); what says nothing about the payment is asked again later.
Outcome outcome_of(snap::Case what) {
    switch (what) {
        case snap::Case::successful:
        case snap::Case::inconsistent_request: return Outcome::settled;
        case snap::Case::bill_not_found:
        case snap::Case::invalid_amount:
        case snap::Case::paid_bill:
        case snap::Case::bill_expired: return Outcome::reversed;
        default: return Outcome::waiting;
    }
}

Reply refused(snap::Service service, Error const& error) {
    auto const what = snap::case_for(error);
    return {.status = snap::info(what).http_status, .body = snap::answer(service, what)};
}

}  // namespace

Result<PayOrder> parse_pay_order(std::string_view body) {
    auto read = TRY(json::parse<OrderBody>(body));
    PayOrder order{.billing_code = std::move(read.billing_code),
                   .skip_inquiry = read.skip_inquiry.value_or(false)};
    if (read.at) order.at = read.at->at;
    if (read.amount) order.amount = Rupiah{*read.amount};
    if (order.skip_inquiry && !order.amount) return refuse(Code::missing_field, "/amount");
    return order;
}

std::string to_json(PayReport const& report) {
    json::Writer json;
    json.object()
        .member("payment_request_id", report.payment_request_id)
        .member("step", report.step)
        .member("response_code", report.response_code);
    if (report.amount) json.member("amount", report.amount->amount);
    if (report.outcome) json.member("outcome", name_of(*report.outcome));
    if (!report.repeated_code.empty()) json.member("repeated_code", report.repeated_code);
    json.end();
    return std::move(json).text();
}

Result<Bank> Bank::open(Setup setup, std::vector<std::string> const& lines) {
    auto identity = identity_of(setup.agreement, setup.private_key);
    snap::Client client{identity, setup.send};
    identity.client_secret.assign(kForgedSecretSize, 'x');
    snap::Client forger{std::move(identity), setup.send};
    auto biller_key = TRY(snap::RsaKey::from_pem(setup.agreement.biller_private_key.public_pem(),
                                                 snap::RsaKey::Kind::public_key));
    snap::Gate gate{.clients = {{.client_id = setup.agreement.biller_client_id,
                                 .client_secret = setup.agreement.biller_client_secret,
                                 .partner_id = setup.agreement.partner_service_id,
                                 .public_key = std::move(biller_key),
                                 .encoding = setup.agreement.encoding}},
                    .token_key = setup.token_key};
    Bank bank{std::move(setup), std::move(client), std::move(forger), std::move(gate)};
    for (auto const& line : lines) TRY(bank.ledger_.apply(line));
    return bank;
}

Bank::Bank(Setup setup, snap::Client client, snap::Client forger, snap::Gate gate)
    : setup_(std::move(setup)),
      client_(std::move(client)),
      forger_(std::move(forger)),
      gate_(std::move(gate)),
      serial_(setup_.first_serial) {}

Result<PayReport> Bank::pay(PayOrder const& order, Instant now) {
    if (faults.down) return fail(Code::gateway_unavailable, "the bank is down");
    auto service_id = TRY(snap::padded_service_id(setup_.agreement.partner_service_id));
    snap::Account const account{std::move(service_id), order.billing_code};
    PayReport report{.payment_request_id = next_serial(), .step = "inquiry"};
    snap::Payment payment{.account = account,
                          .request_id = report.payment_request_id,
                          .account_name = std::string{kPayerScreen},
                          .paid = order.amount.value_or(Rupiah{0}),
                          .paid_at = floored_to_second(order.at.value_or(now)),
                          .reference_no = next_serial()};
    if (!order.skip_inquiry) {
        auto const bill = inquire(account, report, now);
        if (!bill) return report;
        payment.paid = order.amount.value_or(bill->amount);
    }
    payment.paid = std::max(payment.paid + faults.wrong_amount_by, Rupiah{1});
    TRY(keep(Ledger::line(payment)));
    if (!faults.late && !faults.reordered) return settle(payment, now);
    report.step = "payment";
    report.response_code.clear();
    report.amount = payment.paid;
    report.outcome = Outcome::waiting;
    return report;
}

Result<std::vector<PayReport>> Bank::deliver(Instant now) {
    if (faults.down) return fail(Code::gateway_unavailable, "the bank is down");
    auto ids = ledger_.waiting();
    if (faults.reordered) std::ranges::reverse(ids);
    std::vector<PayReport> reports;
    for (auto const& id : ids) {
        auto const payment = ledger_.find(id)->payment;
        auto report = TRY(settle(payment, now));
        reports.push_back(std::move(report));
    }
    return reports;
}

Result<snap::InquiryAnswer> Bank::inquire(snap::Account const& account, PayReport& report,
                                          Instant now) {
    auto const body = snap::format(snap::Inquiry{account, report.payment_request_id});
    auto const answer = TRY(client_.call("/v1.0/transfer-va/inquiry", body, next_serial(), now));
    auto head = TRY(snap::parse_answer(snap::Service::inquiry, answer.body));
    report.response_code = std::move(head.code);
    if (head.what != snap::Case::successful) return fail(Code::bill_not_found);
    auto bill = TRY(snap::parse_inquiry_answer(answer.body));
    if (bill.account != account || bill.request_id != report.payment_request_id) {
        return fail(Code::bill_not_found, "the answer is about another bill");
    }
    return bill;
}

/// Every telling has an X-EXTERNAL-ID of its own; the paymentRequestId stays.
Bank::Told Bank::tell(snap::Payment const& payment, Instant now) {
    auto& client = faults.forged_signature ? forger_ : client_;
    bool const hears = !faults.no_answer;
    auto const answer =
        client.call("/v1.0/transfer-va/payment", snap::format(payment), next_serial(), now);
    if (!answer || !hears) return {};
    auto head = snap::parse_answer(snap::Service::payment, answer->body);
    if (!head) return {};
    return {.code = std::move(head->code), .outcome = outcome_of(head->what)};
}

Result<PayReport> Bank::settle(snap::Payment const& payment, Instant now) {
    bool const twice = faults.duplicate;
    auto const told = tell(payment, now);
    auto const told_again = twice ? tell(payment, now) : Told{};
    TRY(keep(Ledger::line(payment.request_id, told.outcome, told.code)));
    return PayReport{.payment_request_id = payment.request_id,
                     .step = "payment",
                     .response_code = told.code,
                     .amount = payment.paid,
                     .outcome = told.outcome,
                     .repeated_code = told_again.code};
}

Result<void> Bank::keep(std::string const& line) {
    TRY(setup_.keep(line));
    return ledger_.apply(line);
}

Reply Bank::grant_token(snap::Incoming const& request, Instant now) const {
    if (auto reply = broken(faults)) return *std::move(reply);
    auto granted = snap::grant_token(gate_, request, now);
    if (!granted) return refused(snap::Service::token, granted.error());
    return {.body = *std::move(granted), .delay = faults.slow};
}

Reply Bank::status(snap::Incoming const& request, Instant now) const {
    if (auto reply = broken(faults)) return *std::move(reply);
    auto const caller = snap::authenticate(gate_, request, now);
    if (!caller) return refused(snap::Service::status, caller.error());
    auto const question = snap::parse_status_question(request.body);
    if (!question) return refused(snap::Service::status, question.error());
    auto const* const entry = ledger_.paid(question->account.customer_no);
    if (entry == nullptr) {
        auto const none = snap::Case::transaction_not_found;
        return {.status = snap::info(none).http_status,
                .body = snap::answer(snap::Service::status, none),
                .delay = faults.slow};
    }
    return {.body = snap::answer_status(entry->payment), .delay = faults.slow};
}

/// As the ledger has it, but for what was switched on.
std::vector<snap::Payment> Bank::lines_shown(snap::StatementQuestion const& question) const {
    auto lines = ledger_.kept(question.from, question.until);
    if (faults.statement_drop && !lines.empty()) lines.pop_back();
    if (faults.statement_change && !lines.empty()) {
        lines.front().paid = lines.front().paid + kChangedBy;
    }
    if (faults.statement_twice && !lines.empty()) {
        auto again = lines.front();
        lines.push_back(std::move(again));
    }
    if (faults.statement_add) {
        auto const second = std::chrono::floor<std::chrono::seconds>(question.from);
        lines.push_back({.account = {question.partner_service_id, std::string{kNobodysCode}},
                         .request_id = "added-" + std::to_string(second.time_since_epoch().count()),
                         .account_name = {},
                         .paid = kAdded,
                         .paid_at = question.from});
    }
    return lines;
}

Reply Bank::statement(snap::Incoming const& request, Instant now) const {
    if (auto reply = broken(faults)) return *std::move(reply);
    auto const caller = snap::authenticate(gate_, request, now);
    if (!caller) return refused(snap::Service::statement, caller.error());
    auto const question = snap::parse_statement_question(request.body);
    if (!question) return refused(snap::Service::statement, question.error());
    auto const lines = lines_shown(*question);
    auto const begin = std::min(
        lines.size(), static_cast<std::size_t>(question->page - 1) * snap::kStatementPageLines);
    auto const end = std::min(lines.size(), begin + snap::kStatementPageLines);
    snap::StatementPage page{.more = end < lines.size()};
    for (auto at = begin; at < end; ++at) {
        page.lines.push_back(lines[at]);
        page.lines.back().account_name.clear();
    }
    return {.body = snap::answer_statement(page), .delay = faults.slow};
}

}  // namespace mpaspor::outside
