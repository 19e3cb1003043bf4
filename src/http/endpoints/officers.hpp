#pragma once
/// What the endpoints of officers and of the operator share: logins by their blind index, passwords
/// hashed on the thread that is for it.

#include "app/office/credentials.hpp"
#include "http/call.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace mpaspor::http {

Digest login_index_of(Call const& call, std::string_view login);

/// Hashes on the thread of hashing, then `then`. Refuses the call with busy when too much waits.
void hash_then(CallPtr const& call, std::string password, std::function<void(std::string)> then);

/// Looks the login up, compares the password with what is kept, or with nobody's, and gives what a
/// use case needs to know. Refuses the call when the login is locked.
void compare_then(CallPtr const& call, std::string login, std::string password,
                  std::function<void(app::EnteredPassword)> then);

/// A password that the operator hands over: groups of letters and digits that are not mistaken for
/// each other.
std::string first_password(app::Entropy& entropy);

}  // namespace mpaspor::http
