#include "app/application/read_section.hpp"

#include "store/applications.hpp"

namespace mpaspor::app {

Result<std::optional<store::Answer>> read_section(sql::Transaction& tx, Context const& context,
                                                  ApplicationId id, std::string_view section) {
    auto const owner = TRY(context.actor.account());
    TRY(store::load_application(tx, id, owner));
    return store::load_answer(tx, id, section);
}

}  // namespace mpaspor::app
