#pragma once

#include "app/ports/entropy.hpp"
#include "base/crypto.hpp"
#include "base/error.hpp"

#include <optional>
#include <string>

namespace mpaspor::gateways {

/// The key above all keys: a file of 32 bytes that only the service's user may read.
///
/// Nothing when there is no such file. Errors: bad_configuration (others may read or write it, it
/// is no plain file or has another size).
Result<std::optional<SecretKey>> load_root_key(std::string const& path);

/// Makes it, durably, before anything is wrapped under it. When another process made it meanwhile,
/// gives that one. Errors: bad_configuration (it cannot be written, or is as load_root_key says).
Result<SecretKey> make_root_key(std::string const& path, app::Entropy& entropy);

}  // namespace mpaspor::gateways
