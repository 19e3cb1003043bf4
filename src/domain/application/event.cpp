#include "domain/application/event.hpp"

#include <algorithm>

namespace mpaspor::application {
namespace {

consteval bool in_order() {
    for (std::size_t i = 0; i < kEventCount; ++i) {
        if (std::to_underlying(kEvents[i].event) != i) return false;
    }
    for (std::size_t i = 0; i < kEffectCount; ++i) {
        if (std::to_underlying(kEffects[i].effect) != i) return false;
    }
    return kEventCount == std::to_underlying(Event::issue_annulled) + std::size_t{1} &&
           kEffectCount == std::to_underlying(Effect::notify) + std::size_t{1};
}
static_assert(in_order(), "one row per Event and per Effect, in the order of the enums");

}  // namespace

Result<Event> event_from_text(std::string_view text) {
    auto const row = std::ranges::find(kEvents, text, &EventName::text);
    if (row == kEvents.end()) return fail(Code::unknown_value, "event");
    return row->event;
}

}  // namespace mpaspor::application
