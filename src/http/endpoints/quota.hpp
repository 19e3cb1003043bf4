#pragma once
/// What the operator's and the officers' endpoints of quota share.

#include "app/office/change_quota.hpp"
#include "app/office/read_day.hpp"
#include "http/call.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"

#include <optional>
#include <string>

namespace mpaspor::booking {

std::optional<Pool> read(json::As<Pool>, json::Value value, json::Faults& faults);

}  // namespace mpaspor::booking

namespace mpaspor::http {

inline constexpr std::size_t kReasonMax = 300;

/// The rule that the path names. Errors: request_not_found (it is no number).
Result<std::int64_t> rule_in(Call const& call);
/// A proposal, with an id of its own. Errors: those of json::parse, out_of_range, missing_field,
/// unknown_field.
Result<app::ProposeQuota> parse_proposal(Call const& call);
/// The rule that the path names, and why it is refused or taken back.
/// Errors: those of json::parse, request_not_found.
Result<app::EndProposal> parse_end(Call const& call);

void write_quota_rule(json::Writer& json, store::StoredQuotaRule const& stored);
/// pool, total, explanation, holiday, slots: of an object that has begun.
void write_quota_pool(json::Writer& json, app::PoolDay const& day);

/// Approves the rule of the path; its days follow in the same work, those of a national rule point
/// by point. Repeated after a lost answer, it opens what is not open yet.
void approve_quota_rule(CallPtr const& call);

}  // namespace mpaspor::http
