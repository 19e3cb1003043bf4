#pragma once

#include "app/context.hpp"
#include "app/ports/log.hpp"
#include "sql/connection.hpp"

#include <string>
#include <utility>

namespace mpaspor::bin {

/// A database without offices gets those of the data files in `share`; days are opened as far ahead
/// as the settings say. Gives the settings in force. Errors: bad_configuration, those of storage.
Result<store::Settings> first_start(sql::Connection& connection, app::Context const& context,
                                    std::string const& share, app::Log& log);

/// A transaction of its own, beside the lanes: at start, and to lease ids.
template <typename Work>
auto in_transaction(sql::Connection& connection, Work work)
    -> decltype(work(std::declval<sql::Transaction&>())) {
    TRY(connection.begin());
    sql::Transaction tx{connection};
    auto result = work(tx);
    if (!result) {
        std::ignore = connection.rollback();  // The first error is the one to report.
        return result;
    }
    TRY(connection.commit());
    return result;
}

}  // namespace mpaspor::bin
