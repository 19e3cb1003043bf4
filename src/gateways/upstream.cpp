#include "gateways/upstream.hpp"

#include <utility>

namespace mpaspor::gateways {
namespace {

constexpr int kServerFault = 500;

Result<HttpClient::Answer> judged(Result<HttpClient::Answer> answer,
                                  Upstream::Sense const& makes_sense) {
    if (!answer) return answer;
    if (answer->status >= kServerFault) {
        return fail(Code::gateway_unavailable, "status " + std::to_string(answer->status));
    }
    if (makes_sense && !makes_sense(*answer)) {
        return fail(Code::gateway_unavailable, "answer makes no sense");
    }
    return answer;
}

}  // namespace

Upstream::Upstream(std::string origin, HttpClient::Limits http, CircuitBreaker::Limits breaker,
                   Steady now)
    : client_(std::move(origin), http), now_(std::move(now)), breaker_(breaker) {}

Result<HttpClient::Answer> Upstream::send(HttpClient::Request const& request,
                                          Sense const& makes_sense) {
    {
        std::lock_guard const guard{lock_};
        if (!breaker_.allows(now_())) return fail(Code::gateway_unavailable, "circuit open");
    }
    auto answer = judged(client_.send(request), makes_sense);
    std::lock_guard const guard{lock_};
    if (answer) {
        breaker_.succeeded();
    } else {
        breaker_.failed(now_());
    }
    return answer;
}

CircuitBreaker::State Upstream::state() const {
    std::lock_guard const guard{lock_};
    return breaker_.state(now_());
}

}  // namespace mpaspor::gateways
