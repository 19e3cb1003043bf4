#include "outside/dpri.hpp"

#include "json/reader.hpp"
#include "json/writer.hpp"

#include <cstdint>
#include <utility>

namespace mpaspor::outside {
namespace {

constexpr std::size_t kIdMax = 64;

/// What it looks at; the rest of the message is the directorate's business.
struct ApplicationBody {
    std::string id;
};
constexpr auto shape(json::As<ApplicationBody>) {
    return json::open<ApplicationBody>(json::text_field<&ApplicationBody::id>("id", kIdMax));
}

}  // namespace

Reply Dpri::accept(std::string_view body) {
    if (auto reply = broken(faults)) return *std::move(reply);
    auto read = json::parse<ApplicationBody>(body);
    if (!read) return bad_request(read.error());
    if (ids_.contains(read->id)) return {.body = R"({"repeated":true})", .delay = faults.slow};
    if (ids_.size() >= kKeptMax) return {.status = 507, .body = "{}", .delay = faults.slow};
    ids_.insert(std::move(read->id));
    return {.status = 201, .body = R"({"repeated":false})", .delay = faults.slow};
}

std::string Dpri::to_json() const {
    json::Writer json;
    json.object().member("count", static_cast<std::int64_t>(ids_.size())).end();
    return std::move(json).text();
}

}  // namespace mpaspor::outside
