#pragma once
/// Offices, applicants and a bank for tests of what use cases do to a database.

#include "app/application/revise_draft.hpp"
#include "app/booking/hold_place.hpp"
#include "app/booking/reschedule_visit.hpp"
#include "app/context.hpp"
#include "app/office/load_reference.hpp"
#include "app/payment/expire_bill.hpp"
#include "app/payment/settle_payment.hpp"
#include "sql/connection.hpp"
#include "store/applications.hpp"
#include "store/seats.hpp"
#include "testing/books.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace mpaspor::testing {

LocalDate date(int year, unsigned month, unsigned day);
/// A moment by an office's clock.
Instant at(Zone zone, LocalDate date, int hour, int minute = 0, int second = 0);

inline constexpr ServicePointId kPontianak{1};  ///< WIB; 200 a day, 325 on Thursdays and Fridays.
inline constexpr ServicePointId kMaumere{2};    ///< WITA; 20 a day; also the product of Rp 0.
inline LocalDate const kMonday{std::chrono::days{20759}};  ///< 2 November 2026: where tests begin.

inline constexpr std::string_view kProduct = "ORDINARY_NON_ELECTRONIC";           ///< Everywhere.
inline constexpr std::string_view kElectronic = "ORDINARY_ELECTRONIC_LAMINATED";  ///< Pontianak.
inline constexpr std::string_view kFree = "ORDINARY_NON_ELECTRONIC_24";           ///< Maumere.

/// A place of the online pool.
booking::SeatKey place(LocalDate date, int hour = 8, ServicePointId point = kPontianak);
/// One of the accelerated pool; Pontianak has the service since 1 September 2024, from 08:00 to
/// 11:00.
booking::SeatKey accelerated_place(LocalDate date, int hour = 8, ServicePointId point = kPontianak);

/// Offices, products, tariffs of all periods, 2026's holidays, slots and quota rules as data.
app::ReferenceData reference_data();

/// An applicant with one application.
struct Applicant {
    AccountId account;
    ApplicationId application;
    std::string nik;
};

/// What a draft amounts to with which its applicant may go on, on any day.
store::Assessed complete();

/// What a bank says.
struct Money {
    BillId bill;
    Rupiah amount;
    Instant at;
    std::string reference = "r1";
    payment::Notice notice = payment::Notice::asked;
    std::string received = {};  ///< The message; the reference's own when left empty.
};

/// A migrated database with the reference data, and those who use it. Each call is a transaction
/// of its own, kept exactly if it succeeds.
class Office {
public:
    explicit Office(sql::Connection& database);

    sql::Connection& database;
    Instant now = at(Zone::wib, kMonday, 9);  ///< For the test to move.
    app::Context context(app::Actor actor);   ///< At `now`, under a request of its own.
    app::Context as(AccountId account) {
        return context({app::ActorKind::applicant, account.value});
    }
    app::Context officer(std::int64_t id) {
        return context({app::ActorKind::officer, id, "quota", "desk"});
    }
    app::Context system() { return context({app::ActorKind::system, 0, {}, "timer"}); }
    std::int64_t fresh() { return ++last_id_; }

    /// Runs `work(tx)` in a transaction.
    template <typename Work>
    auto act(Work work) -> decltype(work(std::declval<sql::Transaction&>())) {
        database.begin().value();
        try {
            sql::Transaction tx{database};
            auto result = work(tx);
            (result ? database.commit() : database.rollback()).value();
            return result;
        } catch (...) {
            std::ignore = database.rollback();
            throw;
        }
    }

    /// Opens one slot, on sale already.
    void open(booking::SeatKey const& place, int capacity);
    store::SeatRow row(booking::SeatKey const& place);
    static store::SeatRow row_in(sql::Transaction& tx, booking::SeatKey const& place);

    AccountId account();
    Applicant draft(AccountId account, std::string nik, std::string_view product = kProduct);
    Applicant draft() { return draft(account(), "nik" + std::to_string(fresh())); }
    /// Over the revision there is.
    Result<app::Revised> revise(Applicant const& who, app::DraftChange const& change,
                                store::Assessed const& assessed = complete());
    store::StoredAssessment assessment(Applicant const& who);
    Applicant held(booking::SeatKey const& place);  ///< Of a draft of a new person's.
    struct Billed : Applicant {
        store::Bill bill;
    };
    Billed billed(booking::SeatKey const& place);
    Billed scheduled(booking::SeatKey const& place);  ///< Paid at once.

    Result<app::PlaceHeld> hold(Applicant const& who, booking::SeatKey const& place);
    Result<void> release(Applicant const& who);
    Result<void> expire_hold(Applicant const& who, Instant due);
    Result<store::Bill> submit(Applicant const& who);
    Result<void> withdraw(Applicant const& who);
    Result<app::VisitMoved> reschedule(Applicant const& who, LocalDate date, int hour = 8);
    Result<void> expire_bill(store::Bill const& bill, payment::BillerSays says);
    /// Lets the deadline pass: the biller says it was not paid.
    void expire(store::Bill const& bill);
    Result<payment::BankAnswer> pay(Money const& money);
    /// In full, now.
    static Money full(store::Bill const& bill, Instant at, std::string reference = "r1") {
        return {bill.id, bill.amount, at, std::move(reference)};
    }

    store::Application application(Applicant const& who);
    store::Bill bill(BillId id);
    /// Of one payment, by its reference: "applied", "refund_due", or "" for none.
    std::string outcome(std::string_view reference);
    std::int64_t count(std::string_view sql);  ///< The one number it gives.

private:
    std::int64_t last_id_ = 100;
};

inline constexpr std::string_view kBank = "snap/bank";  ///< The provider of all Money.

/// The use case that `Office::pay` runs.
app::SettlePayment settlement(Money const& money);

/// Runs `test` on both engines and then throws if the books do not add up.
void on_each_office(std::function<void(Office&)> const& test);

}  // namespace mpaspor::testing
