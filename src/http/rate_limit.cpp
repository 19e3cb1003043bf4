#include "http/rate_limit.hpp"

#include <algorithm>
#include <utility>

namespace mpaspor::http {
namespace {

double seconds(std::chrono::steady_clock::duration d) {
    return std::chrono::duration<double>(d).count();
}

}  // namespace

std::chrono::milliseconds RateLimits::take(RateClass rate, std::string_view caller, Time now) {
    auto const& limit = kRateLimits[std::to_underlying(rate)];
    if (limit.burst == 0) return {};
    double const burst = limit.burst * scale_;
    double const per_second = limit.per_second * scale_;
    auto key = std::string{kRateClasses[std::to_underlying(rate)]} + ' ' + std::string{caller};

    std::scoped_lock const lock{mutex_};
    if (buckets_.size() >= kCallersMax) forget_full(now);
    if (buckets_.size() >= kCallersMax && !buckets_.contains(key)) return {};
    auto& bucket = buckets_.try_emplace(std::move(key), Bucket{burst, now}).first->second;
    bucket.left = std::min(burst, bucket.left + seconds(now - bucket.at) * per_second);
    bucket.at = now;
    if (bucket.left < 1) {
        auto const wait = (1 - bucket.left) / per_second;
        return std::chrono::ceil<std::chrono::milliseconds>(std::chrono::duration<double>(wait));
    }
    bucket.left -= 1;
    return {};
}

void RateLimits::forget_full(Time now) {
    // Whoever has not come for ten minutes has a full bucket in every class but sign_in's, whose
    // burst fills up in a hundred seconds.
    std::erase_if(buckets_, [&](auto const& entry) {
        return now - entry.second.at > std::chrono::minutes{10};
    });
}

}  // namespace mpaspor::http
