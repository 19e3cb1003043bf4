#include "http/caller.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;

namespace {

/// address_of looks at the edge alone; the rest of a Service is not there.
std::string address(std::string peer, http::Fields fields, std::vector<std::string> edge) {
    http::Head head;
    head.peer = std::move(peer);
    head.headers = std::move(fields);
    return http::address_of(head, edge);
}

}  // namespace

TEST_CASE("caller: X-Forwarded-For is believed of the edge alone, and its last address counts") {
    http::Fields const forwarded{{"x-forwarded-for", "10.9.9.9, 203.0.113.7"}};
    CHECK(address("10.0.0.1", forwarded, {"10.0.0.1"}) == "203.0.113.7");
    CHECK(address("10.0.0.2", forwarded, {"10.0.0.1"}) == "10.0.0.2");
    CHECK(address("10.0.0.2", forwarded, {}) == "10.0.0.2");
    CHECK(address("10.0.0.1", {}, {"10.0.0.1"}) == "10.0.0.1");
    // Sent by the client, then added by the edge, as a field of its own.
    CHECK(address("10.0.0.1", {{"x-forwarded-for", "1.1.1.1"}, {"x-forwarded-for", "2001:db8::7"}},
                  {"10.0.0.1"}) == "2001:db8::7");
    for (auto const* odd : {"", "unknown", "203.0.113.7:80", ",", "203.0.113.7,"}) {
        CHECK(address("10.0.0.1", {{"x-forwarded-for", odd}}, {"10.0.0.1"}) == "10.0.0.1");
    }
}

TEST_CASE("caller: an IPv6 network of 64 bits is one caller, an IPv4 address is one") {
    CHECK(http::network_of("2001:db8::7") == http::network_of("2001:db8:0:0:1::9"));
    CHECK(http::network_of("2001:db8::7") != http::network_of("2001:db8:0:1::7"));
    CHECK(http::network_of("203.0.113.7") != http::network_of("203.0.113.8"));
}

TEST_CASE("caller: of a User-Agent the family is kept, from a short list") {
    CHECK(http::device_of("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit") == "android");
    CHECK(http::device_of("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)") == "iphone");
    CHECK(http::device_of("Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X)") == "ipad");
    CHECK(http::device_of("Mozilla/5.0 (Windows NT 10.0; Win64; x64)") == "windows");
    CHECK(http::device_of("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5)") == "mac");
    CHECK(http::device_of("Mozilla/5.0 (X11; Linux x86_64; rv:127.0)") == "linux");
    CHECK(http::device_of("curl/8.0") == "other");
    CHECK(http::device_of("") == "other");
}
