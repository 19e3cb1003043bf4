#include "bin/mpaspor/answer.hpp"

#include <chrono>
#include <thread>

namespace mpaspor::bin {
namespace {

using json::Value;

constexpr int kLooksMax = 60;
constexpr std::chrono::seconds kBetweenLooks{1};
/// Of one listing: pages of 20.
constexpr int kPagesMax = 500;

void add_page(Table& table, Value root) {
    for (auto const refund : items(root, "refunds")) {
        table.add({cell(refund, "id"), cell(refund, "office"), cell(refund, "amount"),
                   cell(refund, "bank_time"), cell(refund, "reference"), cell(refund, "reason")});
    }
}

/// amount and time of one side, or "-".
std::string side(Value difference, std::string_view name) {
    for (auto const& [member, value] : difference.members()) {
        if (member != name || value.kind() != json::Kind::object) continue;
        return cell(value, "amount") + " " + cell(value, "bank_time");
    }
    return "-";
}

std::string day_text(Value root) {
    auto text = "Day " + cell(root, "date") + ": " + cell(root, "lines") + " lines, Rp " +
                cell(root, "amount") + ", compared " + cell(root, "reconciled_at") + "\n";
    auto const differences = items(root, "differences");
    if (differences.empty()) return text + "No differences.\n";
    Table table{{"Kind", "State", "Office", "Reference", "Bank", "Books", "Explanation"}};
    for (auto const d : differences) {
        table.add({cell(d, "kind"), cell(d, "state"), cell(d, "office"), cell(d, "reference"),
                   side(d, "bank"), side(d, "ours"), cell(d, "explanation")});
    }
    return text + "DIFFERENCES: " + cell(root, "differences_in_all") + "\n" + table.text();
}

}  // namespace

Printed show_refunds(Session const& session, std::string const& state) {
    Table table{{"Id", "Office", "Amount", "Bank time", "Reference", "Reason"}};
    std::string as_it_came;
    std::string cursor;
    for (int page = 0; page < kPagesMax; ++page) {
        auto const answer =
            TRY(ask(session, "GET", "/admin/v1/refunds?state=" + state + cursor, {}));
        auto const document = TRY(json::Document::parse(answer));
        as_it_came += answer + "\n";
        add_page(table, document.root());
        auto const next = cell(document.root(), "next_cursor");
        if (next == "-") break;
        cursor = "&cursor=" + next;
    }
    if (session.json) return as_it_came;
    return table.empty() ? std::string{"None.\n"} : table.text();
}

Result<Checked> reconcile(Session const& session, std::string const& day) {
    auto const path = "/admin/v1/reconciliations/" + day;
    TRY(ask(session, "POST", path, "{}"));
    for (int look = 0; look < kLooksMax; ++look) {
        auto const answer = TRY(ask(session, "GET", path, {}));
        auto const document = TRY(json::Document::parse(answer));
        auto const root = document.root();
        if (cell(root, "asked_at") != "-") {
            std::this_thread::sleep_for(kBetweenLooks);
            continue;
        }
        return Checked{session.json ? answer + "\n" : day_text(root),
                       items(root, "differences").empty()};
    }
    return fail(Code::gateway_unavailable,
                "the bank does not answer; the day will be compared as soon as it does");
}

}  // namespace mpaspor::bin
