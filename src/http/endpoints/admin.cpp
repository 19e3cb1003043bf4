#include "http/endpoints/admin.hpp"

#include "app/office/read_reference.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace mpaspor::http {
namespace {

struct Releasing {
    CallPtr call;
    Release release;
    std::function<void(Released)> then;
    Released done = {};
};

void add(Released& done, app::DaysReleased const& point) {
    done.points += 1;
    done.rows.rows_made += point.rows.rows_made;
    done.rows.rows_changed += point.rows.rows_changed;
    done.until = done.until ? std::min(*done.until, point.until) : point.until;
}

void release_next(std::shared_ptr<Releasing> const& releasing) {
    auto& points = releasing->release.points;
    if (points.empty()) return releasing->then(releasing->done);
    auto const point = points.back();
    points.pop_back();
    run_use_case<app::DaysReleased>(
        releasing->call, {.urgency = app::Urgency::save, .lane = point.value},
        [point, horizon = releasing->release.horizon_days](auto& tx, auto const& context) {
            return app::release_days(tx, context, point, horizon);
        },
        [releasing](app::DaysReleased const& released) {
            add(releasing->done, released);
            release_next(releasing);
        });
}

}  // namespace

void release_days(CallPtr const& call, Release release, std::function<void(Released)> then) {
    auto const releasing =
        std::make_shared<Releasing>(Releasing{call, std::move(release), std::move(then)});
    if (!releasing->release.points.empty()) return release_next(releasing);
    call->service.readers.read<std::vector<store::ServicePoint>>(
        [](sql::Transaction& tx) { return app::read_service_points(tx); },
        [releasing](Result<std::vector<store::ServicePoint>> const& points) {
            if (!points) return releasing->call->refuse(points.error());
            for (auto const& point : *points) releasing->release.points.push_back(point.id);
            release_next(releasing);
        });
}

int horizon_of(Call const& call) {
    return static_cast<int>(call.context.settings->days_opened_ahead);
}

Result<std::int64_t> number_in(std::string_view text, std::string pointer, std::int64_t max) {
    auto const number = integer_from_text(text);
    if (number && *number <= max) return *number;
    return refuse(Code::out_of_range, std::move(pointer),
                  {{"min", "0"}, {"max", std::to_string(max)}});
}

}  // namespace mpaspor::http
