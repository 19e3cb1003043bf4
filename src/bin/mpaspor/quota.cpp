#include "bin/mpaspor/answer.hpp"
#include "json/writer.hpp"

namespace mpaspor::bin {
namespace {

using json::Value;
using json::Writer;

std::string day_text(Value root) {
    std::string text;
    for (auto const pool : items(root, "pools")) {
        text += "Pool " + cell(pool, "pool") + ": " + cell(pool, "total") + " places by the rules" +
                (cell(pool, "holiday") == "yes" ? " (holiday)" : "") + ", " +
                cell(pool, "explanation") + "\n";
        if (items(pool, "slots").empty()) {
            text += "The day has no rows yet: mpaspor days open\n";
        } else {
            text +=
                listed(pool, "slots", {"Slot", "Capacity", "Taken", "Granted", "Free", "Opens at"});
        }
        text += "\n";
    }
    return text.empty() ? "No places that day.\n" : text;
}

std::string rows_text(Value root) {
    return "Rows of places: " + cell(root, "seat_rows_made") + " made, " +
           cell(root, "seat_rows_changed") + " changed.\n";
}

void member_if(Writer& json, std::string_view name, std::optional<int> const& value) {
    if (value) json.member(name, *value);
}

}  // namespace

Printed show_quota(Session const& session, std::int64_t point, std::string const& date) {
    auto const path = "/admin/v1/quota?service_point=" + std::to_string(point) + "&date=" + date;
    return print(session, "GET", path, {}, day_text);
}

Printed show_rules(Session const& session, std::int64_t point) {
    auto const path = "/admin/v1/quota_rules?service_point=" + std::to_string(point);
    return print(session, "GET", path, {}, [](Value root) {
        return listed(root, "rules",
                      {"Rule", "Pool", "Kind", "Amount", "Weekdays", "From", "To", "State",
                       "Proposed by", "Approved by", "Reason"});
    });
}

Printed propose(Session const& session, Proposal const& p) {
    Writer body;
    body.object().member("service_point", p.point).member("pool", p.pool).array("weekdays");
    for (int const day : p.weekdays) body.element(std::int64_t{day});
    body.end().member("from", p.from);
    if (!p.to.empty()) body.member("to", p.to);
    body.member("reason", p.reason);
    member_if(body, "capacity", p.capacity);
    member_if(body, "delta", p.delta);
    member_if(body, "percent", p.percent);
    member_if(body, "total", p.total);
    if (p.closed) body.member("closed", true);
    body.end();
    return print(session, "POST", "/admin/v1/quota_rules", std::move(body).text(), [](Value root) {
        auto const rule = cell(root, "rule");
        return "Proposed as rule " + rule + ". It counts once somebody else approves it:\n" +
               "  mpaspor --as LOGIN quota approve " + rule + "\n";
    });
}

Printed approve(Session const& session, std::int64_t rule) {
    auto const path = "/admin/v1/quota_rules/" + std::to_string(rule) + "/approval";
    return print(session, "POST", path, "{}", [](Value root) {
        return "Rule " + cell(root, "rule") + " is approved. " + rows_text(root);
    });
}

Printed cut(Session const& session, Cut const& cut) {
    Writer body;
    body.object()
        .member("service_point", cut.point)
        .member("date", cut.date)
        .member("pool", cut.pool);
    if (!cut.slot.empty()) body.member("slot", cut.slot);
    body.member("capacity", cut.capacity).member("reason", cut.reason).end();
    return print(session, "POST", "/admin/v1/quota/cut", std::move(body).text(), day_text);
}

Printed grant(Session const& session, Grant const& grant) {
    Writer body;
    body.object()
        .member("number", grant.number)
        .member("service_point", grant.point)
        .member("date", grant.date)
        .member("slot", grant.slot)
        .member("reason", grant.reason)
        .end();
    return print(session, "POST", "/admin/v1/quota/grant", std::move(body).text(), [](Value root) {
        return "Granted: " + cell(root, "date") + " " + cell(root, "slot") + " at service point " +
               cell(root, "service_point") + ", place " + cell(root, "sequence") + ".\n";
    });
}

Printed open_days(Session const& session, int horizon) {
    Writer body;
    body.object().member("horizon_days", horizon).end();
    return print(session, "POST", "/admin/v1/release_days", std::move(body).text(), [](Value root) {
        return cell(root, "service_points") + " service points have their days until " +
               cell(root, "until") + ". " + rows_text(root);
    });
}

}  // namespace mpaspor::bin
