#include "app/office/permitted.hpp"

namespace mpaspor::app {

Result<Reach> permitted(sql::Transaction& tx, Context const& context, office::Action action) {
    if (context.actor.kind != ActorKind::officer) return fail(Code::forbidden);
    auto const found = store::load_officer_account(tx, {context.actor.id});
    if (!found && found.error().code == Code::not_signed_in) return fail(Code::forbidden);
    auto const account = TRY(found);
    if (!account.active || account.must_change) return fail(Code::forbidden);
    auto const role = TRY(office::role_from_text(account.officer.role));
    auto const scope = office::scope_of(action, role);
    if (!scope) return fail(Code::forbidden);
    Reach reach{.officer = account.officer.id};
    if (*scope == office::Scope::own_office) reach.office = account.officer.office;
    if (*scope == office::Scope::own_region) reach.region = account.region;
    return reach;
}

}  // namespace mpaspor::app
