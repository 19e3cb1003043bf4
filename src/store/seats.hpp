#pragma once
/// The seat ledger: one counter row per (service point, date, pool, slot), and one event per
/// change.
///
/// D2: a place is one applicant in one slot. D3: never sold beyond capacity; what is taken beyond
/// it is granted, to one person, by a rule or an officer. Lock order: seat rows ascending, then the
/// application, then its bill.

#include "domain/booking/seat.hpp"
#include "sql/connection.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace mpaspor::store {

/// Who a seat changes hands for, and when: written into its event.
struct SeatUse {
    ApplicationId application;  ///< {} when it is for nobody, as in a change of capacity.
    Instant now;
};

/// Takes one place that is on sale. Errors: slot_full, not_yet_open (`opens_at` in params),
/// day_closed (capacity 0), day_not_found (no such row).
Result<booking::Seat> take_seat(sql::Transaction& tx, booking::SeatKey const& key,
                                SeatUse const& use);

/// Takes one place for a person who has a right to it (D3, D4), beyond the capacity when there is
/// none free, also before the row is on sale. Errors: day_not_found.
Result<booking::Seat> grant_seat(sql::Transaction& tx, booking::SeatKey const& key,
                                 SeatUse const& use);

/// Gives one back: granted ones first, so that a grant never goes on sale (D3). Errors: internal,
/// when nobody holds one.
Result<void> return_seat(sql::Transaction& tx, booking::SeatKey const& key, SeatUse const& use);

/// Takes a place at `to` and gives back the one at `from`, which differ; touches the rows in key
/// order, so that two who swap cannot wait for each other. Errors: those of take_seat.
Result<booking::Seat> move_seat(sql::Transaction& tx, booking::SeatKey const& from,
                                booking::SeatKey const& to, SeatUse const& use);

/// More or fewer places, by an officer's hand. A cut below what is taken turns the surplus into
/// granted: who has a place keeps it (002-A2, D3). Errors: day_not_found.
Result<void> set_capacity(sql::Transaction& tx, booking::SeatKey const& key, int capacity,
                          SeatUse const& use);

/// Makes a row ahead of its day, or sets capacity and opening of one that is there.
Result<void> open_seat(sql::Transaction& tx, booking::SeatKey const& key, int capacity,
                       Instant opens_at, SeatUse const& use);

struct SeatRow {
    booking::SeatKey key;
    int capacity = 0, granted = 0, taken = 0;
    std::int64_t sequence = 0, version = 0;
    Instant opens_at;
    bool by_hand = false;  ///< An officer has set the capacity, whatever the rules say.
    int free() const { return taken < capacity ? capacity - taken : 0; }
};
/// The rows of one pool from `from` to before `until`, ascending.
Result<std::vector<SeatRow>> seat_rows(sql::Transaction& tx, ServicePointId point,
                                       booking::Pool pool, LocalDate from, LocalDate until);

/// A change of a seat row.
struct SeatEvent {
    booking::SeatKey key;
    std::int64_t version = 0;
    std::string kind;                          ///< "taken", "granted" or "returned".
    int taken = 0, granted = 0, capacity = 0;  ///< After it.
    Instant at;
};
/// What an application did to the rows of its present place and of the places on its bills, oldest
/// first, at most `most`.
Result<std::vector<SeatEvent>> seat_events_of(sql::Transaction& tx, ApplicationId application,
                                              int most);

/// The last date of which this point has rows, of any pool.
Result<std::optional<LocalDate>> last_day(sql::Transaction& tx, ServicePointId point);

/// At most `most` rows of the pool with a free place that is on sale, by distance in days from
/// `near`, then by slot.
Result<std::vector<SeatRow>> nearest_free(sql::Transaction& tx, booking::SeatKey const& near,
                                          LocalDate from, LocalDate until, Instant now, int most);

/// The row of the pool that is not closed, free or not and on sale or not, nearest to `near` in the
/// same order, if there is one.
Result<std::optional<booking::SeatKey>> nearest_open(sql::Transaction& tx,
                                                     booking::SeatKey const& near, LocalDate from,
                                                     LocalDate until);

/// Locks the rows of `keys` (ascending, each once) in one statement, until the transaction ends.
/// Nothing on SQLite: there is one writer.
Result<void> lock_seats(sql::Transaction& tx, std::span<booking::SeatKey const> keys);

}  // namespace mpaspor::store
