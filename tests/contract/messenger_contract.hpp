#pragma once
/// What every app::Messenger promises, whatever stands between it and the receiver.

#include "app/ports/messenger.hpp"
#include "outside/sink.hpp"

#include <functional>

namespace mpaspor::contract {

/// Looks at the sink and switches its faults, while nothing else is going on.
using WithSink = std::function<void(std::function<void(outside::Sink&)> const&)>;

/// Called within a test case, with an empty sink.
void messenger(app::Messenger& port, WithSink const& with_sink);

}  // namespace mpaspor::contract
