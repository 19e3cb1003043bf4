#include "gateways/messenger.hpp"

#include "json/writer.hpp"

#include <string>
#include <utility>

namespace mpaspor::gateways {
namespace {

constexpr int kOk = 200;
constexpr int kCreated = 201;

}  // namespace

Result<void> HttpMessenger::send(Message const& message) {
    json::Writer json;
    json.object()
        .member("id", message.id)
        .member("channel", message.channel == app::Channel::email ? "email" : "sms")
        .member("to", message.to)
        .member("subject", message.subject)
        .member("text", message.text)
        .end();
    auto const answer = TRY(sink_.send({.path = "/sink/messages",
                                        .headers = {{"Content-Type", "application/json"}},
                                        .body = std::move(json).text()}));
    if (answer.status == kOk || answer.status == kCreated) return {};
    return fail(Code::gateway_unavailable, "sink: status " + std::to_string(answer.status));
}

}  // namespace mpaspor::gateways
