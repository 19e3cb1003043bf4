#include "http/operators.hpp"

#include "app/office/read_reference.hpp"
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
    call->service.readers.read<std::optional<store::Officer>>(
        [login](sql::Transaction& tx) { return app::find_officer(tx, login); },
        [call, then = std::move(then)](Result<std::optional<store::Officer>> const& officer) {
            if (!officer) return call->refuse(officer.error());
            if (!*officer) return call->refuse({Code::forbidden});
            call->context.actor.id = (*officer)->id.value;
            call->context.actor.role = (*officer)->role;
            then();
        });
}

}  // namespace mpaspor::http
