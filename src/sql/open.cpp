#include "sql/connection.hpp"

#include <memory>
#include <string>

namespace mpaspor::sql {
namespace {

/// A write-ahead log of more pages than this is written back whole and begun anew, or reads would
/// slow down with its length: 64 MiB at SQLite's 4 KiB per page.
constexpr std::int64_t kLogPagesMax = 16'384;

/// Row: whether somebody was in the way, pages in the log, pages of them that are written back.
constexpr Statement kPassive{"checkpoint", "PRAGMA wal_checkpoint(PASSIVE)"};
constexpr Statement kTruncate{"checkpoint_truncate", "PRAGMA wal_checkpoint(TRUNCATE)"};

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

Result<void> checkpoint(Connection& connection) {
    if (connection.engine() != Engine::sqlite) return {};
    Rows const done = TRY(connection.run(kPassive, {}));
    if (done.at(0).integer(1) <= kLogPagesMax) return {};
    TRY(connection.run(kTruncate, {}));
    return {};
}

}  // namespace mpaspor::sql
