#pragma once

#include "base/crypto.hpp"
#include "base/error.hpp"

#include <map>
#include <string>
#include <string_view>

namespace mpaspor::app {

/// Named texts: what an applicant answered, or what a notice carries. The form in which anything
/// about a person is sealed.
using Answers = std::map<std::string, std::string, std::less<>>;

/// Length-prefixed, so that any text survives.
Bytes encode(Answers const& answers);
/// Errors: internal (not what encode made).
Result<Answers> decode(std::span<std::byte const> bytes);

/// The contents of a notice of a request, sealed under the service's key for its place in the
/// outbox.
Bytes seal_notice(SecretKey const& service, Nonce const& nonce, std::string_view request,
                  Answers const& contents, int number = 0);
/// Errors: internal.
Result<Answers> open_notice(SecretKey const& service, std::string_view id,
                            std::span<std::byte const> sealed);

}  // namespace mpaspor::app
