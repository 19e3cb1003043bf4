/// The visit as a calendar's file, for its owner.

#include "app/application/read_application.hpp"
#include "domain/booking/visit_calendar.hpp"
#include "http/endpoints/public_checks.hpp"

#include <array>

namespace mpaspor::http {
namespace {

/// Stage 7 settled: a place that is only held may be gone in minutes.
Result<Response> calendar(Call const& call, app::ApplicationView const& view) {
    auto const& a = view.application;
    if (!a.paid_at || !view.visit) return fail(Code::proof_not_ready);
    auto const& visit = *view.visit;
    auto const& key = visit.seat.key;
    auto const number = call.service.numbers.application_number(a.id);
    auto const words = [&](std::string_view name) {
        return call.service.messages.text(call.language(), "visit_file." + std::string{name},
                                          std::array{Error::Param{"number", number}});
    };
    auto const file =
        booking::visit_calendar({.number = number,
                                 .begins = instant_in(visit.point.zone, key.date, key.slot),
                                 .remind = booking::reminder_of(visit.point.zone, key.date),
                                 .sequence = a.reschedules_used,
                                 .changed = *a.paid_at,
                                 .summary = words("summary"),
                                 .place = visit.point.name,
                                 .description = words("description")});
    return Response{.status = 200,
                    .body = file,
                    .content_type = "text/calendar; charset=utf-8",
                    .headers = {{"Cache-Control", "no-store"},
                                {"Content-Disposition", "attachment; filename=\"kunjungan.ics\""},
                                {"X-Content-Type-Options", "nosniff"}}};
}

}  // namespace

void get_visit_file(CallPtr call) {
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    read_and_answer<app::ApplicationView>(
        call,
        [id = *id](auto& tx, auto const& context) {
            return app::read_application(tx, context, id);
        },
        [call](app::ApplicationView const& view) { return calendar(*call, view); });
}

}  // namespace mpaspor::http
