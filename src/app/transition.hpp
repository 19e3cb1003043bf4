#pragma once

#include "app/context.hpp"
#include "domain/application/lifecycle.hpp"
#include "store/applications.hpp"

#include <string_view>

namespace mpaspor::app {

/// Moves an application along the table of lifecycle.cpp. Nothing else writes a state.
///
/// `after` is `before` with what the use case changed (seat, deadline, bill, ...); its state is set
/// here. Saves it, writes the audit row with `rule` (IDs of domain.md) and puts into the outbox
/// what the applicant and DPRI are to hear. Seats and bills are the use case's to move before this,
/// in the lock order seat, application, bill; that it did is an invariant.
/// Errors: not_allowed_in_state, storage_conflict, nik_has_live_application, nik_not_valid.
Result<application::Step> advance(sql::Transaction& tx, Context const& context,
                                  store::Application const& before, store::Application after,
                                  application::Event event, std::string_view rule);

/// What `event` would do now. Errors: not_allowed_in_state.
Result<application::Step> may(store::Application const& application, application::Event event);

/// An audit row of a subject that is no application. `version` is the subject's after the change.
struct Change {
    std::string_view kind;
    std::int64_t subject;
    std::int64_t version;
    std::string_view action;
    std::string_view rule;
    std::string result;
};
Result<void> audit(sql::Transaction& tx, Context const& context, Change const& change);

}  // namespace mpaspor::app
