#include "app/office/open_days.hpp"

#include "store/offices.hpp"
#include "store/products.hpp"
#include "store/quota.hpp"
#include "store/seats.hpp"

#include <map>

namespace mpaspor::app {
namespace {

using booking::Pool;

struct Rules {
    Zone zone;
    std::vector<booking::QuotaRule> quota;
    booking::Calendar calendar;
};

Result<Rules> load_rules(sql::Transaction& tx, ServicePointId point) {
    auto const service_point = TRY(store::load_service_point(tx, point));
    auto const stored = TRY(store::quota_rules_of(tx, point));
    auto calendar = TRY(store::load_calendar(tx, point));
    Rules rules{.zone = service_point.zone, .quota = {}, .calendar = std::move(calendar)};
    for (auto const& s : stored) {
        if (s.state == store::QuotaRuleState::approved) rules.quota.push_back(s.rule);
    }
    return rules;
}

/// The rows there are, by slot.
using Rows = std::map<std::chrono::minutes, store::SeatRow>;
Result<Rows> rows_of(sql::Transaction& tx, ServicePointId point, Pool pool, LocalDate date) {
    auto const found = TRY(store::seat_rows(tx, point, pool, date, date + std::chrono::days{1}));
    Rows rows;
    for (auto const& row : found) rows.emplace(row.key.slot, row);
    return rows;
}

/// The slots of a day. Accelerated people come while a passport can still be made on that day, and
/// only where the service is offered through the app (6.4).
Result<std::vector<store::SlotPattern>> slots_of(sql::Transaction& tx, ServicePointId point,
                                                 Pool pool, LocalDate date) {
    auto slots = TRY(store::slots_of(tx, point, date));
    if (pool != Pool::accelerated) return slots;
    auto const service = TRY(store::accelerated_service_of(tx, point, date));
    std::erase_if(slots, [&service](store::SlotPattern const& slot) {
        return !service || slot.slot < service->arrive_from || slot.slot >= service->arrive_before;
    });
    return slots;
}

Result<void> open_slot(sql::Transaction& tx, Context const& context, booking::SeatKey const& key,
                       int capacity, Instant opens_at, Rows& rows, DaysOpened& opened) {
    auto const known = rows.find(key.slot);
    bool const is_new = known == rows.end();
    // What an officer set stays, unless nobody is to come at all (D3).
    if (!is_new && known->second.by_hand && capacity > 0) capacity = known->second.capacity;
    bool const same =
        !is_new && known->second.capacity == capacity && known->second.opens_at == opens_at;
    if (!is_new) rows.erase(known);
    if (same || (is_new && capacity == 0)) return {};
    (is_new ? opened.rows_made : opened.rows_changed) += 1;
    return store::open_seat(tx, key, capacity, opens_at, {{}, context.now});
}

Result<void> open_day(sql::Transaction& tx, Context const& context, ServicePointId point,
                      Rules const& rules, Pool pool, LocalDate date, DaysOpened& opened) {
    auto const quota = TRY(booking::day_quota(rules.quota, pool, date, rules.calendar));
    auto const slots = TRY(slots_of(tx, point, pool, date));
    auto const release = TRY(store::release_rule_of(tx, point, date));
    auto rows = TRY(rows_of(tx, point, pool, date));
    if (rows.empty() && (slots.empty() || quota.total == 0)) return {};

    std::vector<int> weights;
    for (auto const& slot : slots) weights.push_back(slot.weight);
    auto const shares = slots.empty() ? std::vector<int>{} : booking::spread(quota.total, weights);
    auto const at = TRY(booking::opens_at(release, rules.zone, date, rules.calendar));
    for (std::size_t i = 0; i < slots.size(); ++i) {
        booking::SeatKey const key{point, date, pool, slots[i].slot};
        TRY(open_slot(tx, context, key, shares[i], at, rows, opened));
    }
    // Slots that the pattern no longer has close; who has a place in one keeps it (D3).
    auto const gone = rows;
    for (auto const& [slot, row] : gone) {
        TRY(open_slot(tx, context, row.key, 0, at, rows, opened));
    }
    return {};
}

}  // namespace

Result<DaysOpened> open_days(sql::Transaction& tx, Context const& context, OpenDays const& input) {
    auto const rules = TRY(load_rules(tx, input.point));
    DaysOpened opened;
    for (auto date = input.from; date < input.until; date += std::chrono::days{1}) {
        for (std::size_t pool = 0; pool < booking::kPools.size(); ++pool) {
            TRY(open_day(tx, context, input.point, rules, static_cast<Pool>(pool), date, opened));
        }
    }
    return opened;
}

Result<booking::DayQuota> explain_day(sql::Transaction& tx, ServicePointId point, Pool pool,
                                      LocalDate date) {
    auto const rules = TRY(load_rules(tx, point));
    return booking::day_quota(rules.quota, pool, date, rules.calendar);
}

}  // namespace mpaspor::app
