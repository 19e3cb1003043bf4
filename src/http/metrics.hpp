#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace mpaspor::http {

/// What is counted, for Prometheus. Any thread; references to counters are kept, so that counting
/// costs nanoseconds.
class Metrics {
public:
    Metrics();
    ~Metrics();

    /// An answer of this status (1xx to 5xx), and how long it took.
    void answered(int status, std::uint64_t microseconds);
    void alarm();

    /// Asked when the page is drawn: name, help, value now.
    void gauge(std::string name, std::string help, std::function<double()> value);

    /// The page, in Prometheus' text format.
    std::string page() const;

private:
    struct Registry;
    std::unique_ptr<Registry> registry_;
};

}  // namespace mpaspor::http
