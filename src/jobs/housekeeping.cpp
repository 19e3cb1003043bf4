#include "jobs/housekeeping.hpp"

#include "app/application/unfinished_upload.hpp"
#include "app/office/read_offices.hpp"
#include "app/office/release_days.hpp"
#include "app/operation/forget_uploads.hpp"
#include "app/operation/housekeeping.hpp"

namespace mpaspor::jobs {
namespace {

using namespace std::chrono_literals;

constexpr auto kPause = 1s;
constexpr std::uint64_t kForgetEvery = 10;  // rounds
constexpr int kStaleUploadsMax = 10;        // at a time

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
    open_days_ahead();
    if (rounds_++ % kForgetEvery != 0) return;
    std::ignore = run<bool>(world_, context_of(world_, "housekeeping"), app::Urgency::save,
                            [](auto& tx, auto const& context) -> Result<bool> {
                                TRY(app::forget_ended(tx, context));
                                TRY(app::forget_unused_uploads(tx, context));
                                return true;
                            });  // Tried again in ten seconds.
    forget_stale_uploads();
}

/// One at a time, since one may have hundreds of parts.
void Housekeeping::forget_stale_uploads() {
    for (int round = 0; round < kStaleUploadsMax; ++round) {
        auto const forgot = run<bool>(
            world_, context_of(world_, "housekeeping"), app::Urgency::save,
            [](auto& tx, auto const& context) { return app::forget_stale_upload(tx, context); });
        if (!forgot || !*forgot) return;
    }
}

/// Once a day, by the service's clock.
void Housekeeping::open_days_ahead() {
    auto const today = date_in(Zone::wib, world_.clock.now());
    if (!opened_on_) opened_on_ = today;
    if (opened_on_ == today) return;
    auto const context = context_of(world_, "housekeeping");
    auto const offices = read<std::vector<app::OfficeView>>(
        world_, [context](auto& tx) { return app::read_offices(tx, context); });
    if (!offices) return;
    opened_on_ = today;
    auto const horizon = static_cast<int>(context.settings->days_opened_ahead);
    for (auto const& office : *offices) {
        for (auto const& point : office.points) {
            auto const opened = run<app::DaysReleased>(
                world_, context_of(world_, "housekeeping"), app::Urgency::save,
                [id = point.point.id, horizon](auto& tx, auto const& ctx) {
                    return app::release_next_days(tx, ctx, id, horizon);
                });
            if (opened) continue;
            world_.log.write(app::Severity::alarm, "days_not_opened",
                             {{"service_point", point.point.id.value},
                              {"code", info(opened.error().code).name}});
        }
    }
}

}  // namespace mpaspor::jobs
