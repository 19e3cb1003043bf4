#include "tests/race/checks.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace mpaspor::race {
namespace {

/// A number that changes with time.
class Count {
public:
    void add(Tick at, int by) {
        if (at != kNever) changes_[at] += by;
    }
    void settle() {
        int value = 0;
        for (auto& [at, change] : changes_) change = value += change;
    }
    /// From `from` to `until`, both included; settled.
    int least(Tick from, Tick until) const { return extreme(from, until, std::ranges::less{}); }
    int most(Tick from, Tick until) const { return extreme(from, until, std::ranges::greater{}); }
    int most_ever() const { return most(std::numeric_limits<Tick>::min(), kNever); }

private:
    template <typename Better>
    int extreme(Tick from, Tick until, Better better) const {
        auto it = changes_.upper_bound(from);
        int found = it == changes_.begin() ? 0 : std::prev(it)->second;
        for (; it != changes_.end() && it->first <= until; ++it) {
            if (better(it->second, found)) found = it->second;
        }
        return found;
    }
    std::map<Tick, int> changes_;
};

struct Cut {
    int capacity;
    Tick may_begin, has_begun;
};

/// One row of the seat ledger.
struct Row {
    Count lower, upper;
    int opened = 0, grants = 0;
    std::vector<Cut> cuts;

    /// The capacity that it can have had at one moment or another of the interval.
    int capacity_most(Tick from, Tick until) const { return capacities(from, until).second; }
    int capacity_least(Tick from, Tick until) const { return capacities(from, until).first; }

private:
    std::pair<int, int> capacities(Tick from, Tick until) const {
        int least = opened, most = opened;
        for (Cut const& cut : cuts) {  // By invocation; two never run at once.
            if (cut.may_begin > until) break;
            least = std::min(least, cut.capacity);
            if (cut.has_begun <= from) most = cut.capacity;
            most = std::max(most, cut.capacity);
        }
        return {least, most};
    }
};
using Rows = std::map<std::string, Row, std::less<>>;

Rows rows_of(std::span<Operation const> history) {
    Rows rows;
    for (Operation const& operation : history) {
        auto& row = rows[operation.value("row")];
        auto const* const ack = operation.acked();
        auto const capacity = static_cast<int>(operation.number("capacity"));
        if (operation.name == "open") row.opened = capacity;
        if (operation.name == "cut" && operation.possible()) {
            row.cuts.push_back({capacity, operation.invoked(), ack ? ack->ended : kNever});
        }
    }
    for (Stay const& stay : stays(history)) {
        auto& row = rows[stay.row];
        row.grants += stay.may_be_granted ? 1 : 0;
        row.upper.add(stay.may_begin, 1);
        row.upper.add(stay.has_ended, -1);
        if (!stay.certain()) continue;
        row.lower.add(stay.has_begun, 1);
        row.lower.add(stay.may_end, -1);
    }
    for (auto& [name, row] : rows) {
        row.lower.settle();
        row.upper.settle();
    }
    return rows;
}

void judge_taking(Operation const& operation, Row const& row, Findings& findings) {
    auto const* const ack = operation.acked();
    if (ack == nullptr) return;
    auto const others = row.lower.least(operation.invoked(), ack->ended);
    auto const capacity = row.capacity_most(operation.invoked(), ack->ended);
    if (others < capacity) return;
    findings.push_back({"BOUNDS", operation.value("row") + ": " + operation.request +
                                      " took a place where " + std::to_string(others) + " of " +
                                      std::to_string(capacity) + " were taken"});
}

void judge_refusals(Operation const& operation, Row const& row, Findings& findings) {
    for (Attempt const& attempt : operation.attempts) {
        if (attempt.phase != Phase::refused) continue;
        auto const code = attempt.fields.find("code");
        if (code == attempt.fields.end() || code->second != "SLOT_FULL") continue;
        auto const most = row.upper.most(attempt.asked, attempt.ended);
        auto const capacity = row.capacity_least(attempt.asked, attempt.ended);
        if (most >= capacity) continue;
        findings.push_back({"BOUNDS", operation.value("row") + ": " + operation.request +
                                          " was told full where at most " + std::to_string(most) +
                                          " of " + std::to_string(capacity) + " were taken"});
    }
}

}  // namespace

Findings check_bounds(std::span<Operation const> history) {
    Findings findings;
    auto const rows = rows_of(history);
    for (auto const& [name, row] : rows) {
        auto const most = row.lower.most_ever();
        auto const places = row.capacity_most(std::numeric_limits<Tick>::min(), kNever);
        if (most <= places + row.grants) continue;
        findings.push_back({"BOUNDS", name + ": " + std::to_string(most) + " have a place of " +
                                          std::to_string(places)});
    }
    for (Operation const& operation : history) {
        bool const takes = operation.name == "hold" || operation.name == "reschedule";
        if (!takes) continue;
        auto const& row = rows.at(operation.value("row"));
        judge_taking(operation, row, findings);
        judge_refusals(operation, row, findings);
    }
    return findings;
}

Overlap overlap(std::span<Operation const> history) {
    struct Interval {
        Tick asked, ended;
        bool contended = false;
    };
    std::map<std::string, std::vector<Interval>> rows;
    for (Operation const& operation : history) {
        if (operation.name != "hold") continue;
        auto const& first = operation.attempts.front();
        rows[operation.value("row")].push_back({first.asked, first.ended});
    }
    Overlap found;
    for (auto& [name, intervals] : rows) {
        std::ranges::sort(intervals, {}, &Interval::asked);
        for (std::size_t i = 1; i < intervals.size(); ++i) {
            // The one that lasts longest of those before may not be the last one.
            for (std::size_t j = i; j-- > 0 && i - j <= 64;) {
                if (intervals[j].ended <= intervals[i].asked) continue;
                intervals[i].contended = intervals[j].contended = true;
            }
        }
        found.holds += static_cast<int>(intervals.size());
        found.contended +=
            static_cast<int>(std::ranges::count(intervals, true, &Interval::contended));
    }
    return found;
}

}  // namespace mpaspor::race
