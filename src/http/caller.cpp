#include "http/caller.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace mpaspor::http {
namespace {

constexpr std::size_t kNetworkBytes = 8;

bool is_address(std::string const& text) {
    std::array<unsigned char, 16> bytes{};
    return ::inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 ||
           ::inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
}

}  // namespace

std::string address_of(Head const& head, std::span<std::string const> edge) {
    bool const by_edge = std::ranges::find(edge, head.peer) != edge.end();
    if (!by_edge) return head.peer;
    // The edge adds its own at the end: as one more field, or behind a comma.
    std::string_view last;
    for (auto const& [name, value] : head.headers) {
        if (name == "x-forwarded-for") last = value;
    }
    last = last.substr(std::min(last.rfind(',') + 1, last.size()));
    while (last.starts_with(' ')) last.remove_prefix(1);
    std::string address{last};
    return is_address(address) ? address : head.peer;
}

std::string network_of(std::string const& address) {
    std::array<unsigned char, 16> bytes{};
    if (::inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return address;
    return to_hex(std::as_bytes(std::span{bytes}).first(kNetworkBytes));
}

app::Origin origin_of(Call const& call) {
    auto const network = "address " + network_of(address_of(call.request, call.service.edge));
    auto const hash = siphash(call.service.keys.service(), as_bytes(network));
    auto const buckets = static_cast<std::uint64_t>(app::kOriginBuckets);
    return {.bucket = static_cast<std::int64_t>(hash % buckets), .scale = call.service.rate_scale};
}

std::string_view device_of(std::string_view user_agent) {
    // iPads may call themselves Macs; nothing is lost by that.
    static constexpr auto kFamilies =
        std::to_array<std::pair<std::string_view, std::string_view>>({{"iPad", "ipad"},
                                                                      {"iPhone", "iphone"},
                                                                      {"Android", "android"},
                                                                      {"Windows", "windows"},
                                                                      {"Macintosh", "mac"},
                                                                      {"Linux", "linux"}});
    for (auto const& [word, family] : kFamilies) {
        if (user_agent.contains(word)) return family;
    }
    return "other";
}

}  // namespace mpaspor::http
