#include "gateways/http_client.hpp"

#include <curl/curl.h>

#include <memory>
#include <tuple>

namespace mpaspor::gateways {
namespace {

constexpr char kProtocols[] = "http,https";

/// libcurl wants to be initialised once, before its first use, by one thread.
struct Library {
    Library() { curl_global_init(CURL_GLOBAL_DEFAULT); }
    ~Library() { curl_global_cleanup(); }
    Library(Library const&) = delete;
    Library& operator=(Library const&) = delete;
};

struct EasyDeleter {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
using Easy = std::unique_ptr<CURL, EasyDeleter>;

struct ListDeleter {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, ListDeleter>;

/// A handle keeps its connection, so each thread has one for all its requests.
CURL* handle_of_this_thread() {
    static Library const library;
    thread_local Easy const easy{curl_easy_init()};
    if (easy) curl_easy_reset(easy.get());  // Options only; the connection stays.
    return easy.get();
}

struct Received {
    std::string body;
    std::size_t bytes_max;
};

/// libcurl's own limit does not bind chunked answers; this one does.
std::size_t receive(char* data, std::size_t size, std::size_t count, void* received) {
    auto& into = *static_cast<Received*>(received);
    if (into.body.size() + size * count > into.bytes_max) return 0;
    into.body.append(data, size * count);
    return size * count;
}

Result<List> header_list(HttpClient::Request const& request) {
    // Without Expect libcurl sends longer bodies at once instead of waiting for a 100.
    List list{curl_slist_append(nullptr, "Expect:")};
    for (auto const& [name, value] : request.headers) {
        std::string line = name;
        line.append(": ").append(value);
        if (line.find_first_of("\r\n") != std::string::npos) {
            return fail(Code::internal, "line break in a header");
        }
        auto* const longer = curl_slist_append(list.get(), line.c_str());
        if (longer == nullptr) return fail(Code::internal, "out of memory");
        std::ignore = list.release();  // The same list, one longer.
        list.reset(longer);
    }
    return list;
}

void bound(CURL* easy, HttpClient::Limits const& limits) {
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, kProtocols);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(limits.connect_max.count()));
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(limits.total_max.count()));
}

}  // namespace

Result<HttpClient::Answer> HttpClient::send(Request const& request) const {
    auto* const easy = handle_of_this_thread();
    if (easy == nullptr) return fail(Code::gateway_unavailable, "libcurl does not start");
    auto const headers = TRY(header_list(request));
    auto const url = origin_ + request.path;
    Received received{.body = {}, .bytes_max = limits_.answer_bytes_max};

    bound(easy, limits_);
    curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
    if (request.method != "GET") {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.data());
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                         static_cast<curl_off_t>(request.body.size()));
        curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    }
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &received);

    auto const code = curl_easy_perform(easy);
    if (code != CURLE_OK) return fail(Code::gateway_unavailable, curl_easy_strerror(code));
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    return Answer{static_cast<int>(status), std::move(received.body)};
}

}  // namespace mpaspor::gateways
