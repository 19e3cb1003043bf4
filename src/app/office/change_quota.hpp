#pragma once

#include "app/context.hpp"
#include "app/office/open_days.hpp"
#include "sql/connection.hpp"
#include "store/quota.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpaspor::app {

struct ProposeQuota {
    booking::QuotaRule rule;  ///< With an id from a leased block.
    ServicePointId point;     ///< 0: the whole country.
};

/// The head of an office proposes a rule for it, the directorate a multiplier for the country; who
/// acts on the operator's socket, any (002-01). It counts for nothing until it is approved.
/// Errors: forbidden, office_not_found (also out of reach).
Result<store::StoredQuotaRule> propose_quota(sql::Transaction& tx, Context const& context,
                                             ProposeQuota const& input);

/// Approved by somebody else than who proposed it: the division head of the region for an office's,
/// the directorate for a national one (002-01). In force for days that are opened from now on.
/// Repeated by the same person it changes nothing.
/// Errors: forbidden, request_not_found (also out of reach), quota_not_proposed.
Result<store::StoredQuotaRule> approve_quota(sql::Transaction& tx, Context const& context,
                                             std::int64_t rule);

struct QuotaApproved {
    store::StoredQuotaRule stored;
    std::optional<DaysOpened> days;  ///< None for a national rule.
};
/// The same, and the days of the rule's point that have rows, and those of the horizon, follow it
/// at once. A national rule is for every point: the caller opens them one after another. Errors:
/// those of approve_quota and of open_days.
Result<QuotaApproved> approve_and_open(sql::Transaction& tx, Context const& context,
                                       std::int64_t rule);

struct EndProposal {
    std::int64_t rule = 0;
    std::string reason;
};
/// Refused by whoever could approve it. Errors: those of approve_quota.
Result<store::StoredQuotaRule> refuse_quota(sql::Transaction& tx, Context const& context,
                                            EndProposal const& input);
/// Taken back by who proposed it, while it is not decided.
/// Errors: forbidden (it is another's), request_not_found, quota_not_proposed.
Result<store::StoredQuotaRule> withdraw_quota(sql::Transaction& tx, Context const& context,
                                              EndProposal const& input);

struct CutCapacity {
    booking::SeatKey place;
    int capacity = 0;
    std::string reason;
};
/// Sets one slot's capacity. It stays until the rules of that day are applied anew. Below what is
/// taken nobody loses a place: the surplus becomes granted (D3, 002-A2). Errors: day_not_found.
Result<void> cut_capacity(sql::Transaction& tx, Context const& context, CutCapacity const& input);

struct CutDay {
    ServicePointId point;
    LocalDate date;
    booking::Pool pool = booking::Pool::online;
    int capacity = 0;  ///< Of the whole day.
    std::string reason;
};
/// The same for all slots of a day, in the proportion in which they have places now (D2).
/// Errors: day_not_found (no slot of it has a place).
Result<void> cut_day(sql::Transaction& tx, Context const& context, CutDay const& input);

struct GrantPlace {
    ApplicationId application;
    booking::SeatKey place;  ///< Its pool follows from the application (6.4).
    std::string reason;
};
/// An officer gives one person a place beyond the capacity (D3): a paid one who has none (D4), or
/// one whose day the office moves. Errors: application_not_found, not_allowed_in_state,
/// day_not_found, same_visit_date.
Result<booking::Seat> grant_place(sql::Transaction& tx, Context const& context,
                                  GrantPlace const& input);
/// The rows it may change: the new place's, whichever its pool, and the present one's.
Result<std::vector<booking::SeatKey>> seats_to_grant(sql::Transaction& tx, GrantPlace const& input);

}  // namespace mpaspor::app
