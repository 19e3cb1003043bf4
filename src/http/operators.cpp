#include "http/operators.hpp"

#include "app/office/read_officers.hpp"
#include "domain/office/officer.hpp"

#include <optional>
#include <string>
#include <utility>

namespace mpaspor::http {

void name_operator(CallPtr const& call, std::function<void()> then) {
    auto& actor = call->context.actor;
    actor = {.kind = app::ActorKind::operator_, .station = "admin"};
    std::string const login{field(call->request.headers, "x-operator")};
    if (login.empty() || login == office::kRoot) return then();
    call->service.readers.read<std::optional<store::OfficerAccount>>(
        [login](sql::Transaction& tx) { return app::find_officer(tx, login); },
        [call,
         then = std::move(then)](Result<std::optional<store::OfficerAccount>> const& account) {
            if (!account) return call->refuse(account.error());
            if (!*account || !(*account)->active) return call->refuse({Code::forbidden});
            call->context.actor.id = (*account)->officer.id.value;
            call->context.actor.role = (*account)->officer.role;
            then();
        });
}

}  // namespace mpaspor::http
