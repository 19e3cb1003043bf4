#include "http/sessions.hpp"

#include <utility>

namespace mpaspor::http {

void Sessions::find(Digest const& token_hash, Instant now, Found found) const {
    auto const tick = std::chrono::steady_clock::now();
    std::optional<store::Session> known;
    {
        std::scoped_lock const lock{mutex_};
        auto const it = remembered_.find(token_hash);
        if (it != remembered_.end() && it->second.until > tick &&
            it->second.session.expires_at > now) {
            known = it->second.session;
        }
    }
    if (known) return found(known);
    readers_.read<std::optional<store::Session>>(
        [token_hash, now](sql::Transaction& tx) { return app::find_session(tx, token_hash, now); },
        [this, found = std::move(found)](Result<std::optional<store::Session>> session) mutable {
            if (session && *session) {
                std::scoped_lock const lock{mutex_};
                if (remembered_.size() >= kRememberedMax) remembered_.clear();
                remembered_.insert_or_assign(
                    (*session)->token_hash,
                    Remembered{**session, std::chrono::steady_clock::now() + kRememberedFor});
            }
            found(std::move(session));
        });
}

void Sessions::used(Digest const& token_hash, Instant now) const {
    std::scoped_lock const lock{mutex_};
    auto const it = remembered_.find(token_hash);
    if (it != remembered_.end()) it->second.session.last_used = now;
}

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
