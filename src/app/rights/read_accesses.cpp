#include "app/rights/read_accesses.hpp"

#include <utility>

namespace mpaspor::app {

Result<AccessPage> read_accesses(sql::Transaction& tx, Context const& context,
                                 std::optional<std::int64_t> before) {
    auto const owner = TRY(context.actor.account());
    auto accesses = TRY(store::accesses_of(tx, owner, before, kAccessesPerPage + 1));
    auto const counts = TRY(store::count_accesses(tx, owner));
    AccessPage page{.accesses = std::move(accesses), .withheld = counts.withheld};
    if (page.accesses.size() > kAccessesPerPage) {
        page.accesses.pop_back();
        page.next = page.accesses.back().number;
    }
    return page;
}

}  // namespace mpaspor::app
