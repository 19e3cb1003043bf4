#include "jobs/drafts.hpp"

#include "app/rights/look_at_draft.hpp"

namespace mpaspor::jobs {
namespace {

using namespace std::chrono_literals;
using store::Timer;
using store::TimerKind;

constexpr auto kPause = 1s;
constexpr int kTimersMax = 100;  // of each kind, of one look

}  // namespace

Drafts::Drafts(World const& world)
    : world_(world), ticker_(kPause, [this] {
          look(TimerKind::draft_warning);
          look(TimerKind::draft_end);
      }) {}

void Drafts::look(TimerKind kind) {
    auto const timers =
        read<std::vector<Timer>>(world_, [kind, now = world_.clock.now()](auto& tx) {
            return app::read_due_timers(tx, kind, now, kTimersMax);
        });
    if (!timers) return;  // The next look finds them again.
    for (Timer const& timer : *timers) {
        auto const looked = run<bool>(world_, context_of(world_, "drafts"), app::Urgency::save,
                                      [timer](auto& tx, auto const& context) -> Result<bool> {
                                          TRY(app::look_at_draft(tx, context, timer));
                                          return true;
                                      });
        if (looked) continue;
        world_.log.write(app::Severity::warning, "job_failed",
                         {{"job", "drafts"}, {"code", info(looked.error().code).name}});
    }
}

}  // namespace mpaspor::jobs
