/// What the operator looks into: histories, the books, the state of the service, its settings.

#include "app/operation/change_setting.hpp"
#include "app/operation/check_ledger.hpp"
#include "app/operation/housekeeping.hpp"
#include "app/operation/read_history.hpp"
#include "base/text.hpp"
#include "http/endpoints/admin.hpp"
#include "http/endpoints/endpoints.hpp"
#include "json/writer.hpp"

#include <array>
#include <memory>
#include <utility>

namespace mpaspor::http {
namespace {

using json::Writer;

struct SettingRequest {
    std::int64_t value;
};
constexpr auto shape(json::As<SettingRequest>) {
    return json::closed<SettingRequest>(
        json::integer_field<&SettingRequest::value>("value", 0, store::kSettingMax));
}

/// "applicant 7" for the audit's "1:7".
std::string actor_text(std::string_view name) {
    static constexpr std::array<std::string_view, 6> kKinds{"nobody", "applicant", "officer",
                                                            "bank",   "operator",  "system"};
    auto const colon = name.find(':');
    auto const kind = integer_from_text(name.substr(0, colon));
    if (!kind || *kind >= std::ssize(kKinds)) return std::string{name};
    return std::string{kKinds.at(static_cast<std::size_t>(*kind))} + ' ' +
           std::string{name.substr(colon + 1)};
}

void write_key(Writer& json, booking::SeatKey const& key) {
    json.member("service_point", key.service_point.value)
        .member("date", date_text(key.date))
        .member("pool", booking::to_text(key.pool))
        .member("slot", booking::slot_text(key.slot));
}

void write_changes(Writer& json, std::string_view name, std::vector<store::AuditRow> const& rows) {
    json.array(name);
    for (auto const& row : rows) {
        json.object()
            .member("version", row.version)
            .member("at", instant_text(row.at))
            .member("actor", actor_text(row.actor))
            .member("station", row.station)
            .member("action", row.action)
            .member("rule", row.rule)
            .member("result", row.result)
            .end();
    }
    json.end();
}

std::string history_json(Call const& call, app::History const& history) {
    auto const& a = history.application;
    Writer json;
    json.object()
        .member("number", call.service.numbers.application_number(a.id))
        .member("state", application::to_text(a.state));
    write_changes(json, "rows", history.changes);
    write_changes(json, "passport", history.passport);
    json.array("places");
    for (auto const& event : history.places) {
        json.object().member("at", instant_text(event.at)).member("kind", event.kind);
        write_key(json, event.key);
        json.member("version", event.version)
            .member("taken", event.taken)
            .member("granted", event.granted)
            .member("capacity", event.capacity)
            .end();
    }
    json.end().end();
    return std::move(json).text();
}

void write_difference(Writer& json, Service const& service, store::Difference const& difference) {
    json.object().member("check", difference.check);
    if (difference.seat) {
        json.object("seat");
        write_key(json, *difference.seat);
        json.end();
    } else {
        json.null("seat");
    }
    if (difference.application.value > 0) {
        json.member("application", service.numbers.application_number(difference.application));
    } else {
        json.null("application");
    }
    json.member("subject", difference.subject)
        .member("expected", difference.expected)
        .member("found", difference.found)
        .end();
}

std::string check_json(Service const& service, app::LedgerCheck const& check) {
    Writer json;
    json.object().member("seats_checked", check.seats).array("differences");
    for (auto const& difference : check.differences) write_difference(json, service, difference);
    json.end().member("more", check.more).object("money").array("accounts");
    for (auto const& [account, amount] : check.accounts) {
        json.object().member("account", account).member("amount", amount.amount).end();
    }
    json.end().member("unbalanced_payments", check.unbalanced_payments).end();
    json.object("audit")
        .member("applications", check.applications.applications)
        .member("versions", check.applications.versions)
        .member("events", check.applications.audit_events)
        .end();
    json.end();
    return std::move(json).text();
}

/// A check on its way through the parts of the books.
struct Checking {
    CallPtr call;
    std::vector<app::LedgerPart> left;
    app::LedgerCheck done = {};
};

/// One part at a time on a reader, so that other reads come in between.
void check_next(std::shared_ptr<Checking> const& checking) {
    auto const& call = checking->call;
    if (checking->left.empty()) {
        call->answer(json_response(200, check_json(call->service, checking->done)));
        return;
    }
    auto part = std::move(checking->left.back());
    checking->left.pop_back();
    call->service.readers.read<app::LedgerCheck>(
        [part = std::move(part)](sql::Transaction& tx) { return app::check_ledger(tx, part); },
        [checking](Result<app::LedgerCheck> checked) {
            if (!checked) return checking->call->refuse(checked.error());
            checking->done.add(*std::move(checked));
            check_next(checking);
        });
}

void write_lanes(Writer& json, app::Lanes const& lanes) {
    auto const number = [](auto value) { return static_cast<std::int64_t>(value); };
    json.array("lanes");
    for (auto const& stats : lanes.stats()) {
        std::int64_t waiting = 0;
        for (auto const count : stats.waiting) waiting += number(count);
        json.object()
            .member("waiting", waiting)
            .member("batches", number(stats.batches))
            .member("works", number(stats.works))
            .member("conflicts", number(stats.conflicts))
            .member("turned_away", number(stats.turned_away))
            .member("lost_commits", number(stats.lost_commits))
            .end();
    }
    json.end();
}

std::string status_json(Call const& call, std::int64_t notices) {
    auto const& service = call.service;
    auto const number = [](std::size_t value) { return static_cast<std::int64_t>(value); };
    bool const demonstration = service.environment == Environment::demonstration;
    Writer json;
    json.object()
        .member("ready", service.ready.load())
        .member("environment", demonstration ? "demonstration" : "production")
        .member("server_time", instant_text(service.clock.now()));
    write_lanes(json, service.lanes);
    json.member("readers_waiting", number(service.readers.waiting()))
        .member("workers_waiting", number(service.workers.waiting()))
        .member("outbound_waiting", number(service.outbound.waiting()))
        .member("outbox", notices)
        .array("gateways");
    for (auto const& [name, state] : service.gateways()) {
        json.object().member("name", name).member("state", state).end();
    }
    json.end().end();
    return std::move(json).text();
}

}  // namespace

void get_admin_history(CallPtr call) {
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    read_and_answer<app::History>(
        call, [id = *id](auto& tx, auto const&) { return app::read_history(tx, id); },
        [call](app::History const& history) -> Result<Response> {
            return json_response(200, history_json(*call, history));
        });
}

void post_admin_ledger_check(CallPtr call) {
    auto const body = json::parse<Empty>(call->request.body);
    if (!body) return call->refuse(body.error());
    call->service.readers.read<std::vector<app::LedgerPart>>(
        [](sql::Transaction& tx) { return app::parts_of_ledger(tx); },
        [call](Result<std::vector<app::LedgerPart>> parts) {
            if (!parts) return call->refuse(parts.error());
            check_next(std::make_shared<Checking>(Checking{call, *std::move(parts)}));
        });
}

void get_admin_status(CallPtr call) {
    read_and_answer<app::Waiting>(
        call, [](auto& tx, auto const&) { return app::read_waiting(tx); },
        [call](app::Waiting const& waiting) -> Result<Response> {
            return json_response(200, status_json(*call, waiting.notices.value_or(0)));
        });
}

void get_admin_settings(CallPtr call) {
    read_and_answer<store::Settings>(
        call, [](auto& tx, auto const&) { return app::read_settings(tx); },
        [](store::Settings const& settings) -> Result<Response> {
            Writer json;
            json.object().array("settings");
            for (auto const& [name, value] : store::rows_of(settings)) {
                json.object().member("name", name).member("value", value).end();
            }
            json.end().end();
            return json_response(200, std::move(json).text());
        });
}

void put_admin_setting(CallPtr call) {
    auto const input = json::parse<SettingRequest>(call->request.body);
    if (!input) return call->refuse(input.error());
    store::SettingRow const row{.name = call->path.at(0), .value = input->value};
    run_use_case<store::Settings>(
        call, {},
        [row](auto& tx, auto const& context) { return app::change_setting(tx, context, row); },
        [call, row](store::Settings const& settings) {
            call->service.use_settings(settings);
            Writer json;
            json.object().member("name", row.name).member("value", row.value).end();
            call->answer(json_response(200, std::move(json).text()));
        });
}

}  // namespace mpaspor::http
