#include "app/booking/read_availability.hpp"

#include "app/policies.hpp"
#include "store/offices.hpp"
#include "store/quota.hpp"

#include <array>
#include <map>

namespace mpaspor::app {
namespace {

using booking::Pool;
using std::chrono::days;

constexpr int kAlternativesMax = 5;
constexpr days kAlternativesHorizon{60};

struct Total {
    int free = 0, total = 0;
    Instant opens_at{};
};
using Totals = std::map<LocalDate, Total>;

Result<Totals> totals(sql::Transaction& tx, Places const& places, LocalDate from, LocalDate until) {
    auto const rows = TRY(store::seat_rows(tx, places.point, places.pool, from, until));
    Totals totals;
    for (auto const& row : rows) {
        auto& day = totals[row.key.date];
        day.free += row.free();
        day.total += row.capacity;
        day.opens_at = std::max(day.opens_at, row.opens_at);
    }
    return totals;
}

DayState state_of(Total const& total, bool holiday, LocalDate date, LocalDate earliest,
                  Instant now) {
    if (date < earliest) return DayState::past;
    if (holiday && total.total == 0) return DayState::holiday;
    if (total.total == 0) return DayState::closed;
    if (total.opens_at > now) return DayState::not_yet;
    return total.free > 0 ? DayState::open : DayState::full;
}

Result<std::vector<booking::QuotaRule>> approved_rules(sql::Transaction& tx, ServicePointId point) {
    auto const stored = TRY(store::quota_rules_of(tx, point));
    std::vector<booking::QuotaRule> rules;
    for (auto const& s : stored) {
        if (s.state == store::QuotaRuleState::approved) rules.push_back(s.rule);
    }
    return rules;
}

}  // namespace

std::string_view to_text(DayState state) {
    static constexpr std::array<std::string_view, 6> kNames{"open",    "full",    "closed",
                                                            "holiday", "not_yet", "past"};
    return kNames[std::to_underlying(state)];
}

Result<HolidayNames> holiday_names(sql::Transaction& tx, ServicePointId point, LocalDate from,
                                   LocalDate until) {
    auto const rows = TRY(store::holidays_between(tx, from, until));
    HolidayNames names;
    for (auto const& row : rows) {
        if (row.point != point && row.point.value != 0) continue;
        if (row.holiday.kind == booking::HolidayKind::open) {
            names.erase(row.holiday.date);
        } else {
            names[row.holiday.date] = row.name;
        }
    }
    return names;
}

Result<Month> read_month(sql::Transaction& tx, Context const& context, Places const& places,
                         std::chrono::year_month month) {
    auto const point = places.point;
    auto const service_point = TRY(store::load_service_point(tx, point));
    LocalDate const from{month / std::chrono::day{1}};
    LocalDate const until{(month + std::chrono::months{1}) / std::chrono::day{1}};
    auto const sums = TRY(totals(tx, places, from, until));
    auto const names = TRY(holiday_names(tx, point, from, until));
    auto const rules = TRY(approved_rules(tx, point));
    auto const calendar = TRY(store::load_calendar(tx, point));
    auto const earliest =
        booking::earliest_date(service_point.zone, context.now, hold_policy(*context.settings));

    Month result{.zone = service_point.zone, .as_of = context.now, .days = {}};
    for (auto date = from; date < until; date += days{1}) {
        auto const known = sums.find(date);
        auto const total = known == sums.end() ? Total{} : known->second;
        auto const name = names.find(date);
        Day day{.date = date,
                .state = state_of(total, name != names.end(), date, earliest, context.now),
                .total = total.total};
        if (day.state == DayState::open) day.free = total.free;
        if (day.state == DayState::not_yet) day.opens_at = total.opens_at;
        if (name != names.end()) day.note = name->second;
        if (total.total > 0) {
            auto const quota = booking::day_quota(rules, places.pool, date, calendar);
            if (quota && quota->total == total.total) {
                day.explanation = booking::explanation(*quota);
            }
        }
        result.days.push_back(std::move(day));
    }
    return result;
}

Result<Slots> read_slots(sql::Transaction& tx, Context const& context, Places const& places,
                         LocalDate date) {
    auto const service_point = TRY(store::load_service_point(tx, places.point));
    auto rows = TRY(store::seat_rows(tx, places.point, places.pool, date, date + days{1}));
    if (rows.empty()) return refuse(Code::day_not_found, "/date");
    std::erase_if(rows, [&](auto const& row) { return row.opens_at > context.now; });
    return Slots{service_point.zone, std::move(rows)};
}

Result<std::vector<store::SeatRow>> alternatives_to(sql::Transaction& tx, Context const& context,
                                                    booking::SeatKey const& wanted) {
    auto const point = TRY(store::load_service_point(tx, wanted.service_point));
    auto const earliest =
        booking::earliest_date(point.zone, context.now, hold_policy(*context.settings));
    return store::nearest_free(tx, wanted, earliest,
                               std::max(earliest, wanted.date) + kAlternativesHorizon, context.now,
                               kAlternativesMax);
}

Result<std::vector<store::SeatRow>> alternatives_to(sql::Transaction& tx, Context const& context,
                                                    HoldPlace const& wanted) {
    auto const owner = TRY(context.actor.account());
    auto const application = TRY(store::load_application(tx, wanted.application, owner));
    auto place = wanted.place;
    place.pool = pool_of(application);
    return alternatives_to(tx, context, place);
}

}  // namespace mpaspor::app
