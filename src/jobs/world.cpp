#include "jobs/world.hpp"

namespace mpaspor::jobs {

app::Context context_of(World const& world, std::string_view job) {
    auto const now = world.clock.now();
    app::Context context{.now = now,
                         .arrived = now,
                         .actor = {.kind = app::ActorKind::system, .station = std::string{job}},
                         .request = app::uuid_v7(world.entropy, now),
                         .settings = world.settings()};
    world.entropy.fill(context.salt);
    return context;
}

}  // namespace mpaspor::jobs
