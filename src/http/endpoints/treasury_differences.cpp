/// Days compared with the bank's statement (D4): what the treasurer explains, and what the operator
/// asks for.

#include "app/payment/treasury_differences.hpp"
#include "base/text.hpp"
#include "http/endpoints/admin.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/endpoints/treasury.hpp"

#include <array>
#include <optional>

namespace mpaspor::payment {

constexpr auto names(json::As<Explanation>) {
    std::array<json::Name<Explanation>, kExplanations.size()> rows{};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i] = {kExplanations[i], static_cast<Explanation>(i)};
    }
    return rows;
}

}  // namespace mpaspor::payment

namespace mpaspor::http {

struct ExplanationRequest {
    payment::Explanation explanation;
};
constexpr auto shape(json::As<ExplanationRequest>) {
    return json::closed<ExplanationRequest>(
        json::field<&ExplanationRequest::explanation>("explanation"));
}

namespace {

void write_side(json::Writer& json, std::string_view name, std::optional<Rupiah> const& amount,
                std::optional<Instant> const& time) {
    if (!amount || !time) {
        json.null(name);
        return;
    }
    json.object(name).member("amount", amount->amount).member("bank_time", instant_text(*time));
    json.end();
}

std::string difference_json(store::StoredDifference const& d) {
    json::Writer json;
    json.object()
        .member("id", std::to_string(d.id.value))
        .member("date", date_text(d.date))
        .member("kind", to_text(d.kind))
        .member("state", to_text(d.state))
        .member("explanation", to_text(d.explanation));
    if (d.office_code.empty()) {
        json.null("office");
    } else {
        json.member("office", d.office_code);
    }
    json.member("provider", d.provider).member("reference", d.reference);
    write_side(json, "bank", d.bank_amount, d.bank_time);
    write_side(json, "ours", d.our_amount, d.our_time);
    json.member("found_at", instant_text(d.found_at)).end();
    return std::move(json).text();
}

void write_differences(json::Writer& json, std::vector<store::StoredDifference> const& found) {
    json.array("differences");
    for (auto const& difference : found) json.raw_element(difference_json(difference));
    json.end();
}

void write_instant(json::Writer& json, std::string_view name, std::optional<Instant> const& at) {
    if (at) {
        json.member(name, instant_text(*at));
    } else {
        json.null(name);
    }
}

std::string day_json(LocalDate date, app::DayView const& view) {
    auto const day = view.day.value_or(store::Reconciliation{.date = date, .amount = {}});
    json::Writer json;
    json.object()
        .member("date", date_text(date))
        .member("lines", day.lines)
        .member("amount", day.amount.amount)
        .member("differences_in_all", day.differences);
    write_instant(json, "asked_at", day.asked_at);
    write_instant(json, "reconciled_at", day.reconciled_at);
    write_differences(json, view.differences);
    json.end();
    return std::move(json).text();
}

}  // namespace

void get_differences(CallPtr call) {
    auto const wanted = call->query("state");
    auto const state = payment::difference_state_from_text(wanted.empty() ? "open" : wanted);
    if (!state) return call->refuse({state.error().code, "", "/state"});
    DifferenceId after{};
    if (auto const cursor = call->query("cursor"); !cursor.empty()) {
        auto const row = row_named(cursor);
        if (!row) return call->refuse({Code::unknown_value, "", "/cursor"});
        after = {*row};
    }
    read_and_answer<app::DifferencePage>(
        call,
        [state = *state, after](auto& tx, auto const& context) {
            return app::read_differences(tx, context, state, after);
        },
        [](app::DifferencePage const& page) -> Result<Response> {
            json::Writer json;
            json.object();
            write_differences(json, page.differences);
            if (page.more) {
                json.member("next_cursor", std::to_string(page.differences.back().id.value));
            } else {
                json.null("next_cursor");
            }
            json.end();
            return json_response(200, std::move(json).text());
        });
}

void post_difference_explanation(CallPtr call) {
    auto const input = json::parse<ExplanationRequest>(call->request.body);
    if (!input) return call->refuse(input.error());
    auto const row = row_named(call->path.at(0));
    if (!row) return call->refuse(row.error());
    app::ExplainDifference const explain{{*row}, input->explanation};
    write_once<store::StoredDifference>(
        call, {},
        [explain](auto& tx, auto const& context) {
            return app::explain_difference(tx, context, explain);
        },
        [](store::StoredDifference const& difference) {
            return json_response(200, difference_json(difference));
        });
}

void get_admin_reconciliation(CallPtr call) {
    auto const date = date_from_text(call->path.at(0));
    if (!date) return call->refuse({date.error().code, "", "/date"});
    read_and_answer<app::DayView>(
        call, [date = *date](auto& tx, auto const&) { return app::read_reconciliation(tx, date); },
        [date = *date](app::DayView const& view) -> Result<Response> {
            return json_response(200, day_json(date, view));
        });
}

void post_admin_reconciliation(CallPtr call) {
    auto const body = json::parse<Empty>(call->request.body);
    if (!body) return call->refuse(body.error());
    auto const date = date_from_text(call->path.at(0));
    if (!date) return call->refuse({date.error().code, "", "/date"});
    run_use_case<app::DayView>(
        call, {},
        [date = *date](auto& tx, auto const& context) {
            return app::ask_for_reconciliation(tx, context, date);
        },
        [call, date = *date](app::DayView const& view) {
            call->answer(json_response(202, day_json(date, view)));
        });
}

}  // namespace mpaspor::http
