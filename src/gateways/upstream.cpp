#include "gateways/upstream.hpp"

#include <utility>

namespace mpaspor::gateways {
namespace {

constexpr int kServerFault = 500;

}  // namespace

Upstream::Upstream(std::string origin, HttpClient::Limits http, CircuitBreaker::Limits breaker,
                   Steady now)
    : client_(std::move(origin), http), now_(std::move(now)), breaker_(breaker) {}

Result<HttpClient::Answer> Upstream::send(HttpClient::Request const& request) {
    {
        std::lock_guard const guard{lock_};
        if (!breaker_.allows(now_())) return fail(Code::gateway_unavailable, "circuit open");
    }
    auto answer = client_.send(request);
    bool const alive = answer && answer->status < kServerFault;
    std::lock_guard const guard{lock_};
    if (alive) {
        breaker_.succeeded();
        return answer;
    }
    breaker_.failed(now_());
    if (!answer) return answer;
    return fail(Code::gateway_unavailable, "status " + std::to_string(answer->status));
}

bool Upstream::is_open() const {
    std::lock_guard const guard{lock_};
    return breaker_.is_open(now_());
}

}  // namespace mpaspor::gateways
