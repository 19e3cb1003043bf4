#include "app/idempotent.hpp"

#include "store/idempotency.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace mpaspor::app {

Result<Bytes> idempotent(sql::Transaction& tx, Context const& context, IdempotencyKey const& key,
                         std::function<Result<Bytes>()> const& work) {
    auto const actor = context.actor.name();
    auto const hash = std::bit_cast<std::array<std::byte, sizeof key.body_hash>>(key.body_hash);
    auto const claimed = TRY(store::claim_key(tx, key.key, actor, hash, context.now));
    if (!std::ranges::equal(claimed.body_hash, hash)) return fail(Code::idempotency_key_reused);
    if (claimed.answer) return *claimed.answer;

    auto answer = TRY(work());
    if (answer.size() > kKeptAnswerBytesMax) {
        return fail(Code::internal, "an answer is too large to be kept");
    }
    TRY(store::keep_answer(tx, key.key, actor, answer));
    return answer;
}

}  // namespace mpaspor::app
