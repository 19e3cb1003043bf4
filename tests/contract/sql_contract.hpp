#pragma once
/// What every sql::Connection promises. The test of each driver runs it on a connection of its own.

#include "sql/connection.hpp"

namespace mpaspor::contract {

/// Called within a test case. `connection` has a place without tables to work in.
void sql_connection(sql::Connection& connection);

}  // namespace mpaspor::contract
