#include "app/office/change_quota.hpp"

#include "app/booking/hold_place.hpp"
#include "app/transition.hpp"
#include "store/offices.hpp"
#include "store/seats.hpp"

#include <algorithm>
#include <vector>

namespace mpaspor::app {
namespace {

using application::Event;

/// One more change of a point's quota, with its reason.
Result<void> note_change(sql::Transaction& tx, Context const& context, ServicePointId point,
                         std::string_view action, std::string result) {
    auto const version = TRY(store::next_quota_version(tx, point));
    return audit(tx, context,
                 {.kind = "service_point",
                  .subject = point.value,
                  .version = version,
                  .action = action,
                  .rule = "D3 002-01",
                  .result = std::move(result)});
}

/// The new place for the old one, if there is one; rows in their order (store/seats.hpp).
Result<booking::Seat> give_place(sql::Transaction& tx, Context const& context,
                                 store::Application const& before, booking::SeatKey const& place) {
    store::SeatUse const use{before.id, context.now};
    bool const old_first = before.seat && before.seat->key < place;
    if (old_first) TRY(store::return_seat(tx, before.seat->key, use));
    auto const seat = TRY(store::grant_seat(tx, place, use));
    if (before.seat && !old_first) TRY(store::return_seat(tx, before.seat->key, use));
    return seat;
}

}  // namespace

Result<void> cut_capacity(sql::Transaction& tx, Context const& context, CutCapacity const& input) {
    TRY(store::set_capacity(tx, input.place, input.capacity, {{}, context.now}));
    return note_change(tx, context, input.place.service_point, "capacity",
                       booking::slot_text(input.place.slot) + " to " +
                           std::to_string(input.capacity) + ": " + input.reason);
}

Result<void> cut_day(sql::Transaction& tx, Context const& context, CutDay const& input) {
    auto const rows = TRY(store::seat_rows(tx, input.point, input.pool, input.date,
                                           input.date + std::chrono::days{1}));
    std::vector<int> weights;
    for (auto const& row : rows) weights.push_back(row.capacity);
    if (std::ranges::none_of(weights, [](int weight) { return weight > 0; })) {
        return fail(Code::day_not_found);
    }
    auto const shares = booking::spread(input.capacity, weights);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (shares[i] == rows[i].capacity) continue;
        TRY(store::set_capacity(tx, rows[i].key, shares[i], {{}, context.now}));
    }
    return note_change(tx, context, input.point, "capacity",
                       "day to " + std::to_string(input.capacity) + ": " + input.reason);
}

Result<booking::Seat> grant_place(sql::Transaction& tx, Context const& context,
                                  GrantPlace const& input) {
    auto const before = TRY(store::load_any_application(tx, input.application));
    bool const unplaced = before.state == application::State::paid_unplaced;
    auto const event = unplaced ? Event::placed_by_grant : Event::moved_by_office;
    TRY(may(before, event));
    auto place = input.place;
    place.pool = pool_of(before);
    if (before.seat && before.seat->key == place) return fail(Code::same_visit_date);
    auto const seat = TRY(give_place(tx, context, before, place));
    auto after = before;
    after.seat = seat;
    // The first visit of who has paid counts for the latest date of another (D6).
    if (after.paid_at && !after.first_visit) after.first_visit = input.place.date;
    TRY(advance(tx, context, before, std::move(after), event, "D3 D4"));
    TRY(note_change(tx, context, input.place.service_point, "granted",
                    booking::slot_text(input.place.slot) + ": " + input.reason));
    return seat;
}

Result<std::vector<booking::SeatKey>> seats_to_grant(sql::Transaction& tx,
                                                     GrantPlace const& input) {
    auto const present = TRY(store::seat_of(tx, input.application));
    auto seats = seats_to_hold({input.application, input.place});
    if (present) seats.push_back(*present);
    return seats;
}

}  // namespace mpaspor::app
