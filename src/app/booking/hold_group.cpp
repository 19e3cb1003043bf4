#include "app/booking/hold_group.hpp"

#include "app/booking/taking.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace mpaspor::app {
namespace {

using std::chrono::days;
using Group = std::vector<store::Application>;

/// What keeps one of them from a place says whom; what is about the place or the day is all of
/// theirs.
std::unexpected<Error> about(std::size_t i, Error error) {
    bool const of_all = error.code == Code::office_not_found || error.code == Code::day_past;
    if (!of_all) error.pointer = "/applications/" + std::to_string(i);
    return std::unexpected<Error>(std::move(error));
}

Result<void> fits_in(Group const& group, store::Application const& next, booking::Pool pool) {
    bool const twice = std::ranges::any_of(
        group, [&](auto const& other) { return other.nik->index == next.nik->index; });
    if (twice) return fail(Code::nik_has_live_application);
    // 6.4: the accelerated service has places of its own.
    if (pool_of(next) != pool) {
        return refuse(Code::answer_contradicts, "", {{"advice", "one_service"}});
    }
    return {};
}

/// All checks, before anybody takes anything.
Result<Group> admit_all(sql::Transaction& tx, Context const& context, HoldGroup const& input) {
    auto const people = input.applications.size();
    if (people == 0 || people > booking::kTogetherMax) {
        return refuse(Code::out_of_range, "/applications",
                      {{"min", "1"}, {"max", std::to_string(booking::kTogetherMax)}});
    }
    Group group;
    for (std::size_t i = 0; i < people; ++i) {
        auto next = admitted(tx, context, input.applications[i], input.wanted);
        if (!next) return about(i, next.error());
        auto const fits = fits_in(group, *next, input.wanted.pool);
        if (!fits) return about(i, fits.error());
        group.push_back(*std::move(next));
    }
    return group;
}

/// Why the day has no room for all of them.
std::unexpected<Error> no_room(std::span<store::SeatRow const> day, std::size_t people,
                               Instant now) {
    std::optional<Instant> opens_at;
    for (auto const& row : day) {
        if (row.capacity == 0) continue;
        opens_at = std::min(opens_at.value_or(row.opens_at), row.opens_at);
    }
    if (!opens_at) return refuse(Code::day_closed, "/date");
    if (*opens_at > now) {
        return refuse(Code::not_yet_open, "/date", {{"opens_at", instant_text(*opens_at)}});
    }
    return refuse(Code::slot_full, "/date",
                  {{"advice", "full_for_group"}, {"people", std::to_string(people)}});
}

/// A place for each of them, ascending, which is the order in which rows are locked.
Result<std::vector<booking::SeatKey>> places_for(sql::Transaction& tx, Context const& context,
                                                 booking::SeatKey const& wanted,
                                                 std::size_t people) {
    auto const day = TRY(store::seat_rows(tx, wanted.service_point, wanted.pool, wanted.date,
                                          wanted.date + days{1}));
    if (day.empty()) return refuse(Code::day_not_found, "/date");
    auto const slots = booking::adjacent_slots(slots_on_sale(day, context.now),
                                               static_cast<int>(people), wanted.slot);
    if (slots.empty()) return no_room(day, people, context.now);
    std::vector<booking::SeatKey> places;
    for (auto const slot : slots) {
        places.push_back(wanted);
        places.back().slot = slot;
    }
    return places;
}

}  // namespace

Result<std::vector<booking::SeatKey>> seats_to_hold(sql::Transaction& tx, HoldGroup const& input) {
    auto const& wanted = input.wanted;
    auto const day = TRY(store::seat_rows(tx, wanted.service_point, wanted.pool, wanted.date,
                                          wanted.date + days{1}));
    std::vector<booking::SeatKey> seats;
    for (auto const& row : day) seats.push_back(row.key);
    return seats;
}

std::vector<booking::SlotFree> slots_on_sale(std::span<store::SeatRow const> day, Instant now) {
    std::vector<booking::SlotFree> slots;
    for (auto const& row : day) {
        if (row.opens_at <= now) slots.push_back({row.key.slot, row.free()});
    }
    return slots;
}

Result<std::vector<PlaceHeld>> hold_group(sql::Transaction& tx, Context const& context,
                                          HoldGroup const& input) {
    auto const group = TRY(admit_all(tx, context, input));
    auto const places = TRY(places_for(tx, context, input.wanted, group.size()));
    std::vector<booking::Seat> seats;
    for (std::size_t i = 0; i < group.size(); ++i) {
        auto const seat = TRY(take_found(tx, places[i], {group[i].id, context.now}));
        seats.push_back(seat);
    }
    std::vector<PlaceHeld> held;
    for (std::size_t i = 0; i < group.size(); ++i) {
        auto const one = seated(tx, context, group[i], seats[i]);
        if (!one) return about(i, one.error());
        held.push_back(*one);
    }
    return held;
}

}  // namespace mpaspor::app
