#include "app/booking/alternatives.hpp"

#include "app/policies.hpp"
#include "store/offices.hpp"

#include <algorithm>
#include <map>

namespace mpaspor::app {
namespace {

using std::chrono::days;

constexpr int kAlternativesMax = 5;
constexpr days kAlternativesHorizon{60};

/// Days from the first one to before the last one.
struct Days {
    LocalDate from, until;
};

Result<Days> days_around(sql::Transaction& tx, Context const& context,
                         booking::SeatKey const& wanted) {
    auto const point = TRY(store::load_service_point(tx, wanted.service_point));
    auto const earliest =
        booking::earliest_date(point.zone, context.now, hold_policy(*context.settings));
    return Days{earliest, std::max(earliest, wanted.date) + kAlternativesHorizon};
}

Result<Alternatives> nearest(sql::Transaction& tx, Context const& context,
                             booking::SeatKey const& wanted, Days const& within) {
    auto const rows = TRY(
        store::nearest_free(tx, wanted, within.from, within.until, context.now, kAlternativesMax));
    Alternatives found;
    for (auto const& row : rows) found.push_back({row.key.date, row.key.slot, row.free()});
    return found;
}

/// Nearest first, the earlier among equals, and no more than are shown.
void put_in_order(Alternatives& found, LocalDate wanted) {
    std::ranges::stable_sort(
        found, {}, [&](Alternative const& a) { return std::pair{abs(a.date - wanted), a.date}; });
    if (found.size() > kAlternativesMax) found.resize(kAlternativesMax);
}

}  // namespace

Result<Alternatives> alternatives_to(sql::Transaction& tx, Context const& context,
                                     booking::SeatKey const& wanted) {
    auto const within = TRY(days_around(tx, context, wanted));
    return nearest(tx, context, wanted, within);
}

Result<Alternatives> alternatives_to(sql::Transaction& tx, Context const& context,
                                     HoldPlace const& wanted) {
    auto const owner = TRY(context.actor.account());
    auto const application = TRY(store::load_application(tx, wanted.application, owner));
    auto place = wanted.place;
    place.pool = pool_of(application);
    return alternatives_to(tx, context, place);
}

Result<Alternatives> alternatives_to(sql::Transaction& tx, Context const& context,
                                     HoldGroup const& wanted) {
    auto const& near = wanted.wanted;
    auto const within = TRY(days_around(tx, context, near));
    auto const rows =
        TRY(store::seat_rows(tx, near.service_point, near.pool, within.from, within.until));
    std::map<LocalDate, std::vector<store::SeatRow>> by_day;
    for (auto const& row : rows) by_day[row.key.date].push_back(row);
    auto const people = static_cast<int>(wanted.applications.size());
    Alternatives found;
    for (auto const& [date, day] : by_day) {
        auto const on_sale = slots_on_sale(day, context.now);
        auto const slots = booking::adjacent_slots(on_sale, people, near.slot);
        if (slots.empty()) continue;
        int free = 0;
        for (auto const& slot : on_sale) free += slot.free;
        found.push_back({date, slots.front(), free});
    }
    put_in_order(found, near.date);
    return found;
}

Result<Alternatives> alternatives_to(sql::Transaction& tx, Context const& context,
                                     RescheduleVisit const& wanted) {
    auto const move = TRY(reschedule_of(tx, context, wanted));
    Days const before{move.earliest, move.visit.date};
    Days const after{std::max(move.earliest, move.visit.date + days{1}), move.latest + days{1}};
    auto found = TRY(nearest(tx, context, move.to, before));
    auto const later = TRY(nearest(tx, context, move.to, after));
    found.insert(found.end(), later.begin(), later.end());
    put_in_order(found, wanted.date);
    return found;
}

}  // namespace mpaspor::app
