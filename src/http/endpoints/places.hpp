#pragma once
/// What the holds of one applicant and of several share.

#include "app/booking/alternatives.hpp"
#include "http/call.hpp"

#include <chrono>
#include <string>

namespace mpaspor::http {

/// "09:00". Errors: malformed_text.
Result<std::chrono::minutes> slot_of(std::string const& text);

/// Whether there may be a place elsewhere for who was refused this one.
bool elsewhere(Error const& error);
std::string alternatives_json(app::Alternatives const& alternatives);

/// A place that is full, closed or not released yet is refused with where there are places
/// instead; they are looked up on a reader, so that refusals at the rush cost the writer nothing
/// more.
template <typename Wanted>
void refuse_place(CallPtr const& call, Wanted const& wanted, Error error) {
    if (!elsewhere(error)) return call->refuse(error);
    call->service.readers.read<app::Alternatives>(
        [call, wanted](auto& tx) {
            call->context.now = call->service.clock.now();
            return app::alternatives_to(tx, call->context, wanted);
        },
        [call, error](Result<app::Alternatives> found) mutable {
            if (found) error.alternatives = alternatives_json(*found);
            call->refuse(error);
        });
}

}  // namespace mpaspor::http
