#include "base/text.hpp"
#include "domain/booking/calendar.hpp"
#include "domain/booking/quota.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <vector>

using namespace mpaspor;
using namespace mpaspor::booking;
using namespace std::chrono;
using enum QuotaRuleKind;

// Goal: the calendar's rules (9.3, 4.1, 4.3, D2, D15) are what the rule book says, for rule sets
// that nobody thought of. Method: the rules once more, written from the rule book alone and as
// slowly as they read: a rule is the set of its dates, a share is dealt out place by place, a
// release is looked for day by day. Random rules, holidays, closures and releases of 424 days are
// computed both ways. Negative control: the slow one with a mistake planted is told apart from
// the right one.

namespace {

enum class Slip : std::uint8_t {
    none,
    holiday_ignored,     ///< 001-04
    office_row_ignored,  ///< A holiday on which this office works, or the other way round.
    delta_a_day_late,    ///< On Friday and Saturday instead of Thursday and Friday.
    delta_once,          ///< Only the last of several additions.
    override_added,      ///< To the regular total, instead of in its place.
    closure_of_one_pool,
    last_day_included,
    first_base_wins,
    remainder_dropped,         ///< D2: places that no slot gets.
    remainder_to_first_slots,  ///< Instead of to the largest remainders.
    release_by_utc,
    release_a_week_early,
};
constexpr std::array kSlips{
    Slip::holiday_ignored,   Slip::office_row_ignored,       Slip::delta_a_day_late,
    Slip::delta_once,        Slip::override_added,           Slip::closure_of_one_pool,
    Slip::last_day_included, Slip::first_base_wins,          Slip::remainder_dropped,
    Slip::release_by_utc,    Slip::remainder_to_first_slots, Slip::release_a_week_early};

constexpr LocalDate kFirst{2026y / January / 1};
constexpr LocalDate kEnd{2027y / March / 1};
constexpr std::array kPoolsAsked{Pool::online, Pool::priority};

struct Case {
    std::vector<QuotaRule> rules;
    std::vector<Holiday> holidays;
    std::vector<int> weights;
    ReleaseRule release;
    Zone zone = Zone::wib;
};

/// What is to be compared of one pool's day.
struct Day {
    int total = 0;
    bool holiday = false;
    std::vector<std::pair<std::int64_t, int>> parts =
        {};  ///< Rule and amount, in the order of the sum.
    std::vector<int> slots = {};
    Instant opens_at = {};
    friend bool operator==(Day const&, Day const&) = default;
};

class Oracle {
public:
    Oracle(Case const& given, Slip slip) : given_(given), slip_(slip) {
        for (Holiday const& row : given.holidays) note_holiday(row);
        for (QuotaRule const& rule : given.rules) dates_.push_back(dates_of(rule));
    }

    Day day(Pool pool, LocalDate date) const {
        Day day;
        day.holiday = rests(date);
        if (!day.holiday) day.total = regular_or_not(pool, date, day.parts);
        day.slots = dealt_out(day.total);
        day.opens_at = released(date);
        return day;
    }

private:
    /// 4.1, D15: closed on national holidays and on collective leave; what an office does of its
    /// own comes before both.
    void note_holiday(Holiday const& row) {
        bool const own = row.kind == HolidayKind::closed || row.kind == HolidayKind::open;
        (own ? own_ : national_)[row.date] = row.kind;
    }
    bool rests(LocalDate date) const {
        if (slip_ == Slip::holiday_ignored) return false;
        if (own_.contains(date) && slip_ != Slip::office_row_ignored) {
            return own_.at(date) == HolidayKind::closed;
        }
        return national_.contains(date);
    }

    /// A base per weekday, a delta per weekday, an override with a date, a closure: each is so many
    /// dates.
    std::set<LocalDate> dates_of(QuotaRule const& rule) const {
        std::set<LocalDate> dates;
        int const late = rule.kind == delta && slip_ == Slip::delta_a_day_late ? 1 : 0;
        for (LocalDate date = kFirst; date < kEnd; date += days{1}) {
            if (date < rule.from) continue;
            bool const last = rule.to && date == *rule.to;
            if (rule.to && date >= *rule.to && !(last && slip_ == Slip::last_day_included)) break;
            unsigned const iso = weekday{date - days{late}}.iso_encoding();
            if ((rule.weekdays.bits() >> (iso - 1U)) % 2 == 1) dates.insert(date);
        }
        return dates;
    }

