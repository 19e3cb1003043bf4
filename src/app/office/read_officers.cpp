#include "app/office/read_officers.hpp"

namespace mpaspor::app {

Result<std::vector<store::OfficerAccount>> read_officers(sql::Transaction& tx) {
    return store::all_officer_accounts(tx);
}

Result<std::optional<store::OfficerAccount>> find_officer(sql::Transaction& tx,
                                                          std::string_view login) {
    return store::find_officer_account(tx, login);
}

}  // namespace mpaspor::app
