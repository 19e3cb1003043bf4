#include "app/rights/erase_account.hpp"

#include "app/key_names.hpp"
#include "app/rights/erase_application.hpp"
#include "app/rights/removals.hpp"
#include "app/transition.hpp"
#include "store/erasure.hpp"

#include <utility>

namespace mpaspor::app {
namespace {

/// One application's removals would take the numbers of another's within one request.
Context part_of(Context const& context, std::size_t part) {
    auto own = context;
    own.request += '.' + std::to_string(part);
    return own;
}

}  // namespace

Result<AccountErasure> erase_account(sql::Transaction& tx, Context const& context) {
    auto const owner = TRY(context.actor.account());
    auto const version = TRY(store::lock_account(tx, owner));
    auto in_the_way = TRY(store::in_the_way(tx, owner, kInTheWayMax));
    if (!in_the_way.empty()) return AccountErasure{.in_the_way = std::move(in_the_way)};
    auto const asked_for = TRY(store::is_asked_for(tx, owner));
    if (asked_for) return AccountErasure{.asked_for = true};
    auto const applications = TRY(store::not_erased(tx, owner, kErasedAtOnce + 1));
    for (std::size_t i = 0; i < applications.size() && i < kErasedAtOnce; ++i) {
        TRY(erase_application(tx, part_of(context, i), applications[i]));
    }
    if (applications.size() > kErasedAtOnce) return AccountErasure{};
    auto const blobs = TRY(store::delete_account(tx, owner));
    Removals removals{tx, context};
    TRY(removals.key(key_of(owner)));
    TRY(removals.blobs(blobs));
    TRY(audit(tx, context,
              {.kind = "account",
               .subject = owner.value,
               .version = version + 1,
               .action = "erased",
               .rule = "7",
               .result = "erased"}));
    return AccountErasure{.done = true};
}

}  // namespace mpaspor::app
