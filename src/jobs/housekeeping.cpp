#include "jobs/housekeeping.hpp"

#include "app/operation/housekeeping.hpp"

namespace mpaspor::jobs {
namespace {

using namespace std::chrono_literals;

constexpr auto kPause = 1s;
constexpr std::uint64_t kForgetEvery = 10;  // rounds

}  // namespace

Housekeeping::Housekeeping(World const& world, Needs needs)
    : world_(world), needs_(std::move(needs)), ticker_(kPause, [this] { keep(); }) {}

void Housekeeping::keep() {
    auto const moved = needs_.checkpoint();
    if (!moved) {
        world_.log.write(app::Severity::warning, "checkpoint_failed",
                         {{"code", info(moved.error().code).name}});
    }
    auto const filled = needs_.ids.refill(kIdsAtHand);
    if (!filled) {
        world_.log.write(app::Severity::alarm, "no_ids_leased",
                         {{"code", info(filled.error().code).name}});
    }
    auto const settings =
        read<store::Settings>(world_, [](auto& tx) { return app::read_settings(tx); });
    if (settings) needs_.use_settings(*settings);
    if (rounds_++ % kForgetEvery != 0) return;
    std::ignore = run<bool>(world_, context_of(world_, "housekeeping"), app::Urgency::save,
                            [](auto& tx, auto const& context) -> Result<bool> {
                                TRY(app::forget_ended(tx, context));
                                return true;
                            });  // Tried again in ten seconds.
}

}  // namespace mpaspor::jobs
