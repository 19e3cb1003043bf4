#include "domain/application/event.hpp"

#include <algorithm>

namespace mpaspor::application {
namespace {

static_assert(kEventCount == std::to_underlying(Event::issue_annulled) + std::size_t{1});
static_assert(kEffectCount == std::to_underlying(Effect::notify) + std::size_t{1});
// Where each group of the enum begins, so that a name that slipped shows.
static_assert(to_text(Event::paid_in_time) == "paid_in_time");
static_assert(to_text(Event::rescheduled) == "rescheduled");
static_assert(to_text(Event::registered_at_office) == "registered_at_office");
static_assert(to_text(Event::allocated) == "allocated");
static_assert(to_text(Event::issue_annulled) == "issue_annulled");
static_assert(to_text(Effect::settle) == "settle");
static_assert(to_text(Effect::notify) == "notify");

}  // namespace

Result<Event> event_from_text(std::string_view text) {
    auto const name = std::ranges::find(kEvents, text);
    if (name == kEvents.end()) return fail(Code::unknown_value, "event");
    return static_cast<Event>(name - kEvents.begin());
}

}  // namespace mpaspor::application
