#pragma once
/// Under which name Keys has the key of an application, of an account.

#include "base/types.hpp"

#include <string>

namespace mpaspor::app {

inline std::string key_of(ApplicationId id) {
    return "application/" + std::to_string(id.value);
}
inline std::string key_of(AccountId id) {
    return "account/" + std::to_string(id.value);
}

}  // namespace mpaspor::app
