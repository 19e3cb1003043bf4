#include "sql/connection.hpp"

#include <memory>
#include <string>

namespace mpaspor::sql {
namespace {

bool names_postgres(std::string const& address) {
    return address.starts_with("postgresql://") || address.starts_with("postgres://") ||
           address.contains('=');
}

}  // namespace

Result<std::unique_ptr<Connection>> open(std::string const& address, Access access) {
    if (!names_postgres(address)) return open_sqlite(address, access);
    auto connection = TRY(open_postgres(address));
    if (access == Access::read_only) {
        TRY(connection->script("SET default_transaction_read_only = on"));
    }
    return connection;
}

}  // namespace mpaspor::sql
