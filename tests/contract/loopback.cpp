#include "tests/contract/loopback.hpp"

#include <chrono>
#include <utility>

namespace mpaspor::contract {
namespace {

constexpr std::size_t kBodyMax = 65'536;
constexpr std::chrono::seconds kGrace{0};

}  // namespace

Loopback::Loopback(Handler handler) : handler_(std::move(handler)) {
    http::Server::Callbacks callbacks{
        .admit = [](http::Head const&) { return http::Admission{.body_max = kBodyMax}; },
        .handle = [this](http::Request request,
                         http::Respond respond) { answer(std::move(request), std::move(respond)); },
        .refuse =
            [](Code code) {
                return http::Response{.status = 400, .body = std::string{info(code).name}};
            }};
    server_ = http::Server::listen("127.0.0.1:0", {}, std::move(callbacks), clock_).value();
    thread_ = std::jthread{[this] { server_->run(); }};
}

Loopback::~Loopback() {
    server_->stop(kGrace);
}

std::string Loopback::origin() const {
    return "http://127.0.0.1:" + std::to_string(server_->port());
}

void Loopback::between_requests(std::function<void()> const& change) {
    std::lock_guard const guard{answering_};
    change();
}

void Loopback::answer(http::Request request, http::Respond respond) {
    std::unique_lock guard{answering_};
    auto reply = handler_(request);
    if (reply.delay.count() > 0) {
        kept_.push_back(std::move(respond));
        return;
    }
    guard.unlock();
    respond({.status = reply.status,
             .body = std::move(reply.body),
             .content_type = std::move(reply.content_type)});
}

}  // namespace mpaspor::contract
