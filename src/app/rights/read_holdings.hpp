#pragma once
/// Everything that is held about a person, for that person (domain.md 7: access and portability).

#include "app/context.hpp"
#include "app/ports/keys.hpp"
#include "app/rights/held.hpp"
#include "domain/application/number.hpp"
#include "sql/connection.hpp"
#include "store/accesses.hpp"
#include "store/answers.hpp"
#include "store/applications.hpp"
#include "store/audit.hpp"
#include "store/holdings.hpp"
#include "store/nik_checks.hpp"
#include "store/offices.hpp"
#include "store/passport_records.hpp"
#include "store/requests.hpp"
#include "store/seats.hpp"
#include "store/unfinished_uploads.hpp"

#include <map>
#include <optional>
#include <vector>

namespace mpaspor::app {

inline constexpr int kApplicationsPerExport = 20;
inline constexpr int kRowsPerExport = 200;  ///< Of each kind, of an account or an application.

/// Sealed as it is kept. What belongs to one application:
struct ApplicationHoldings {
    store::Application application;
    std::vector<store::Answer> answers = {};
    std::vector<store::AttachedDocument> documents = {};
    std::optional<store::NikCheck> nik_check = {};
    std::optional<store::PassportCheck> passport_record = {};
    std::vector<store::BillRow> bills = {};
    std::vector<store::Payment> payments = {};
    std::vector<store::AuditRow> history = {};
    std::vector<store::SeatEvent> places = {};
    std::vector<store::WaitingNotice> notices = {};
};
/// A claim or a recovery: the account's own, or one that asks for the account.
struct RequestHoldings {
    store::Request request;
    std::vector<store::Upload> evidence = {};  ///< Of the account's own.
};
struct Holdings {
    store::AccountHoldings account;
    std::vector<store::ReadUpload> uploads = {};
    std::vector<store::UnfinishedUpload> unfinished = {};
    std::vector<RequestHoldings> requests = {};
    std::vector<Instant> reservations = {};  ///< Until when NIKs are kept for the account (D8).
    std::vector<store::AuditRow> history = {};
    std::vector<store::AccessRow> accesses = {};
    store::AccessCounts access_counts = {};
    std::vector<store::ErasedApplication> erased = {};
    std::vector<ApplicationHoldings> applications = {};
    std::map<std::int64_t, std::string> service_points = {};  ///< Names, of those that appear.
    std::optional<ApplicationId> next = {};                   ///< Ask for those before it.
};
/// The actor's own: the account, and kApplicationsPerExport applications, the newest or those
/// before `before`. A query; the same moment for all of it on SQLite. Errors: application_not_found
/// (not an applicant), not_signed_in.
Result<Holdings> read_holdings(sql::Transaction& tx, Context const& context,
                               std::optional<ApplicationId> before);

/// The same opened and named, as a record. Blocks for keys. Errors: internal (a seal that does not
/// open), storage_unavailable.
Result<Held> open_holdings(Holdings const& holdings, Instant made_at, Keys& keys,
                           application::Numbers const& numbers);

}  // namespace mpaspor::app
