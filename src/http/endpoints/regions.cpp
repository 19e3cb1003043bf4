/// Provinces, regencies and cities, for the forms that ask for them (3.1).

#include "app/office/read_regions.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/query_text.hpp"
#include "json/writer.hpp"

namespace mpaspor::http {
namespace {

constexpr std::size_t kCodeMax = 16;

std::string regions_json(std::vector<store::CivilRegion> const& regions) {
    json::Writer json;
    json.object().array("regions");
    for (auto const& region : regions) {
        json.object().member("code", region.code).member("name", region.name);
        if (region.now.empty()) {
            json.null("now");
        } else {
            json.member("now", region.now);
        }
        json.end();
    }
    json.end().end();
    return std::move(json).text();
}

}  // namespace

void get_regions(CallPtr call) {
    auto parent = unescaped(call->query("parent"), kCodeMax);
    if (!parent) return call->refuse({parent.error().code, "", "/parent"});
    read_and_answer<std::vector<store::CivilRegion>>(
        call,
        [parent = *std::move(parent)](auto& tx, auto const&) {
            return app::read_regions(tx, parent);
        },
        [](std::vector<store::CivilRegion> const& regions) -> Result<Response> {
            return Response{.status = 200,
                            .body = regions_json(regions),
                            .headers = {{"Cache-Control", "no-cache"}}};
        });
}

}  // namespace mpaspor::http
