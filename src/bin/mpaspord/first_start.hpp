#pragma once

#include "app/application/read_draft.hpp"
#include "app/context.hpp"
#include "app/ports/log.hpp"
#include "sql/connection.hpp"

#include <string>
#include <utility>

namespace mpaspor::bin {

struct Started {
    store::Settings settings;
    app::DraftRulesInForce rules;
};
/// A database without offices gets those of the data files in `share`, one without a form the form
/// and the rules of documents; days are opened as far ahead as the settings say. Gives what is in
/// force. Errors: bad_configuration, those of storage.
Result<Started> first_start(sql::Connection& connection, app::Context const& context,
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
