#pragma once

#include "sql/connection.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::testing {

/// Every row of every table but `without`, as text, in an order of its own: two databases of one
/// engine hold the same exactly if these are equal.
std::vector<std::string> contents(sql::Connection& connection, std::string_view without = "");

}  // namespace mpaspor::testing
