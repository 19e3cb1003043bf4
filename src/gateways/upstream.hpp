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

    /// Whether there is sense in an answer. What is wrong with one question alone, such as 400, is
    /// not the system's failure: else one person's odd name would close it to everybody.
    using Sense = std::function<bool(HttpClient::Answer const&)>;

    /// An answer of 500 or more, one without sense, and none at all count as failures; everything
    /// else as a sign of life. Errors: gateway_unavailable (a failure, or not tried: breaker open).
    Result<HttpClient::Answer> send(HttpClient::Request const& request,
                                    Sense const& makes_sense = nullptr);

    /// For operators: whether it is spared at the moment.
    CircuitBreaker::State state() const;

private:
    HttpClient client_;
    Steady now_;
    mutable std::mutex lock_;
    CircuitBreaker
        breaker_;  ///< Guarded by lock_, which is never held while a request is under way.
};

}  // namespace mpaspor::gateways
