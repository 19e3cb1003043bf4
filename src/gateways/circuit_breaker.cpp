#include "gateways/circuit_breaker.hpp"

namespace mpaspor::gateways {

bool CircuitBreaker::allows(Time now) {
    if (!open_until_) return true;
    if (now < *open_until_) return false;
    open_until_ = now + limits_.open;  // This caller is the probe.
    probing_ = true;
    return true;
}

void CircuitBreaker::succeeded() {
    failures_ = 0;
    probing_ = false;
    open_until_.reset();
}

void CircuitBreaker::failed(Time now) {
    probing_ = false;
    if (failures_ < limits_.failures_max) ++failures_;
    if (failures_ == limits_.failures_max) open_until_ = now + limits_.open;
}

CircuitBreaker::State CircuitBreaker::state(Time now) const {
    if (!open_until_) return State::closed;
    return probing_ || now >= *open_until_ ? State::half_open : State::open;
}

}  // namespace mpaspor::gateways
