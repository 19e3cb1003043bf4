#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace mpaspor::http {

enum class RateClass : std::uint8_t { none, read, write, sign_in, upload, bank, export_ };
inline constexpr std::array<std::string_view, 7> kRateClasses{"none",   "read", "write", "sign_in",
                                                              "upload", "bank", "export"};

/// How much of one class one caller may ask for: so many at once, and then so many per second. Per
/// server; limits that must hold across servers are counted in the database by use cases.
struct RateLimit {
    double burst;
    double per_second;
};
inline constexpr std::array<RateLimit, 7> kRateLimits{{
    {0, 0},       // none: not limited
    {120, 40},    // read
    {60, 20},     // write
    {20, 0.2},    // sign_in, by address
    {20, 1},      // upload
    {2000, 500},  // bank
    {4, 0.02},    // export
}};

/// Token buckets by caller, in memory. Any thread. When as many callers are known as may, the ones
/// whose buckets are full again are forgotten first; if none is, a new caller is let in.
class RateLimits {
public:
    static constexpr std::size_t kCallersMax = 100'000;
    using Time = std::chrono::steady_clock::time_point;

    /// All limits times `scale`; above 1 only where machines act many people (bin refuses it in
    /// production).
    explicit RateLimits(double scale = 1) : scale_(scale) {}

    /// Takes one, or says how long to wait for it.
    std::chrono::milliseconds take(RateClass rate, std::string_view caller, Time now);

private:
    struct Bucket {
        double left;
        Time at;
    };
    void forget_full(Time now);

    double scale_;
    std::mutex mutex_;  ///< Guards buckets_.
    std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace mpaspor::http
