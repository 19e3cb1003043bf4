#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

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

    /// For operators. Half open: the next caller is the probe, or one is under way.
    enum class State : std::uint8_t { closed, open, half_open };
    static constexpr std::array<std::string_view, 3> kStates{"closed", "open", "half_open"};
    State state(Time now) const;

private:
    Limits limits_;
    int failures_ = 0;
    bool probing_ = false;
    std::optional<Time> open_until_ = std::nullopt;  ///< Set from the first opening to a success.
};

}  // namespace mpaspor::gateways
