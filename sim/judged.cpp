#include "sim/judged.hpp"

#include "app/application/revise_draft.hpp"
#include "app/application/withdraw_application.hpp"
#include "app/rights/reopen_application.hpp"
#include "store/applications.hpp"
#include "store/columns.hpp"
#include "store/passport_records.hpp"
#include "store/seats.hpp"
#include "testing/office.hpp"

namespace mpaspor::sim {
namespace {

using namespace std::chrono;
using application::State;

/// What the office ordered last, kept by the simulation beside the ledger.
constexpr sql::Statement kOrder{"sim_order", R"sql(
    INSERT INTO sim_order (date, slot, capacity) VALUES ($1, $2, $3)
    ON CONFLICT (date, slot) DO UPDATE SET capacity = excluded.capacity
)sql"};

Result<store::SeatRow> row_of(sql::Transaction& tx, booking::SeatKey const& place) {
    auto const rows = TRY(
        store::seat_rows(tx, place.service_point, place.pool, place.date, place.date + days{1}));
    for (auto const& row : rows) {
        if (row.key == place) return row;
    }
    return fail(Code::day_not_found);
}

/// As http does it: where something that the answers are judged by has come meanwhile, such as a
/// word of the issuing system, they are looked at again, and then once more.
template <typename Act>
auto looking_again(sql::Transaction& tx, app::Context const& context, ApplicationId id, Act act)
    -> decltype(act()) {
    auto done = act();
    if (done || done.error().code != Code::assessment_outdated) return done;
    auto const before = TRY(store::load_assessment(tx, id));
    TRY(app::revise_draft(
        tx, context,
        {.seen = before.revision, .change = app::LookAgain{id}, .assessed = testing::complete()}));
    return act();
}

}  // namespace

void Judged::note_edge(std::string_view name, Instant at, Instant edge) {
    if (at < edge - 2s || at > edge + 2s) return;
    ++edges_[std::string{name} + (at < edge    ? ": just before"
                                  : at == edge ? ": at"
                                               : ": just after")];
}

/// P2: nobody is refused while a place is free, nor before or after its release by mistake.
void Judged::judge_refused_place(sql::Transaction& tx, app::Context const& context,
                                 booking::SeatKey const& place, Code code) {
    auto const row = row_of(tx, place);
    if (!row) return;  // A failed transaction tells nothing.
    note_edge("release", context.now, row->opens_at);
    if (code == Code::slot_full) {
        require(row->free() == 0, "refused as full while a place was free");
    } else if (code == Code::not_yet_open) {
        require(row->opens_at > context.now, "refused as not yet open after its release");
    }
}

/// A place came back; planted faults keep it, or give back one more.
Result<void> Judged::after_return(sql::Transaction& tx, app::Context const& context,
                                  std::optional<booking::Seat> const& seat, ApplicationId id) {
    if (!seat || planted_ != Planted::seat_returned_twice) return {};
    auto const row = TRY(row_of(tx, seat->key));
    if (row.taken > 0) return store::return_seat(tx, seat->key, {id, context.now});
    return {};
}

Result<app::PlaceHeld> Judged::hold(sql::Transaction& tx, app::Context const& context,
                                    app::HoldPlace const& input) {
    auto held = looking_again(tx, context, input.application,
                              [&] { return app::hold_place(tx, context, input); });
    if (!held) {
        judge_refused_place(tx, context, input.place, held.error().code);
        return held;
    }
    auto const row = TRY(row_of(tx, input.place));
    require(row.opens_at <= context.now, "held before the release");
    note_edge("release", context.now, row.opens_at);
    if (row.free() == 0) ++edges_["the last place of a slot was taken"];
    require(row.taken <= row.capacity, "held beyond the capacity");
    require(input.place.date > date_in(zone_, context.now), "held for today");
    require(held->expires_at == context.now + 15min, "a hold of another length (D5)");
    return held;
}

Result<void> Judged::release(sql::Transaction& tx, app::Context const& context, ApplicationId id) {
    auto const before = TRY(store::load_any_application(tx, id));
    TRY(app::release_hold(tx, context, id));
    return after_return(tx, context, before.seat, id);
}

Result<void> Judged::withdraw(sql::Transaction& tx, app::Context const& context, ApplicationId id) {
    auto const before = TRY(store::load_any_application(tx, id));
    TRY(app::withdraw_application(tx, context, id));
    require(!before.paid_at, "withdrawn after it was paid");
    return after_return(tx, context, before.seat, id);
}

Result<void> Judged::reopen(sql::Transaction& tx, app::Context const& context, ApplicationId id) {
    auto const before = TRY(store::load_any_application(tx, id));
    TRY(app::reopen_application(tx, context, id));
    require(!before.paid_at, "opened again after it was paid");
    return after_return(tx, context, before.seat, id);
}

Result<void> Judged::end_hold(sql::Transaction& tx, app::Context const& context, ApplicationId id,
                              Instant due) {
    auto const before = TRY(store::load_any_application(tx, id));
    TRY(app::expire_hold(tx, context, id, due));
    auto const after = TRY(store::load_any_application(tx, id));
    if (before.state != State::held || after.state == State::held) return {};
    require(before.deadline == due, "a hold ended by the timer of another");
    if (planted_ == Planted::expiry_keeps_seat && before.seat) {
        TRY(store::grant_seat(tx, before.seat->key, {id, context.now}));
    }
    return after_return(tx, context, before.seat, id);
}

/// A planted fault takes the issuing system's silence for "none".
Result<store::Bill> Judged::submit_once_answered(sql::Transaction& tx, app::Context const& context,
                                                 app::SubmitApplication const& input) {
    if (planted_ == Planted::billed_without_word) {
        auto check = TRY(store::load_passport_check(tx, input.application));
        if (check) {
            check->state = application::PassportRecord::none;
            TRY(store::answer_passport(tx, *check));
        }
    }
    return looking_again(tx, context, input.application,
                         [&] { return app::submit_application(tx, context, input); });
}

Result<store::Bill> Judged::submit(sql::Transaction& tx, app::Context const& context,
                                   app::SubmitApplication const& input) {
    auto const before = TRY(store::load_any_application(tx, input.application));
    if (before.deadline) note_edge("end of a hold", context.arrived, *before.deadline);
    auto const record = TRY(store::passport_record(tx, input.application));
    auto const check = TRY(store::load_passport_check(tx, input.application));
    bool const waits = record == application::PassportRecord::pending;
    bool const long_enough = check && context.now >= check->asked_at + kWordWait;
    auto bill = submit_once_answered(tx, context, input);
    if (!bill) {
        bool const told_to_wait = bill.error().code == Code::passport_check_pending;
        if (told_to_wait) ++edges_["told to wait for the issuing system"];
        require(!told_to_wait || (waits && !long_enough), "told to wait for nothing (D10)");
        return bill;
    }
    if (waits && long_enough) ++edges_["billed after waiting for the issuing system"];
    require(!waits || long_enough, "billed without the issuing system's word (D10)");
    require(before.deadline && context.arrived < *before.deadline,
            "submitted after the hold had run out");
    require(bill->deadline == floored_to_second(context.now) + 2h, "another deadline (002-F3)");
    return bill;
}

/// 002-F4: once, until the end of the day before, by the moment at which the request arrived.
Result<app::VisitMoved> Judged::reschedule(sql::Transaction& tx, app::Context const& context,
                                           app::RescheduleVisit const& input) {
    auto const before = TRY(store::load_any_application(tx, input.application));
    auto moved = app::reschedule_visit(tx, context, input);
    if (!before.seat) {
        require(!moved, "a visit was moved that there is not");
        return moved;
    }
    auto const& from = before.seat->key;
    bool const in_time = date_in(zone_, context.arrived) < from.date;
    auto const zone = std::string{name_of(zone_)};
    note_edge("end of H-1 in " + zone, context.arrived, instant_in(zone_, from.date, 0min));
    if (!moved) {
        auto const code = moved.error().code;
        auto place = from;
        place.date = input.date;
        place.slot = input.slot;
        judge_refused_place(tx, context, place, code);
        require(code != Code::reschedule_window_closed || !in_time,
                "H-1 was over too early (002-F4)");
        return moved;
    }
    require(in_time, "moved after H-1 (002-F4)");
    require(before.reschedules_used == 0, "moved twice (002-F4)");
    require(moved->seat.key.date != from.date, "moved to the same day (R2)");
    auto const after = TRY(store::load_any_application(tx, input.application));
    require(after.seat == moved->seat && after.state == State::scheduled,
            "not where it was moved to");
    return moved;
}

Result<void> Judged::cut(sql::Transaction& tx, app::Context const& context,
                         app::CutCapacity const& input) {
    auto ordered = input;
    if (planted_ == Planted::cut_sells_granted) {
        auto const row = TRY(row_of(tx, input.place));
        ordered.capacity = std::max(row.taken, input.capacity);
    }
    TRY(app::cut_capacity(tx, context, ordered));
    return tx.run(kOrder, {store::number(input.place.date), store::number(input.place.slot),
                           std::int64_t{input.capacity}});
}

Result<booking::Seat> Judged::grant(sql::Transaction& tx, app::Context const& context,
                                    app::GrantPlace const& input) {
    auto const seat = TRY(app::grant_place(tx, context, input));
    auto const after = TRY(store::load_any_application(tx, input.application));
    require(after.seat == seat && seat.key == input.place, "granted a place that it has not");
    return seat;
}

}  // namespace mpaspor::sim
