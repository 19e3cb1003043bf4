#include "outside/sink.hpp"

#include "base/text.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace mpaspor::outside {
namespace {

constexpr std::size_t kIdMax = 64;
constexpr std::size_t kToMax = 254;
constexpr std::size_t kSubjectMax = 200;
constexpr std::size_t kTextMax = 10'000;

enum class Channel : std::uint8_t { email, sms };
constexpr auto names(json::As<Channel>) {
    return std::array{json::Name{"email", Channel::email}, json::Name{"sms", Channel::sms}};
}

struct MessageBody {
    std::string id;
    Channel channel;
    std::string to;
    std::string subject;
    std::string text;
};
constexpr auto shape(json::As<MessageBody>) {
    return json::closed<MessageBody>(
        json::text_field<&MessageBody::id>("id", kIdMax),
        json::field<&MessageBody::channel>("channel"),
        json::text_field<&MessageBody::to>("to", kToMax),
        json::text_field<&MessageBody::subject>("subject", kSubjectMax),
        json::text_field<&MessageBody::text>("text", kTextMax));
}

}  // namespace

Reply Sink::receive(std::string_view body, Instant now) {
    if (auto reply = broken(faults)) return *std::move(reply);
    auto read = json::parse<MessageBody>(body);
    if (!read) return bad_request(read.error());
    auto const kept = keep({.id = std::move(read->id),
                            .channel = read->channel == Channel::email ? "email" : "sms",
                            .to = std::move(read->to),
                            .subject = std::move(read->subject),
                            .text = std::move(read->text),
                            .received = now});
    if (kept == Kept::before) return {.body = R"({"repeated":true})", .delay = faults.slow};
    return {.status = 201, .body = R"({"repeated":false})", .delay = faults.slow};
}

Sink::Kept Sink::keep(Message message) {
    if (!ids_.insert(message.id).second) return Kept::before;
    kept_.push_back(std::move(message));
    if (kept_.size() > kKeptMax) {
        ids_.erase(kept_.front().id);
        kept_.pop_front();
    }
    return Kept::now;
}

std::vector<Sink::Message> Sink::messages(std::string_view to, std::size_t most) const {
    std::vector<Message> found;
    for (auto message = kept_.rbegin(); message != kept_.rend() && found.size() < most; ++message) {
        if (to.empty() || message->to == to) found.push_back(*message);
    }
    return found;
}

std::string Sink::to_json(std::string_view to, std::size_t most) const {
    json::Writer json;
    json.object().array("messages");
    for (auto const& message : messages(to, most)) {
        json.object()
            .member("id", message.id)
            .member("channel", message.channel)
            .member("to", message.to)
            .member("subject", message.subject)
            .member("text", message.text)
            .member("received_at", instant_text(message.received))
            .end();
    }
    json.end().end();
    return std::move(json).text();
}

}  // namespace mpaspor::outside
