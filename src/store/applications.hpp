#pragma once
/// Applications: one row for ever in `application`, and from HELD to the end one in
/// `live_application`, which alone is touched at the rush.

#include "base/crypto.hpp"
#include "domain/application/lifecycle.hpp"
#include "domain/booking/seat.hpp"
#include "sql/connection.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpaspor::store {

/// A NIK that the civil registry found VALID.
struct ValidNik {
    Digest index;         ///< Blind.
    Instant verified_at;  ///< Good for 30 days from then (D9).
};

struct Application {
    ApplicationId id;
    AccountId account;
    application::State state = application::State::draft;
    std::int64_t version = 1;  ///< Changes of state so far, the making included.
    bool live = false;         ///< Whether `state` and the visit stand in live_application.
    application::Channel channel = application::Channel::app;
    Instant created = {};
    std::optional<ValidNik> nik = {};
    std::optional<std::string> type = {}, product = {};  ///< Codes of stage 5.
    int validity_years = 0;
    bool accelerated = false;  ///< Wants it the same day (6.4).
    bool erased = false;  ///< What was filled in is deleted; the owner does not see it any more.

    // Only while live.
    std::optional<booking::Seat> seat = {};
    std::optional<Instant> deadline = {};  ///< Of the hold or the bill.
    std::optional<BillId> bill = {};       ///< Open or paid.
    std::optional<Instant> paid_at = {};
    std::optional<LocalDate> first_visit = {};
    int reschedules_used = 0;
};

/// Makes the row of a new draft. Errors: not_signed_in (there is no such account any more).
Result<void> insert_application(sql::Transaction& tx, Application const& application);

/// Errors: application_not_found; the same for another account's, so that nobody learns which
/// numbers exist.
Result<Application> load_application(sql::Transaction& tx, ApplicationId id, AccountId owner);
/// The same, for who lets a place or a bill rest on what the applicant filled in: until the
/// transaction ends nobody changes that. Several may do so at once.
Result<Application> load_application_to_book(sql::Transaction& tx, ApplicationId id,
                                             AccountId owner);
/// The same, for who changes what the applicant filled in: waits for those above, and sees what
/// they did. On SQLite there is one writer, and neither waits.
Result<Application> load_application_to_edit(sql::Transaction& tx, ApplicationId id,
                                             AccountId owner);
/// For jobs, the bank and officers, who own nothing; erased ones as well.
/// Errors: application_not_found.
Result<Application> load_any_application(sql::Transaction& tx, ApplicationId id);
/// The same, for who changes what the applicant filled in.
Result<Application> load_any_application_to_edit(sql::Transaction& tx, ApplicationId id);

/// An account's applications, newest first, those before `before` (or the newest), at most `most`.
Result<std::vector<Application>> applications_of(sql::Transaction& tx, AccountId owner,
                                                 std::optional<ApplicationId> before, int most);
/// How many of an account's applications have not ended (2.12).
Result<int> count_active_applications(sql::Transaction& tx, AccountId owner);

/// Writes `after` over the version of `before` and makes it one higher, moving it in or out of the
/// live ones as its state says.
/// Errors: storage_conflict (another version is in the database: the executor runs the use case
/// again), nik_has_live_application (D8).
Result<void> save_application(sql::Transaction& tx, Application const& before,
                              Application const& after);

/// What the applicant filled in at stages 1 and 5, which is no change of state. Not while live.
/// Errors: storage_conflict.
Result<void> save_nik(sql::Transaction& tx, Application const& application);
Result<void> save_product(sql::Transaction& tx, Application const& application);

/// The application that holds a NIK, whoever's it is (D8).
Result<std::optional<Application>> live_of_nik(sql::Transaction& tx, Digest const& nik_index);
/// Whether another application of this NIK is live, or it is kept for who claimed it (D8). Of an
/// application whose NIK is VALID.
Result<bool> nik_elsewhere(sql::Transaction& tx, Application const& application, Instant now);

/// The seat of a live application, read plainly: to declare it to the executor.
Result<std::optional<booking::SeatKey>> seat_of(sql::Transaction& tx, ApplicationId id);

}  // namespace mpaspor::store
