#pragma once
/// Under which name Keys has the key of an application, of an account, of a file.

#include "base/types.hpp"

#include <string>
#include <string_view>

namespace mpaspor::app {

inline std::string key_of(ApplicationId id) {
    return "application/" + std::to_string(id.value);
}
inline std::string key_of(AccountId id) {
    return "account/" + std::to_string(id.value);
}
/// `blob` as Upload::blob has it: the name of the key, a blank, the name of the file.
inline std::string key_of_blob(std::string_view blob) {
    return "blob/" + std::string{blob.substr(0, blob.find(' '))};
}

}  // namespace mpaspor::app
