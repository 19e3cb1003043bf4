#pragma once

#include "app/ports/messenger.hpp"
#include "gateways/upstream.hpp"

#include <chrono>

namespace mpaspor::gateways {

/// Hands messages to the sink of mpaspor-outside over HTTP. Any thread.
class HttpMessenger final : public app::Messenger {
public:
    static constexpr std::chrono::milliseconds kTimeMax{10'000};

    /// Keeps a reference: `sink` must outlive this.
    explicit HttpMessenger(Upstream& sink) : sink_(sink) {}

    Result<void> send(Message const& message) override;

private:
    Upstream& sink_;
};

}  // namespace mpaspor::gateways