    /// Those of one kind on this date and for this pool, the one that began first first.
    std::vector<QuotaRule> on(QuotaRuleKind kind, Pool pool, LocalDate date) const {
        std::map<std::pair<LocalDate, std::int64_t>, QuotaRule> found;
        for (std::size_t i = 0; i < given_.rules.size(); ++i) {
            QuotaRule const& rule = given_.rules[i];
            bool const all_pools = kind == closure && slip_ != Slip::closure_of_one_pool;
            if (rule.kind == kind && (all_pools || rule.pool == pool) && dates_[i].contains(date)) {
                found.emplace(std::pair{rule.from, rule.id}, rule);
            }
        }
        std::vector<QuotaRule> rules;
        for (auto const& [begun, rule] : found) rules.push_back(rule);
        return rules;
    }

    int regular_or_not(Pool pool, LocalDate date,
                       std::vector<std::pair<std::int64_t, int>>& parts) const {
        auto const closures = on(closure, pool, date);
        auto const dated = on(override, pool, date);
        if (!closures.empty()) {
            parts.emplace_back(closures.back().id, 0);
            return 0;
        }
        if (dated.empty()) return regular(pool, date, parts);
        parts.emplace_back(dated.back().id, dated.back().amount);
        int const more = slip_ == Slip::override_added ? regular(pool, date, parts) : 0;
        return dated.back().amount + more;
    }

    int regular(Pool pool, LocalDate date, std::vector<std::pair<std::int64_t, int>>& parts) const {
        int total = 0;
        auto const bases = on(base, pool, date);
        if (!bases.empty()) {
            QuotaRule const& rule = slip_ == Slip::first_base_wins ? bases.front() : bases.back();
            parts.emplace_back(rule.id, rule.amount);
            total = rule.amount;
        }
        auto added = on(delta, pool, date);
        if (slip_ == Slip::delta_once && added.size() > 1) added.erase(added.begin());
        for (QuotaRule const& rule : added) {
            parts.emplace_back(rule.id, rule.amount);
            total += rule.amount;
        }
        if (total < 0) total = 0;
        auto const national = on(multiplier, pool, date);
        if (!national.empty()) {
            parts.emplace_back(national.back().id, national.back().amount);
            total = (total * national.back().amount - total * national.back().amount % 100) / 100;
        }
        return total;
    }

    /// D2: everybody's whole share first; what is left one by one to whoever lacks most.
    std::vector<int> dealt_out(int total) const {
        auto const& weights = given_.weights;
        int sum = 0;
        for (int const weight : weights) sum += weight;
        std::vector<int> slots(weights.size(), 0);
        int left = total;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            while ((slots[i] + 1) * sum <= total * weights[i]) {
                ++slots[i];
                --left;
            }
        }
        if (slip_ == Slip::remainder_dropped) return slots;
        std::vector<bool> served(weights.size(), false);
        for (; left > 0; --left) {
            std::size_t neediest = weights.size();
            for (std::size_t i = 0; i < weights.size(); ++i) {
                if (served[i]) continue;
                bool const first = neediest == weights.size();
                if (first || (slip_ != Slip::remainder_to_first_slots &&
                              total * weights[i] - slots[i] * sum >
                                  total * weights[neediest] - slots[neediest] * sum)) {
                    neediest = i;
                }
            }
            served[neediest] = true;
            ++slots[neediest];
        }
        return slots;
    }

    /// 4.3: one month ahead, on its last working day; or two, for a horizon of two months.
    LocalDate end_of_month_before(LocalDate date) const {
        int const wanted = given_.release.horizon_days >= 60 ? 2 : 1;
        LocalDate last = date;
        for (LocalDate day = date - days{100}; day < date; day += days{1}) {
            year_month_day const its{day}, asked{date};
            auto const apart = (asked.year() / asked.month()) - (its.year() / its.month());
            unsigned const iso = weekday{day}.iso_encoding();
            bool const opened = own_.contains(day) && own_.at(day) == HolidayKind::open;
            bool const weekend = iso > 5 && !(opened && slip_ != Slip::office_row_ignored);
            if (apart == months{wanted} && !weekend && !rests(day)) last = day;
        }
        return last;
    }

