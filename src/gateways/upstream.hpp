#pragma once

#include "base/error.hpp"
#include "gateways/circuit_breaker.hpp"
#include "gateways/http_client.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>

namespace mpaspor::gateways {

/// One outside system: its address, its limits and its circuit breaker. Any thread.
class Upstream {
public:
    /// For tests another clock than the machine's steady one.
    using Steady = std::function<CircuitBreaker::Time()>;

    Upstream(std::string origin, HttpClient::Limits http, CircuitBreaker::Limits breaker = {},
             Steady now = std::chrono::steady_clock::now);

    /// An answer of 500 or more, and none at all, count as failures; everything below as a sign of
    /// life. Errors: gateway_unavailable (no answer, 500 or more, or not tried: breaker open).
    Result<HttpClient::Answer> send(HttpClient::Request const& request);

    /// For operators: whether it is spared at the moment.
    bool is_open() const;

private:
    HttpClient client_;
    Steady now_;
    mutable std::mutex lock_;
    CircuitBreaker
        breaker_;  ///< Guarded by lock_, which is never held while a request is under way.
};

}  // namespace mpaspor::gateways
