#include "app/ids.hpp"

#include <utility>

namespace mpaspor::app {

std::int64_t Ids::value(Kind kind) {
    std::scoped_lock const lock{mutex_};
    auto& [now, next] = blocks_[std::to_underlying(kind)];
    if (now.count == 0) now = std::exchange(next, {});
    if (now.count == 0) return 0;
    now.count -= 1;
    return now.first++;
}

Result<void> Ids::refill(std::int64_t least) {
    for (std::size_t kind = 0; kind < kNames.size(); ++kind) {
        {
            std::scoped_lock const lock{mutex_};
            auto const& [now, next] = blocks_[kind];
            if (next.count > 0 || now.count >= least) continue;
        }
        auto const block = TRY(lease_(kNames[kind]));
        std::scoped_lock const lock{mutex_};
        auto& [now, next] = blocks_[kind];
        (now.count == 0 ? now : next) = block;
    }
    return {};
}

}  // namespace mpaspor::app
