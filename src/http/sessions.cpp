#include "http/sessions.hpp"

#include <utility>

namespace mpaspor::http {

std::string_view cookie(std::string_view header, std::string_view name) {
    while (!header.empty()) {
        auto const end = std::min(header.find(';'), header.size());
        auto pair = header.substr(0, end);
        header.remove_prefix(std::min(end + 1, header.size()));
        while (pair.starts_with(' ')) pair.remove_prefix(1);
        if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=') {
            return pair.substr(name.size() + 1);
        }
    }
    return {};
}

std::optional<Bytes> token_in(std::string_view header, std::string_view name) {
    auto token = from_base64url(cookie(header, name));
    if (!token || token->size() != kTokenBytes) return std::nullopt;
    return *std::move(token);
}

std::pair<std::string, std::string> session_cookie(std::string_view name, Bytes const& token,
                                                   std::chrono::microseconds lasts) {
    auto const seconds = std::chrono::floor<std::chrono::seconds>(lasts).count();
    return {"Set-Cookie",
            std::string{name} + '=' + to_base64url(token) +
                "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(seconds)};
}

std::string csrf_token(SecretKey const& service, Digest const& token_hash) {
    return to_base64url(blind_index(service, "csrf", to_hex(token_hash)));
}

}  // namespace mpaspor::http
