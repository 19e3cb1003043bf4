#include "app/rights/erase_application.hpp"

#include "app/key_names.hpp"
#include "app/request/limits.hpp"
#include "app/rights/removals.hpp"
#include "app/transition.hpp"
#include "store/erasure.hpp"

namespace mpaspor::app {

using application::Event;

namespace {

/// An office decides about nothing whose ground is gone.
Result<void> withdraw_requests(sql::Transaction& tx, Context const& context, ApplicationId id) {
    auto const taken = TRY(store::take_open_requests(tx, id));
    for (auto const& request : taken) {
        TRY(audit_request(tx, context, request.id, request.version + 1, "withdrawn", "erased"));
    }
    return {};
}

}  // namespace

Result<void> erase(sql::Transaction& tx, Context const& context,
                   store::Application const& application, Event event) {
    TRY(may(application, event));
    auto const traces = TRY(store::load_traces(tx, application.id));
    if (traces.had_money) return fail(Code::not_allowed_in_state, "the books need it");
    TRY(withdraw_requests(tx, context, application.id));
    auto const blobs = TRY(store::delete_content(tx, application, context.now));
    TRY(advance(tx, context, application, application, event, "7"));
    Removals removals{tx, context};
    TRY(removals.key(key_of(application.id)));
    return removals.blobs(blobs);
}

Result<void> erase_application(sql::Transaction& tx, Context const& context, ApplicationId id) {
    auto const owner = TRY(context.actor.account());
    auto const application = TRY(store::load_application_to_edit(tx, id, owner));
    return erase(tx, context, application, Event::erased);
}

}  // namespace mpaspor::app
