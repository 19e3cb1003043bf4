#pragma once
/// Bills: one open or paid one per application (002-A3), the amount frozen on it (2.4).

#include "domain/booking/seat.hpp"
#include "domain/payment/bill.hpp"
#include "domain/payment/tariff.hpp"
#include "sql/connection.hpp"

#include <optional>
#include <string>

namespace mpaspor::store {

struct Bill {
    BillId id;
    ApplicationId application;
    Rupiah amount;      ///< All of it.
    std::string basis;  ///< The regulation whose tariff the passport's fee is.
    Instant issued_at;  ///< Whole seconds.
    Instant deadline;   ///< Inclusive, by the bank's time (D4).
    payment::BillState state = payment::BillState::open;
    booking::SeatKey place;  ///< It was issued for.
    std::optional<Instant> paid_at = {};
    std::optional<std::string> state_receipt = {};  ///< NTPN.
    std::int64_t version = 1;
    Rupiah surcharge = {};             ///< The part of `amount` for the accelerated service (6.4).
    std::string surcharge_basis = {};  ///< Its own regulation; empty without one.
    payment::Price price() const { return {amount - surcharge, basis, surcharge, surcharge_basis}; }
};

/// Errors: storage_conflict, when the application has an open or paid bill already.
Result<void> insert_bill(sql::Transaction& tx, Bill const& bill);
/// Errors: bill_not_found.
Result<Bill> load_bill(sql::Transaction& tx, BillId id);
/// The open or paid one, or else the last one. Errors: bill_not_found.
Result<Bill> current_bill(sql::Transaction& tx, ApplicationId application);
/// The open one, if there is one.
Result<std::optional<Bill>> open_bill(sql::Transaction& tx, ApplicationId application);
/// Whether one of its bills was paid.
Result<bool> has_paid_bill(sql::Transaction& tx, ApplicationId application);
/// Writes state, paid_at and state_receipt over the version that was loaded.
/// Errors: storage_conflict.
Result<void> save_bill(sql::Transaction& tx, Bill const& bill);

}  // namespace mpaspor::store