    /// 4.3: {cadence, weekday, time, horizon}. Of all releases that reach this day the first; in
    /// the office's own time (4.1).
    Instant released(LocalDate date) const {
        auto const& rule = given_.release;
        LocalDate day = date - days{rule.horizon_days};
        if (rule.cadence == ReleaseRule::Cadence::monthly) day = end_of_month_before(date);
        if (slip_ == Slip::release_a_week_early) day -= days{7};
        while (rule.cadence == ReleaseRule::Cadence::weekly && weekday{day} != rule.weekday) {
            day += days{1};
        }
        int const ahead = slip_ == Slip::release_by_utc ? 0
                          : given_.zone == Zone::wib    ? 7
                          : given_.zone == Zone::wita   ? 8
                                                        : 9;
        return Instant{day.time_since_epoch()} + rule.time - hours{ahead};
    }

    Case const& given_;
    Slip slip_;
    std::map<LocalDate, HolidayKind> national_, own_;
    std::vector<std::set<LocalDate>> dates_;
};

Calendar calendar_of(Case const& given) {
    return Calendar{{2025y, 2026y, 2027y}, given.holidays};
}

Day real_day(Case const& given, Calendar const& calendar, Pool pool, LocalDate date) {
    auto const quota = day_quota(given.rules, pool, date, calendar);
    RC_ASSERT(quota.has_value());
    Day day{.total = quota->total, .holiday = quota->holiday};
    for (QuotaPart const& part : quota->parts) day.parts.emplace_back(part.rule, part.amount);
    day.slots = spread(quota->total, given.weights);
    auto const opening = opens_at(given.release, given.zone, date, calendar);
    RC_ASSERT(opening.has_value());
    day.opens_at = *opening;
    return day;
}

/// The first day on which the two differ.
std::optional<LocalDate> difference(Case const& given, Slip slip) {
    Oracle const oracle{given, slip};
    Calendar const calendar = calendar_of(given);
    for (LocalDate date = kFirst; date < kEnd; date += days{1}) {
        for (Pool const pool : kPoolsAsked) {
            if (oracle.day(pool, date) != real_day(given, calendar, pool, date)) return date;
        }
    }
    return std::nullopt;
}

LocalDate some_date() {
    return kFirst + days{*rc::gen::inRange(0, static_cast<int>((kEnd - kFirst).count()))};
}

int some_amount(QuotaRuleKind kind) {
    switch (kind) {
        case delta: return *rc::gen::inRange(-150, 200);
        case multiplier: return *rc::gen::inRange(0, 400);
        case closure: return 0;
        case base:
        case override: break;
    }
    return *rc::gen::inRange(0, 400);
}

QuotaRule some_rule(std::int64_t id) {
    // Half of them regular; a closure is rarest, else nothing would be left to compare.
    auto const kind = *rc::gen::weightedElement<QuotaRuleKind>(
        {{4, base}, {5, delta}, {2, multiplier}, {3, override}, {1, closure}});
    bool const dated = kind == override || kind == closure;
    QuotaRule rule{.id = id, .kind = kind, .amount = some_amount(kind), .from = some_date()};
    rule.pool = *rc::gen::elementOf(kPoolsAsked);
    rule.weekdays = Weekdays{static_cast<std::uint8_t>(*rc::gen::inRange(1, 128))};
    if (!dated && *rc::gen::arbitrary<bool>()) rule.from = kFirst;
    if (dated || *rc::gen::arbitrary<bool>()) {
        rule.to = rule.from + days{*rc::gen::inRange(1, dated ? 20 : 400)};
    }
    return rule;
}

ReleaseRule some_release() {
    ReleaseRule rule;
    using enum ReleaseRule::Cadence;
    rule.cadence = *rc::gen::element(daily, weekly, monthly);
    rule.weekday = weekday{*rc::gen::inRange(0U, 7U)};
    rule.time = minutes{*rc::gen::inRange(0, 24 * 60)};
    // A weekly release that reaches less than a week would leave days out.
    rule.horizon_days = *rc::gen::inRange(7, 90);
    return rule;
}

