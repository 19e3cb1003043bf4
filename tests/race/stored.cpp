#include "tests/race/stored.hpp"

#include "base/crypto.hpp"
#include "base/text.hpp"
#include "domain/booking/seat.hpp"
#include "store/columns.hpp"

namespace mpaspor::race {
namespace {

constexpr sql::Statement kLive{"race_live", R"sql(
    SELECT id, nik_index, state, service_point, date, slot, sequence FROM live_application
)sql"};
constexpr sql::Statement kSeats{"race_seats", R"sql(
    SELECT service_point, date, slot, capacity, granted, taken, sequence FROM seat
)sql"};
constexpr sql::Statement kTakings{"race_takings", R"sql(
    SELECT application_id, service_point, date, slot, count(*) FROM seat_event
     WHERE kind IN ('taken', 'granted') GROUP BY application_id, service_point, date, slot
)sql"};
constexpr sql::Statement kPayments{"race_payments", R"sql(
    SELECT p.reference, p.application_id, p.outcome, p.amount, p.bank_time,
           COALESCE((SELECT sum(l.amount) FROM ledger_entry l
                      WHERE l.provider = p.provider AND l.reference = p.reference), 1),
           COALESCE((SELECT sum(l.amount) FROM ledger_entry l
                      WHERE l.provider = p.provider AND l.reference = p.reference
                        AND l.amount > 0), 0)
      FROM payment p
)sql"};

StoredVisit visit_in(sql::Row const& row) {
    StoredVisit visit{.application = std::to_string(row.integer(0)),
                      .person = to_hex(row.bytes(1)),
                      .state = row.text(2),
                      .row = {}};
    if (row.null(3)) return visit;
    visit.row = row_name(row.integer(3), row.integer(4), row.integer(5));
    visit.sequence = row.integer(6);
    return visit;
}

}  // namespace

std::string row_name(std::int64_t point, std::int64_t date, std::int64_t slot) {
    return std::to_string(point) + '@' + date_text(store::local_date(date)) + '@' +
           booking::slot_text(store::minutes(slot));
}

Result<Stored> load_stored(sql::Connection& connection) {
    Stored stored;
    auto const live = TRY(connection.run(kLive, {}));
    for (sql::Row const& row : live) stored.live.push_back(visit_in(row));
    auto const seats = TRY(connection.run(kSeats, {}));
    for (sql::Row const& row : seats) {
        stored.seats.emplace(row_name(row.integer(0), row.integer(1), row.integer(2)),
                             StoredSeat{.capacity = row.integer(3),
                                        .granted = row.integer(4),
                                        .taken = row.integer(5),
                                        .sequence = row.integer(6)});
    }
    auto const takings = TRY(connection.run(kTakings, {}));
    for (sql::Row const& row : takings) {
        std::pair const key{std::to_string(row.integer(0)),
                            row_name(row.integer(1), row.integer(2), row.integer(3))};
        stored.takings[key] = static_cast<int>(row.integer(4));
    }
    auto const payments = TRY(connection.run(kPayments, {}));
    for (sql::Row const& row : payments) {
        stored.payments.emplace(row.text(0),
                                StoredPayment{.application = std::to_string(row.integer(1)),
                                              .outcome = row.text(2),
                                              .amount = row.integer(3),
                                              .bank_time = row.integer(4),
                                              .balance = row.integer(5),
                                              .received = row.integer(6)});
    }
    return stored;
}

}  // namespace mpaspor::race
