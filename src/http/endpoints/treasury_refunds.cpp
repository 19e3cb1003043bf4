/// Money that is owed back (R6): approved by one officer and paid out by another.

#include "app/payment/decide_refund.hpp"
#include "base/text.hpp"
#include "http/endpoints/admin.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/endpoints/treasury.hpp"

#include <array>
#include <optional>

namespace mpaspor::payment {

constexpr auto names(json::As<RefundReason>) {
    std::array<json::Name<RefundReason>, kRefundReasons.size()> rows{};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i] = {kRefundReasons[i], static_cast<RefundReason>(i)};
    }
    return rows;
}

}  // namespace mpaspor::payment

namespace mpaspor::http {

using payment::RefundStep;

enum class RefundOutcome : std::uint8_t { approved, refused };
constexpr auto names(json::As<RefundOutcome>) {
    return std::array{json::Name{"approved", RefundOutcome::approved},
                      json::Name{"refused", RefundOutcome::refused}};
}

struct RefundDecisionRequest {
    RefundOutcome outcome;
    payment::RefundReason reason;
};
constexpr auto shape(json::As<RefundDecisionRequest>) {
    using R = RefundDecisionRequest;
    return json::closed<R>(json::field<&R::outcome>("outcome"), json::field<&R::reason>("reason"));
}

namespace {

std::string refund_json(Call const& call, store::Refund const& refund) {
    json::Writer json;
    json.object();
    write_refund(json, call, refund);
    json.end();
    return std::move(json).text();
}

std::string look_json(Call const& call, store::Refund const& refund) {
    auto const& numbers = call.service.numbers;
    auto const& paid = refund.payment;
    json::Writer json;
    json.object();
    write_refund(json, call, refund);
    if (paid.application == ApplicationId{}) {
        json.null("application").null("billing_code");
    } else {
        json.member("application", numbers.application_number(paid.application))
            .member("billing_code", numbers.billing_code(paid.bill));
    }
    json.end();
    return std::move(json).text();
}

void decide(CallPtr const& call, app::DecideRefund const& input) {
    write_once<store::Refund>(
        call, {.urgency = app::Urgency::settlement},
        [input](auto& tx, auto const& context) { return app::decide_refund(tx, context, input); },
        [call](store::Refund const& refund) {
            return json_response(200, refund_json(*call, refund));
        });
}

}  // namespace

Result<std::int64_t> row_named(std::string_view text) {
    auto const number = integer_from_text(text);
    if (!number || *number <= 0) return fail(Code::request_not_found);
    return *number;
}

void write_refund(json::Writer& json, Call const& call, store::Refund const& refund) {
    json.member("id", std::to_string(refund.id.value)).member("state", to_text(refund.state));
    if (refund.office_code.empty()) {
        json.null("office");
    } else {
        json.member("office", refund.office_code);
    }
    bool const by_me = call.context.actor.kind == app::ActorKind::officer &&
                       refund.approved_by == OfficerId{call.context.actor.id};
    json.member("provider", refund.payment.provider)
        .member("reference", refund.payment.reference)
        .member("amount", refund.payment.amount.amount)
        .member("bank_time", instant_text(refund.payment.bank_time))
        .member("opened_at", instant_text(refund.opened))
        .member("reason", to_text(refund.reason))
        .member("approved_by_me", by_me);
    if (refund.decided_at) {
        json.member("decided_at", instant_text(*refund.decided_at));
    } else {
        json.null("decided_at");
    }
}

void list_refunds(CallPtr const& call) {
    auto const wanted = call->query("state");
    auto const state = payment::refund_state_from_text(wanted.empty() ? "due" : wanted);
    if (!state) return call->refuse({state.error().code, "", "/state"});
    RefundId after{};
    if (auto const cursor = call->query("cursor"); !cursor.empty()) {
        auto const row = row_named(cursor);
        if (!row) return call->refuse({Code::unknown_value, "", "/cursor"});
        after = {*row};
    }
    read_and_answer<app::RefundPage>(
        call,
        [state = *state, after](auto& tx, auto const& context) {
            return app::read_refunds(tx, context, state, after);
        },
        [call](app::RefundPage const& page) -> Result<Response> {
            json::Writer json;
            json.object().array("refunds");
            for (auto const& refund : page.refunds) json.raw_element(refund_json(*call, refund));
            json.end();
            if (page.more) {
                json.member("next_cursor", std::to_string(page.refunds.back().id.value));
            } else {
                json.null("next_cursor");
            }
            json.end();
            return json_response(200, std::move(json).text());
        });
}

void get_refunds(CallPtr call) {
    list_refunds(call);
}

void get_refund(CallPtr call) {
    auto const row = row_named(call->path.at(0));
    if (!row) return call->refuse(row.error());
    run_use_case<store::Refund>(
        call, {},
        [id = RefundId{*row}](auto& tx, auto const& context) {
            return app::look_at_refund(tx, context, id);
        },
        [call](store::Refund const& refund) {
            call->answer(json_response(200, look_json(*call, refund)));
        });
}

void post_refund_decision(CallPtr call) {
    auto const input = json::parse<RefundDecisionRequest>(call->request.body);
    if (!input) return call->refuse(input.error());
    auto const row = row_named(call->path.at(0));
    if (!row) return call->refuse(row.error());
    auto const step =
        input->outcome == RefundOutcome::approved ? RefundStep::approve : RefundStep::refuse;
    decide(call, {{*row}, step, input->reason});
}

void post_refund_payout(CallPtr call) {
    auto const input = json::parse<Empty>(call->request.body);
    if (!input) return call->refuse(input.error());
    auto const row = row_named(call->path.at(0));
    if (!row) return call->refuse(row.error());
    decide(call, {{*row}, RefundStep::pay_out, payment::RefundReason::none});
}

void get_admin_refunds(CallPtr call) {
    list_refunds(call);
}

}  // namespace mpaspor::http
