#pragma once
/// Who acts on the operator's socket. Whoever may open the socket is believed (its file's mode is
/// the authentication); X-Operator says in whose name, so that the audit knows, and so that a
/// proposal and its approval are two people's (002-01).

#include "http/call.hpp"

#include <functional>

namespace mpaspor::http {

/// Finds the officer whose login X-Operator gives; "root", or no header, is the operator who is no
/// officer, with the id 0. Sets the call's actor, then goes on; refuses with forbidden when there
/// is no such officer, or one who is not active.
void name_operator(CallPtr const& call, std::function<void()> then);

}  // namespace mpaspor::http
