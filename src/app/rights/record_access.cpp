#include "app/rights/record_access.hpp"

#include "store/accesses.hpp"

namespace mpaspor::app {
namespace {

using office::DataKind;

Result<void> write(sql::Transaction& tx, Context const& context, store::AccessEvent event) {
    if (context.actor.kind != ActorKind::officer) return fail(Code::forbidden);
    event.officer = context.actor.id;
    event.at = context.now;
    event.request = context.request;
    TRY(store::record_access(tx, event));
    return {};
}

}  // namespace

Result<Access> record_access(sql::Transaction& tx, Context const& context,
                             store::Application const& application, office::Purpose purpose,
                             office::DataKinds kinds) {
    TRY(write(tx, context,
              {.account = application.account,
               .application = application.id,
               .purpose = purpose,
               .kinds = kinds}));
    return Access{application.account, application.id, kinds};
}

Result<Access> record_access(sql::Transaction& tx, Context const& context, AccountId account,
                             office::Purpose purpose, office::DataKinds kinds) {
    TRY(write(tx, context, {.account = account, .purpose = purpose, .kinds = kinds}));
    return Access{account, {}, kinds};
}

Result<std::optional<store::Answer>> read_section(sql::Transaction& tx, Access const& access,
                                                  std::string_view section) {
    auto const kind = section == "identity" ? DataKind::identity : DataKind::answers;
    if (!access.kinds().contains(kind)) return fail(Code::forbidden, "not what was recorded");
    return store::load_answer(tx, access.application(), section);
}

}  // namespace mpaspor::app
