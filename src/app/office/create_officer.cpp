#include "app/office/create_officer.hpp"

#include "app/transition.hpp"
#include "domain/office/officer.hpp"

namespace mpaspor::app {

Result<store::Officer> create_officer(sql::Transaction& tx, Context const& context,
                                      CreateOfficer const& input) {
    auto const login = office::check_login(input.login);
    if (!login) return refuse(login.error().code, "/login");
    auto const role = office::check_role(input.role);
    if (!role) return refuse(role.error().code, "/role");
    auto const office = TRY(store::find_office(tx, input.office_code));
    store::Officer const officer{.id = input.id,
                                 .login = input.login,
                                 .role = input.role,
                                 .office = office.id,
                                 .created = context.now};
    TRY(store::insert_officer(tx, officer));
    if (!input.password.empty()) {
        TRY(store::save_password(tx, officer.id, input.password, true, context.now));
    }
    TRY(audit(tx, context,
              {.kind = "officer",
               .subject = officer.id.value,
               .version = 1,
               .action = "created",
               .rule = "4.2",
               .result = officer.role}));
    return officer;
}

}  // namespace mpaspor::app
