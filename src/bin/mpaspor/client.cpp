#include "bin/mpaspor/client.hpp"

#include "json/value.hpp"

#include <curl/curl.h>

#include <memory>

namespace mpaspor::bin {
namespace {

using json::Kind;
using json::Value;

constexpr long kConnectMs = 2'000;
constexpr long kAnswerMs = 60'000;
constexpr std::size_t kAnswerMax = std::size_t{64} * 1024 * 1024;

struct CurlDeleter {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, CurlDeleter>;
using Headers = std::unique_ptr<curl_slist, CurlDeleter>;

std::size_t receive(char const* data, std::size_t size, std::size_t count, void* into) {
    auto& body = *static_cast<std::string*>(into);
    if (body.size() + size * count > kAnswerMax) return 0;
    body.append(data, size * count);
    return size * count;
}

Headers headers_of(Session const& session) {
    Headers list;
    for (auto const& line : {std::string{"Content-Type: application/json"},
                             std::string{"Accept-Language: en"}, "X-Operator: " + session.as}) {
        list.reset(curl_slist_append(list.release(), line.c_str()));
    }
    return list;
}

std::string unreachable(Session const& session, CURLcode why) {
    return "No answer from the service at " + session.socket + " (" + curl_easy_strerror(why) +
           ").\n"
           "  Is it running?   mpaspord --data DIR     its socket is DIR/admin.sock\n"
           "  Is it elsewhere? mpaspor --socket DIR/admin.sock ...   (or set MPASPOR_SOCKET)\n"
           "  May you open it? Only the user that the service runs as, and root, may.";
}

std::string text_of(Value object, std::string_view name) {
    for (auto const& [member, value] : object.members()) {
        if (member == name && value.kind() == Kind::text) return std::string{value.text()};
    }
    return {};
}

/// ": line 3, column zone", where there is something to say.
std::string params_of(Value problem) {
    std::string text;
    for (auto const& [member, value] : problem.members()) {
        if (member != "params" || value.kind() != Kind::object) continue;
        for (auto const& [name, param] : value.members()) {
            if (param.kind() != Kind::text) continue;
            text.append(text.empty() ? ": " : ", ").append(name).append(" ").append(param.text());
        }
    }
    return text;
}

/// What a problem+json says, for people.
std::string explained(std::string const& body) {
    auto const document = json::Document::parse(body);
    if (!document || document->root().kind() != Kind::object) return "The service refused: " + body;
    auto const problem = document->root();
    auto text = text_of(problem, "title") + " (" + text_of(problem, "code") + ")";
    if (auto const field = text_of(problem, "pointer"); !field.empty()) {
        text += "\n  at " + field + params_of(problem);
    }
    if (auto const what = text_of(problem, "detail"); !what.empty()) text += "\n  " + what;
    return text;
}

}  // namespace

Result<std::string> ask(Session const& session, std::string_view method, std::string_view path,
                        std::string const& body) {
    Handle const curl{curl_easy_init()};
    if (!curl) return fail(Code::internal, "libcurl cannot be used");
    auto const headers = headers_of(session);
    std::string answer;
    std::string const url = "http://localhost" + std::string{path};
    std::string const verb{method};
    curl_easy_setopt(curl.get(), CURLOPT_UNIX_SOCKET_PATH, session.socket.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_CUSTOMREQUEST, verb.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
    if (!body.empty()) {
        curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, body.c_str());
        curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE,
                         static_cast<curl_off_t>(body.size()));
    }
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &answer);
    curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT_MS, kConnectMs);
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, kAnswerMs);
    curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "http");
    curl_easy_setopt(curl.get(), CURLOPT_PROXY, "");
    auto const done = curl_easy_perform(curl.get());
    if (done != CURLE_OK) return fail(Code::gateway_unavailable, unreachable(session, done));
    long status = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    if (status < 200 || status > 299) return fail(Code::internal, explained(answer));
    return answer;
}

}  // namespace mpaspor::bin
