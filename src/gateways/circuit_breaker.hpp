#pragma once

#include <chrono>
#include <optional>

namespace mpaspor::gateways {

/// Spares an outside system that fails, and us the waiting: after some failures in a row it lets
/// nothing through for a while, then one probe, whose outcome decides.
///
/// A value; the clock's reading is passed in and must not run backwards, so it is the steady one.
class CircuitBreaker {
public:
    using Time = std::chrono::steady_clock::time_point;

    struct Limits {
        int failures_max = 5;  ///< In a row, until it opens.
        std::chrono::milliseconds open{10'000};
    };

    explicit CircuitBreaker(Limits limits) : limits_(limits) {}

    /// Whether a call may be made now. After the open time one caller is told yes, as the probe;
    /// the others wait for its outcome, or for another open time when it does not come.
    bool allows(Time now);

    void succeeded();
    void failed(Time now);

    /// For operators.
    bool is_open(Time now) const { return open_until_ && now < *open_until_; }

private:
    Limits limits_;
    int failures_ = 0;
    std::optional<Time> open_until_ = std::nullopt;  ///< Set from the first opening to a success.
};

}  // namespace mpaspor::gateways
