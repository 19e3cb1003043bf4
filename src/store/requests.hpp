#pragma once
/// Requests that an office decides: claims of a NIK (D8) and recoveries of an account.

#include "base/crypto.hpp"
#include "domain/office/request.hpp"
#include "sql/connection.hpp"
#include "store/documents.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::store {

struct Request {
    RequestId id;
    office::RequestKind kind = office::RequestKind::claim;
    std::string name;   ///< Random: how addresses call it.
    AccountId account;  ///< Who asks.
    ApplicationId application = {};
    Digest nik_index;
    std::optional<AccountId> target = {};
    OfficeId office;
    std::string office_code = {};  ///< Read only.
    office::RequestState state = office::RequestState::open;
    office::Reason reason = office::Reason::none;
    Bytes sealed = {};
    Instant created;
    std::optional<Instant> decided_at = {};
    std::int64_t version = 1;
};
/// Errors: request_open (this account has one of this kind).
Result<void> insert_request(sql::Transaction& tx, Request const& request);
/// Writes state, reason and time of decision over the version before.
/// Errors: storage_conflict.
Result<void> save_request(sql::Transaction& tx, Request const& request);

/// Of who asks. Errors: request_not_found; the same for another's.
Result<Request> load_request(sql::Transaction& tx, office::RequestKind kind, std::string_view name,
                             AccountId asker);
/// Of whose account is asked for. Errors: request_not_found.
Result<Request> load_request_against(sql::Transaction& tx, std::string_view name, AccountId target);
/// Within an officer's reach: of one office, unless it is {}; of one region, unless it is "".
/// Errors: request_not_found; the same for one out of reach.
struct OfficeReach {
    OfficeId office;
    std::string_view region;
};
Result<Request> load_request(sql::Transaction& tx, office::RequestKind kind, std::string_view name,
                             OfficeReach const& reach);

/// The last claim that was made with an application, if there is one.
Result<std::optional<Request>> claim_of(sql::Transaction& tx, ApplicationId application,
                                        AccountId asker);
/// What an account asked for, and what was asked for against it, newest first, at most `most`.
Result<std::vector<Request>> recoveries_of(sql::Transaction& tx, AccountId account, int most);
/// The same of every kind.
Result<std::vector<Request>> requests_of(sql::Transaction& tx, AccountId account, int most);
/// Those in reach in this state, oldest first, behind the one called `after` ("": from the first).
Result<std::vector<Request>> requests_in_reach(sql::Transaction& tx, office::RequestKind kind,
                                               office::RequestState state, OfficeReach const& reach,
                                               std::string_view after, int most);

struct RequestCount {
    std::int64_t count = 0;
    Instant oldest = {};
};
/// Of one kind about one NIK by one account, since a moment.
Result<RequestCount> count_requests(sql::Transaction& tx, office::RequestKind kind,
                                    Digest const& nik_index, AccountId account, Instant since);

Result<void> insert_evidence(sql::Transaction& tx, RequestId request, int position,
                             AccountId account, Digest const& upload_hash);
/// In their order.
Result<std::vector<Upload>> evidence_of(sql::Transaction& tx, RequestId request);

/// Whether an account has an application whose NIK was VALID and this one.
Result<bool> account_has_person(sql::Transaction& tx, AccountId account, Digest const& nik_index);
/// What an office may know of an account that is asked for.
struct AccountFacts {
    std::int64_t applications = 0;
    std::int64_t persons = 0;     ///< NIKs that were VALID in it.
    std::int64_t objections = 0;  ///< To recoveries of before.
};
Result<AccountFacts> facts_of_account(sql::Transaction& tx, AccountId account);

/// Keeps a NIK for an account until a moment, in place of another.
Result<void> reserve_nik(sql::Transaction& tx, Digest const& nik_index, AccountId account,
                         Instant until);
/// Whether a NIK is kept for another account at `now`.
Result<bool> nik_reserved_for_other(sql::Transaction& tx, Digest const& nik_index,
                                    AccountId account, Instant now);
/// Until when NIKs are kept for an account, at most `most`.
Result<std::vector<Instant>> reservations_of(sql::Transaction& tx, AccountId account, int most);
Result<void> forget_reservations(sql::Transaction& tx, Instant now, int most);

}  // namespace mpaspor::store