Case some_case() {
    Case made;
    int const rules = *rc::gen::inRange(0, 14);
    for (int i = 0; i < rules; ++i) made.rules.push_back(some_rule(i + 1));
    int const rests = *rc::gen::inRange(0, 40);
    std::set<std::pair<LocalDate, bool>> said;  // A table has one row for an office and a date.
    for (int i = 0; i < rests; ++i) {
        auto const kind = static_cast<HolidayKind>(*rc::gen::inRange(0, 4));
        bool const own = kind == HolidayKind::closed || kind == HolidayKind::open;
        // Some twice: an office that is open, or closed, on a national holiday.
        auto const date = !made.holidays.empty() && *rc::gen::arbitrary<bool>()
                              ? made.holidays.back().date
                              : some_date();
        if (said.emplace(date, own).second) made.holidays.push_back({date, kind});
    }
    int const slots = *rc::gen::inRange(1, 9);
    for (int i = 0; i < slots; ++i) made.weights.push_back(*rc::gen::inRange(0, 6));
    made.weights[static_cast<std::size_t>(*rc::gen::inRange(0, slots))] += 1;
    made.release = some_release();
    made.zone = *rc::gen::element(Zone::wib, Zone::wita, Zone::wit);
    return made;
}

/// As the article has it, with Good Friday of 2026 (001-03, 001-04, 001-06).
Case pontianak() {
    Case made;
    made.rules = {
        {.id = 1, .kind = base, .weekdays = kMondayToFriday, .amount = 200, .from = kFirst},
        {.id = 2, .kind = delta, .weekdays = {Thursday, Friday}, .amount = 125, .from = kFirst},
        {.id = 3,
         .kind = base,
         .pool = Pool::priority,
         .weekdays = kMondayToFriday,
         .amount = 60,
         .from = kFirst}};
    made.holidays = {{LocalDate{2026y / April / 3}, HolidayKind::national}};
    made.weights = {2, 2, 2, 2, 1};
    return made;
}

/// How many of `wanted` people, who ask one after another, are given a place of this day.
int taken_in(Day const& day, int wanted) {
    int const places = std::accumulate(day.slots.begin(), day.slots.end(), 0);
    return std::min(wanted, places);
}

}  // namespace

TEST_CASE("quota oracle: 9.3, D2, D15: 424 days of any rules are as the slow reading has them") {
    CHECK(rc::check([] {
        Case const given = some_case();
        auto const found = difference(given, Slip::none);
        if (found) RC_FAIL("on " + date_text(*found));
    }));
}

TEST_CASE("quota oracle: 001-03, 001-04, 001-06: the article's set, by both") {
    Case const given = pontianak();
    CHECK(difference(given, Slip::none) == std::nullopt);
    Oracle const oracle{given, Slip::none};
    struct Row {
        LocalDate date;
        int online, priority;
    };
    for (auto const& [date, online, priority] :
         {Row{LocalDate{2026y / November / 23}, 200, 60},  // A Monday,
          Row{LocalDate{2026y / November / 26}, 325, 60},  // a Thursday,
          Row{LocalDate{2026y / November / 27}, 325, 60},  // a Friday,
          Row{LocalDate{2026y / April / 3}, 0, 0},         // and one that is a holiday.
          Row{LocalDate{2026y / November / 28}, 0, 0}}) {
        CAPTURE(date_text(date));
        auto const day = oracle.day(Pool::online, date);
        auto const lane = oracle.day(Pool::priority, date);
        CHECK(day.total == online);
        CHECK(lane.total == priority);
        // The 201st, the 326th and the 61st are turned away, each in a pool of its own.
        CHECK(taken_in(day, online + 1) == online);
        CHECK(taken_in(lane, priority + 1) == priority);
    }
}

// Negative control.
TEST_CASE("quota oracle: each planted mistake is found") {
    for (Slip const slip : kSlips) {
        CAPTURE(static_cast<int>(slip));
        int found = 0;
        CHECK(rc::check([&] { found += difference(some_case(), slip) ? 1 : 0; }));
        CHECK(found > 0);
    }
}
