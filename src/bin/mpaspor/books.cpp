#include "bin/mpaspor/answer.hpp"
#include "json/writer.hpp"

namespace mpaspor::bin {
namespace {

using json::Kind;
using json::Value;

std::string history_text(Value root) {
    auto text =
        "Application " + cell(root, "number") + ": " + cell(root, "state") + "\n\n" +
        listed(root, "rows", {"Version", "At", "Actor", "Station", "Action", "Result", "Rule"});
    if (!items(root, "passport").empty()) {
        text += "\nEarlier passport\n" +
                listed(root, "passport", {"At", "Station", "Action", "Result", "Rule"});
    }
    if (items(root, "places").empty()) return text;
    return text + "\nPlaces\n" +
           listed(root, "places",
                  {"At", "Kind", "Service point", "Date", "Pool", "Slot", "Taken", "Capacity"});
}

/// A member that is an object, or the object itself where there is none.
Value inner(Value object, std::string_view name) {
    for (auto const& [member, value] : object.members()) {
        if (member == name && value.kind() == Kind::object) return value;
    }
    return object;
}

std::string where(Value difference) {
    auto const seat = inner(difference, "seat");
    if (cell(difference, "seat") != "-") {
        return "point " + cell(seat, "service_point") + " " + cell(seat, "date") + " " +
               cell(seat, "pool") + " " + cell(seat, "slot");
    }
    auto const subject = cell(difference, "subject");
    return subject == "-" ? "" : subject;
}

std::string check_text(Value root) {
    auto const audit = inner(root, "audit");
    auto const money = inner(root, "money");
    auto text = "Rows of places: " + cell(root, "seats_checked") +
                "\nApplications:   " + cell(audit, "applications") + ", " +
                cell(audit, "versions") + " changes, " + cell(audit, "events") +
                " rows of audit\nPayments out of balance: " + cell(money, "unbalanced_payments") +
                "\n";
    if (!items(money, "accounts").empty()) text += listed(money, "accounts", {"Account", "Amount"});
    auto const differences = items(root, "differences");
    if (differences.empty()) return text + "No differences.\n";
    Table table{{"Check", "Application", "Where", "Expected", "Found"}};
    for (auto const d : differences) {
        table.add({cell(d, "check"), cell(d, "application"), where(d), cell(d, "expected"),
                   cell(d, "found")});
    }
    text += "\nDIFFERENCES: " + std::to_string(differences.size());
    if (cell(root, "more") == "yes") text += ", and there are more";
    return text + "\n" + table.text();
}

}  // namespace

Printed show_history(Session const& session, std::string const& number) {
    return print(session, "GET", "/admin/v1/applications/" + number + "/history", {}, history_text);
}

Result<Checked> check(Session const& session) {
    auto const answer = TRY(ask(session, "POST", "/admin/v1/ledger/check", "{}"));
    auto const document = TRY(json::Document::parse(answer));
    auto const root = document.root();
    return Checked{session.json ? answer + "\n" : check_text(root),
                   items(root, "differences").empty()};
}

Printed show_status(Session const& session) {
    return print(session, "GET", "/admin/v1/status", {}, [](Value root) {
        return "Ready: " + cell(root, "ready") + ", " + cell(root, "environment") + ", " +
               cell(root, "server_time") + "\nWaiting: " + cell(root, "readers_waiting") +
               " reads, " + cell(root, "workers_waiting") + " files and keys, " +
               cell(root, "outbound_waiting") + " questions to others, " + cell(root, "outbox") +
               " notices\n\nWriters\n" +
               listed(root, "lanes",
                      {"Waiting", "Batches", "Works", "Conflicts", "Turned away", "Lost commits"}) +
               "\nOutside systems\n" + listed(root, "gateways", {"Name", "State"});
    });
}

Printed show_settings(Session const& session) {
    return print(session, "GET", "/admin/v1/settings", {},
                 [](Value root) { return listed(root, "settings", {"Name", "Value"}); });
}

Printed change_setting(Session const& session, std::string const& name, std::int64_t value) {
    json::Writer body;
    body.object().member("value", value).end();
    return print(
        session, "PUT", "/admin/v1/settings/" + name, std::move(body).text(),
        [](Value root) { return cell(root, "name") + " is " + cell(root, "value") + ".\n"; });
}

}  // namespace mpaspor::bin
