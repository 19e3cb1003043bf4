#pragma once
/// What the treasurer's endpoints and the operator's have in common.

#include "app/payment/read_refunds.hpp"
#include "http/call.hpp"
#include "json/writer.hpp"

#include <string>

namespace mpaspor::http {

/// The members of a refund that tell nothing about a person: of an object that has begun.
void write_refund(json::Writer& json, Call const& call, store::Refund const& refund);

/// Answers with a page of refunds (`state` and `cursor` in the query).
void list_refunds(CallPtr const& call);

/// The row that a path or a cursor names. Errors: request_not_found.
Result<std::int64_t> row_named(std::string_view text);

}  // namespace mpaspor::http
