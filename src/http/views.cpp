#include "http/views.hpp"

#include "base/text.hpp"

#include <utility>

namespace mpaspor::http {
namespace {

using application::Stage;
using json::Writer;

void instant_or_null(Writer& json, std::string_view name, std::optional<Instant> const& at) {
    if (at) {
        json.member(name, instant_text(*at));
    } else {
        json.null(name);
    }
}

void head(Writer& json, Service const& service, app::ApplicationView const& view) {
    auto const& a = view.application;
    json.member("number", service.numbers.application_number(a.id))
        .member("state", application::to_text(a.state))
        .member("public_state", application::to_text(application::public_state(a.state)))
        .member("stage", std::to_underlying(application::next_stage(view.facts)));
}

void stages(Writer& json, application::StageFacts const& facts) {
    json.array("stages");
    for (application::StageInfo const& stage : application::kStageInfos) {
        json.object()
            .member("stage", std::to_underlying(stage.stage))
            .member("name", stage.name)
            .member("done", application::is_done(stage.stage, facts))
            .end();
    }
    json.end();
}

}  // namespace

std::string visit_json(app::VisitView const& visit) {
    auto const& key = visit.seat.key;
    Writer json;
    json.object()
        .member("service_point", key.service_point.value)
        .member("service_point_name", visit.point.name)
        .member("office", visit.office_name)
        .member("date", date_text(key.date))
        .member("slot", booking::slot_text(key.slot))
        .member("zone", name_of(visit.point.zone))
        .member("accelerated", key.pool == booking::Pool::accelerated)
        .member("sequence", visit.seat.sequence);
    instant_or_null(json, "expires_at", visit.hold_expires_at);
    json.member("reschedules_left", visit.reschedules_left).end();
    return std::move(json).text();
}

void write_price(Writer& json, payment::Price const& price) {
    auto const part = [&json](std::string_view of, Rupiah amount, std::string const& basis) {
        json.object()
            .member("of", of)
            .member("amount", amount.amount)
            .member("legal_basis", basis)
            .end();
    };
    json.member("amount", price.total().amount).array("parts");
    part("passport", price.fee, price.legal_basis);
    if (!price.surcharge_basis.empty()) {
        part("accelerated", price.surcharge, price.surcharge_basis);
    }
    json.end();
}

std::string virtual_account(Service const& service, BillId bill) {
    return service.partner_service_id + service.numbers.billing_code(bill);
}

std::string bill_json(Service const& service, store::Bill const& bill) {
    Writer json;
    json.object()
        .member("billing_code", service.numbers.billing_code(bill.id))
        .member("virtual_account", virtual_account(service, bill.id));
    write_price(json, bill.price());
    json.member("issued_at", instant_text(bill.issued_at))
        .member("deadline", instant_text(bill.deadline))
        .member("state", payment::to_text(bill.state));
    instant_or_null(json, "paid_at", bill.paid_at);
    json.end();
    return std::move(json).text();
}

std::string application_json(Service const& service, app::ApplicationView const& view) {
    auto const& a = view.application;
    Writer json;
    json.object();
    head(json, service, view);
    json.member("version", a.version).member("created_at", instant_text(a.created));
    stages(json, view.facts);
    if (view.visit) {
        json.raw("visit", visit_json(*view.visit));
    } else {
        json.null("visit");
    }
    if (view.bill) {
        json.raw("bill", bill_json(service, *view.bill));
    } else {
        json.null("bill");
    }
    json.end();
    return std::move(json).text();
}

std::string summary_json(Service const& service, app::ApplicationView const& view) {
    Writer json;
    json.object();
    head(json, service, view);
    json.member("created_at", instant_text(view.application.created)).end();
    return std::move(json).text();
}

}  // namespace mpaspor::http
