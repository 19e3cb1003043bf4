#pragma once

#include "app/booking/hold_place.hpp"
#include "app/booking/reschedule_visit.hpp"
#include "app/office/change_quota.hpp"
#include "app/payment/expire_bill.hpp"
#include "app/payment/settle_payment.hpp"
#include "app/payment/submit_application.hpp"
#include "sim/planted.hpp"
#include "store/settings.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace mpaspor::sim {

/// How long a bill waits for the word of the issuing system (D10).
inline constexpr std::chrono::minutes kWordWait{store::Settings{}.passport_check_minutes};

/// The real use cases, each judged on the spot: before and after it the same transaction is read,
/// so what it did or refused can be compared with the papers' own words. Also where faults are
/// planted. What is found to be wrong stays, even where the transaction does not.
class Judged {
public:
    Judged(Planted planted, Zone zone) : planted_(planted), zone_(zone) {}

    Result<app::PlaceHeld> hold(sql::Transaction& tx, app::Context const& context,
                                app::HoldPlace const& input);
    Result<void> release(sql::Transaction& tx, app::Context const& context, ApplicationId id);
    Result<void> end_hold(sql::Transaction& tx, app::Context const& context, ApplicationId id,
                          Instant due);
    Result<store::Bill> submit(sql::Transaction& tx, app::Context const& context,
                               app::SubmitApplication const& input);
    Result<void> withdraw(sql::Transaction& tx, app::Context const& context, ApplicationId id);
    Result<void> reopen(sql::Transaction& tx, app::Context const& context, ApplicationId id);
    Result<app::VisitMoved> reschedule(sql::Transaction& tx, app::Context const& context,
                                       app::RescheduleVisit const& input);
    Result<payment::BankAnswer> settle(sql::Transaction& tx, app::Context const& context,
                                       app::SettlePayment const& input);
    /// `paid_in_time`: the bank holds a payment that settles this bill, and would say so.
    Result<void> end_bill(sql::Transaction& tx, app::Context const& context,
                          app::ExpireBill const& input, bool paid_in_time);
    Result<void> cut(sql::Transaction& tx, app::Context const& context,
                     app::CutCapacity const& input);
    Result<booking::Seat> grant(sql::Transaction& tx, app::Context const& context,
                                app::GrantPlace const& input);

    void require(bool held, std::string_view otherwise) {
        if (!held && violation_.empty()) violation_ = otherwise;
    }
    std::string const& violation() const { return violation_; }
    /// How often something was decided at an edge, by name.
    std::map<std::string, std::int64_t, std::less<>> const& edges() const { return edges_; }
    Planted planted() const { return planted_; }

private:
    void judge_refused_place(sql::Transaction& tx, app::Context const& context,
                             booking::SeatKey const& place, Code code);
    Result<store::Bill> submit_once_answered(sql::Transaction& tx, app::Context const& context,
                                             app::SubmitApplication const& input);
    Result<void> after_return(sql::Transaction& tx, app::Context const& context,
                              std::optional<booking::Seat> const& seat, ApplicationId id);

    /// `at` lies within two seconds of `edge`: before it, or not.
    void note_edge(std::string_view name, Instant at, Instant edge);

    Planted planted_;
    Zone zone_;
    std::string violation_;
    std::map<std::string, std::int64_t, std::less<>> edges_;
};

}  // namespace mpaspor::sim
