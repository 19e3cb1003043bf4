/// Whatever bytes a client sends on a connection, the requests heard and the answers given are the
/// same however the bytes arrive; each request has one answer, and is heard the same when it is
/// sent again in the plainest form.

#include "base/invariant.hpp"
#include "http/event_loop.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace mpaspor::http {
namespace {

constexpr std::size_t kSentMax = 6000;  ///< Fits a socket's buffer: nobody waits to write.
constexpr std::size_t kBodyMax = 500;
constexpr int kHeard = 204, kRefused = 400;

class Stopped final : public app::Clock {
public:
    Instant now() const override { return {}; }
};

/// What came of one connection.
struct Exchange {
    std::vector<Request> heard;
    std::vector<int> answers;
};

/// One loop on a thread of its own, and one connection at a time.
class Peer {
public:
    Peer() : thread_([this] { loop_->run(); }) {}
    ~Peer() {
        loop_->post([this] { loop_->begin_stop(std::chrono::milliseconds{0}); });
    }

    Exchange exchange(std::string_view bytes, std::size_t piece) {
        std::array<int, 2> ends{};
        INVARIANT(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
        OwnedSocket const ours{ends[0]};
        loop_->serve({OwnedSocket{ends[1]}, "peer", Counted{common_}, false});
        while (!bytes.empty()) {
            auto const part = bytes.substr(0, piece);
            if (::send(ours.get(), part.data(), part.size(), MSG_NOSIGNAL) < 0) break;
            bytes.remove_prefix(part.size());
        }
        ::shutdown(ours.get(), SHUT_WR);
        auto answers = statuses(received(ours.get()));
        std::lock_guard const guard{lock_};
        return {std::exchange(heard_, {}), std::move(answers)};
    }

private:
    static std::string received(int socket) {
        std::string text;
        std::array<char, 4096> buffer{};
        for (;;) {
            auto const count = ::recv(socket, buffer.data(), buffer.size(), 0);
            if (count <= 0) return text;
            text.append(buffer.data(), static_cast<std::size_t>(count));
        }
    }
    /// Of answers without bodies. Whether the body was waited for with 100 depends on when it came.
    static std::vector<int> statuses(std::string_view text) {
        std::vector<int> found;
        while (!text.empty()) {
            INVARIANT(text.starts_with("HTTP/1.1 "));
            auto const end = text.find("\r\n\r\n");
            INVARIANT(end != text.npos);
            auto const status = std::stoi(std::string{text.substr(9, 3)});
            if (status != 100) found.push_back(status);
            text.remove_prefix(end + 4);
        }
        return found;
    }

    Server::Callbacks callbacks() {
        return {.admit = [](Head const&) { return Admission{.body_max = kBodyMax}; },
                .handle =
                    [this](Request request, Respond respond) {
                        {
                            std::lock_guard const guard{lock_};
                            heard_.push_back(std::move(request));
                        }
                        respond({.status = kHeard, .content_type = ""});
                    },
                .refuse =
                    [](Code code) {
                        INVARIANT(code != Code::internal);
                        return Response{.status = kRefused, .content_type = ""};
                    }};
    }

    Stopped clock_;
    std::mutex lock_;
    std::vector<Request> heard_ = {};  ///< Guarded by lock_.
    std::shared_ptr<Common> common_ = std::make_shared<Common>(
        Server::Limits{.header_bytes_max = 1024, .target_bytes_max = 200}, callbacks(), clock_);
    std::shared_ptr<EventLoop> loop_ = EventLoop::make(common_);
    std::jthread thread_;
};

bool frames(std::string const& name) {
    return name == "content-length" || name == "transfer-encoding" || name == "expect" ||
           name == "connection" || name == "host";
}

/// With its length, for this host, and without whatever else says where a body ends.
std::string plainest(Request const& request) {
    auto text = request.method + ' ' + request.path;
    if (!request.query.empty()) text += '?' + request.query;
    text += " HTTP/1.1\r\nhost: a\r\n";
    for (auto const& [name, value] : request.headers) {
        if (!frames(name)) text += name + ": " + value + "\r\n";
    }
    return text + "content-length: " + std::to_string(request.body.size()) + "\r\n\r\n" +
           request.body;
}

void is_told_again(Peer& peer, Request const& request) {
    auto const text = plainest(request);
    if (text.size() - request.body.size() >= 1024) return;  // The length made it too long.
    auto const again = peer.exchange(text, text.size());
    INVARIANT(again.heard.size() == 1 && again.answers == std::vector{kHeard});
    INVARIANT(plainest(again.heard[0]) == text && again.heard[0].body == request.body);
}

}  // namespace
}  // namespace mpaspor::http

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor::http;
    static Peer peer;
    std::string_view const bytes{reinterpret_cast<char const*>(data), std::min(size, kSentMax)};
    auto const whole = peer.exchange(bytes, kSentMax);
    auto const heard = std::ranges::count(whole.answers, kHeard);
    INVARIANT(std::cmp_equal(heard, whole.heard.size()));
    INVARIANT(whole.answers.size() - whole.heard.size() <= 1);  // What was refused is the last.
    INVARIANT(whole.answers.empty() ||
              std::ranges::find(whole.answers, kRefused) + 1 >= whole.answers.end());
    auto const pieces = peer.exchange(bytes, 1 + size / 40);
    INVARIANT(pieces.answers == whole.answers);
    for (auto const& request : whole.heard) {
        INVARIANT(request.body.size() <= kBodyMax && request.path.starts_with('/'));
    }
    if (!whole.heard.empty()) is_told_again(peer, whole.heard.back());
    return 0;
}
