#pragma once

#include "base/error.hpp"
#include "gateways/upstream.hpp"

#include <chrono>
#include <string>

namespace mpaspor::gateways {

/// Hands paid applications to the directorate's own system (DPRI) over HTTP, at least once:
/// docs/outside/dpri.md. Any thread.
class Dpri {
public:
    static constexpr std::chrono::milliseconds kTimeMax{10'000};

    /// Keeps a reference: `dpri` must outlive this.
    explicit Dpri(Upstream& dpri) : dpri_(dpri) {}

    struct Message {
        std::string id;    ///< The same in repeats: DPRI takes each id once.
        std::string body;  ///< One JSON value.
    };
    /// Errors: gateway_unavailable.
    Result<void> send(Message const& message);

private:
    Upstream& dpri_;
};

}  // namespace mpaspor::gateways
