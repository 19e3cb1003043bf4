#include "gateways/dpri.hpp"

#include "json/writer.hpp"

#include <string>
#include <utility>

namespace mpaspor::gateways {
namespace {

constexpr int kOk = 200;
constexpr int kCreated = 201;

}  // namespace

Result<void> Dpri::send(Message const& message) {
    json::Writer json;
    json.object().member("id", message.id).raw("application", message.body).end();
    auto const answer = TRY(dpri_.send({.path = "/dpri/v1/applications",
                                        .headers = {{"Content-Type", "application/json"}},
                                        .body = std::move(json).text()}));
    if (answer.status == kOk || answer.status == kCreated) return {};
    return fail(Code::gateway_unavailable, "DPRI: status " + std::to_string(answer.status));
}

}  // namespace mpaspor::gateways
