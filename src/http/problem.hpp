#pragma once

#include "app/messages.hpp"
#include "base/error.hpp"
#include "http/message.hpp"

#include <string>

namespace mpaspor::http {

/// The status of a code. The one place where a code becomes HTTP.
int status_of(Code code);

/// The key of the words that say what to do: of the code, or of the advice that a parameter names
/// where it hangs on more than the code.
std::string advice_key(Error const& error);

/// An Error as problem+json (RFC 9457): code, words for people in `language`, JSON Pointers of the
/// failing fields, parameters and alternatives. Error::detail is for operators and stays inside.
Response problem(Error const& error, app::Messages const& messages, app::Language language);

}  // namespace mpaspor::http
