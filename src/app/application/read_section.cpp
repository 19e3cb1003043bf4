#include "app/application/read_section.hpp"

#include "store/applications.hpp"

namespace mpaspor::app {

Result<std::optional<store::Answer>> read_section(sql::Transaction& tx, Context const& context,
                                                  ApplicationId id, std::string_view section) {
    auto const owner = TRY(context.actor.account());
    TRY(store::load_application(tx, id, owner));
    return store::load_answer(tx, id, section);
}

Result<void> is_at_version(sql::Transaction& tx, Context const& context, ApplicationId id,
                           std::string_view section, std::int64_t seen) {
    auto const answer = TRY(read_section(tx, context, id, section));
    auto const version = answer ? answer->version : 0;
    if (version == seen) return {};
    return refuse(Code::section_changed, "", {{"version", std::to_string(version)}});
}

}  // namespace mpaspor::app
