#include "gateways/circuit_breaker.hpp"

namespace mpaspor::gateways {

bool CircuitBreaker::allows(Time now) {
    if (!open_until_) return true;
    if (now < *open_until_) return false;
    open_until_ = now + limits_.open;  // This caller is the probe.
    return true;
}

void CircuitBreaker::succeeded() {
    failures_ = 0;
    open_until_.reset();
}

void CircuitBreaker::failed(Time now) {
    if (failures_ < limits_.failures_max) ++failures_;
    if (failures_ == limits_.failures_max) open_until_ = now + limits_.open;
}

}  // namespace mpaspor::gateways
