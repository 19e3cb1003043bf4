#pragma once
/// What the endpoints of claims and recoveries share.

#include "app/request/decide_claim.hpp"
#include "app/request/decide_recovery.hpp"
#include "app/request/limits.hpp"
#include "app/request/read_requests.hpp"
#include "http/call.hpp"
#include "json/writer.hpp"

#include <string>
#include <string_view>

namespace mpaspor::http {

/// The name of a new request, and its row.
app::NewRequest new_request(Call const& call);

/// id, state, reason, office, created_at, decided_at: of an object that has begun.
void write_request(json::Writer& json, store::Request const& request);
std::string request_json(store::Request const& request);

/// What an officer sends to decide; the request is named by the path.
/// Errors: those of json::parse.
Result<app::Decision> parse_decision(Call const& call);
/// The same of a recovery, which may be cut short.
Result<app::DecideRecovery> parse_recovery_decision(Call const& call);

/// application and identity: who asks, as the identity card shows it. On a worker: the section is
/// opened under its application's key. Errors: those of keys, internal.
Result<void> write_person(json::Writer& json, Call const& call, ApplicationId application,
                          store::Answer const& identity);

/// Answers with a page of requests of one kind (`state` and `cursor` in the query).
void list_requests(CallPtr const& call, office::RequestKind kind);

}  // namespace mpaspor::http
