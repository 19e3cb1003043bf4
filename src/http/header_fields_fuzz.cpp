/// Whatever stands in a field of a header or in a query, what is taken from it is a part of it, in
/// one form, or nothing.

#include "app/messages.hpp"
#include "base/invariant.hpp"
#include "http/caller.hpp"
#include "http/endpoints/admin.hpp"
#include "http/endpoints/save.hpp"
#include "http/endpoints/treasury.hpp"
#include "http/message.hpp"
#include "http/sessions.hpp"
#include "http/uploaded_files.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace mpaspor::http {
namespace {

/// Letters, digits and the signs of what is read here: what framing.hpp lets into a value.
bool may_stand(std::string_view text) {
    return std::ranges::none_of(text, [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; });
}

void read_cookies(std::string_view text) {
    INVARIANT(!cookie(text, kSessionCookie).contains(';'));
    auto const token = token_in(text, kSessionCookie);
    if (!token) return;
    INVARIANT(token->size() == kTokenBytes);
    auto const set = session_cookie(kSessionCookie, *token, std::chrono::hours{1}).second;
    INVARIANT(token_in(set.substr(0, set.find(';')), kSessionCookie) == token);
    INVARIANT(!token_in(text, kOfficerCookie) || text.contains(kOfficerCookie));
}

void read_caller(std::string const& text) {
    static std::array<std::string, 1> const edge{"192.0.2.1"};
    Head head{"GET", "/", "", {{"x-forwarded-for", text}}, edge[0]};
    auto const address = address_of(head, edge);
    INVARIANT(address == edge[0] || text.ends_with(address));
    INVARIANT(address.size() < 46 && address.find_first_of(" ,%") == address.npos);
    INVARIANT(!address.contains(':') || network_of(address).size() == 16);
    head.peer = "198.51.100.7";
    INVARIANT(address_of(head, edge) == head.peer);
    static constexpr std::array kFamilies{"android", "iphone", "ipad", "windows",
                                          "mac",     "linux",  "other"};
    INVARIANT(std::ranges::find(kFamilies, device_of(text)) != kFamilies.end());
}

void read_query(std::string const& text) {
    INVARIANT(!query_value(text, "cursor").contains('&'));
    INVARIANT(query_value("cursor=1&" + text, "cursor") == "1");
    INVARIANT(text.contains("size") || query_value(text + "&size=2", "size") == "2");
}

void read_values(std::string const& text) {
    if (auto const version = version_in(text)) {
        INVARIANT(*version >= 0 && version_in('"' + std::to_string(*version) + '"') == *version);
    }
    if (auto const number = number_in(text, "/number", 1000)) INVARIANT(*number <= 1000);
    if (auto const row = row_named(text)) INVARIANT(*row > 0);
    if (auto const hash = hex_hash(text)) INVARIANT(*hash == text && text.size() == 64);
    INVARIANT(app::preferred_language("en," + text) == app::Language::english);
    INVARIANT(app::preferred_language("fr, id;q=0.5," + text) == app::Language::indonesian);
    std::ignore = app::preferred_language(text);
}

}  // namespace
}  // namespace mpaspor::http

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor::http;
    std::string const text{reinterpret_cast<char const*>(data), size};
    if (!may_stand(text)) return 0;
    read_cookies(text);
    read_caller(text);
    read_query(text);
    read_values(text);
    return 0;
}
