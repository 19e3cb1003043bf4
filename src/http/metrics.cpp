#include "http/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>
#include <utility>
#include <vector>

namespace mpaspor::http {
namespace {

prometheus::Histogram::BucketBoundaries const kSeconds{0.001, 0.005, 0.02, 0.05, 0.1,
                                                       0.2,   0.5,   1,    2,    5};

}  // namespace

struct Metrics::Registry {
    prometheus::Registry registry{};
    std::array<prometheus::Counter*, 6> by_class{};
    prometheus::Histogram* seconds = nullptr;
    prometheus::Counter* alarms = nullptr;
    struct Asked {
        prometheus::Gauge* gauge;
        std::function<double()> value;
    };
    std::vector<Asked> asked = {};
};

Metrics::Metrics() : registry_(std::make_unique<Registry>()) {
    auto& family = prometheus::BuildCounter()
                       .Name("mpaspor_http_answers_total")
                       .Help("Answers by class of status")
                       .Register(registry_->registry);
    for (std::size_t i = 1; i < registry_->by_class.size(); ++i) {
        registry_->by_class[i] = &family.Add({{"class", std::to_string(i) + "xx"}});
    }
    registry_->seconds = &prometheus::BuildHistogram()
                              .Name("mpaspor_http_answer_seconds")
                              .Help("From the end of the header to the answer")
                              .Register(registry_->registry)
                              .Add({}, kSeconds);
    registry_->alarms = &prometheus::BuildCounter()
                             .Name("mpaspor_alarms_total")
                             .Help("Broken invariants and other things that must not happen")
                             .Register(registry_->registry)
                             .Add({});
}

Metrics::~Metrics() = default;

void Metrics::answered(int status, std::uint64_t microseconds) {
    auto const index = static_cast<std::size_t>(status / 100);
    if (index > 0 && index < registry_->by_class.size()) registry_->by_class[index]->Increment();
    registry_->seconds->Observe(static_cast<double>(microseconds) / 1e6);
}

void Metrics::alarm() {
    registry_->alarms->Increment();
}

void Metrics::gauge(std::string name, std::string help, std::function<double()> value) {
    auto& gauge = prometheus::BuildGauge()
                      .Name(std::move(name))
                      .Help(std::move(help))
                      .Register(registry_->registry)
                      .Add({});
    registry_->asked.push_back({&gauge, std::move(value)});
}

std::string Metrics::page() const {
    for (auto const& [gauge, value] : registry_->asked) gauge->Set(value());
    return prometheus::TextSerializer{}.Serialize(registry_->registry.Collect());
}

}  // namespace mpaspor::http
