#pragma once

#include "app/account/sign_in.hpp"
#include "app/office/officer_sign_in.hpp"
#include "app/readers.hpp"
#include "base/crypto.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace mpaspor::http {

/// The cookies' names. __Host-: only over TLS (or to loopback), for this host and every path. A
/// browser may have both.
inline constexpr std::string_view kSessionCookie = "__Host-session";
inline constexpr std::string_view kOfficerCookie = "__Host-officer";
inline constexpr std::size_t kTokenBytes = 32;

/// Whose session a cookie is. Found ones are remembered for a second, so that a burst of requests
/// asks the database once; one that was ended lives on here for as long.
template <typename Session>
class Sessions {
public:
    static constexpr std::size_t kRememberedMax = 50'000;
    static constexpr std::chrono::seconds kRememberedFor{1};

    explicit Sessions(app::Readers& readers) : readers_(readers) {}

    using Query = std::move_only_function<Result<std::optional<Session>>(sql::Transaction&)>;
    using Found = std::move_only_function<void(Result<std::optional<Session>>)>;
    /// `found` is called at once or on a reader's thread. `query` asks for the session of this
    /// token at `now`, if it is not remembered.
    void find(Digest const& token_hash, Instant now, Query query, Found found) const {
        if (auto const known = remembered(token_hash, now)) return found(*known);
        readers_.read<std::optional<Session>>(
            std::move(query),
            [this, found = std::move(found)](Result<std::optional<Session>> session) mutable {
                if (session && *session) keep(**session);
                found(std::move(session));
            });
    }
    /// Its use was noted: whoever finds it remembered need not do so again.
    void used(Digest const& token_hash, Instant now) const {
        std::scoped_lock const lock{mutex_};
        auto const it = remembered_.find(token_hash);
        if (it != remembered_.end()) it->second.session.last_used = now;
    }

private:
    struct Remembered {
        Session session;
        std::chrono::steady_clock::time_point until;
    };

    std::optional<Session> remembered(Digest const& token_hash, Instant now) const {
        auto const tick = std::chrono::steady_clock::now();
        std::scoped_lock const lock{mutex_};
        auto const it = remembered_.find(token_hash);
        bool const known = it != remembered_.end() && it->second.until > tick &&
                           it->second.session.expires_at > now;
        if (!known) return std::nullopt;
        return it->second.session;
    }
    void keep(Session const& session) const {
        // Who changes the password is not to be told for a second that it must be changed.
        if constexpr (requires { session.must_change_password; }) {
            if (session.must_change_password) return;
        }
        std::scoped_lock const lock{mutex_};
        if (remembered_.size() >= kRememberedMax) remembered_.clear();
        remembered_.insert_or_assign(
            session.token_hash,
            Remembered{session, std::chrono::steady_clock::now() + kRememberedFor});
    }

    app::Readers& readers_;
    mutable std::mutex mutex_;  ///< Guards remembered_.
    mutable std::map<Digest, Remembered> remembered_;
};

/// The value of one cookie of a Cookie header, or "".
std::string_view cookie(std::string_view header, std::string_view name);

/// The token that a cookie holds, if it has the form of one.
std::optional<Bytes> token_in(std::string_view header, std::string_view name);

/// Set-Cookie, of a token that lasts so long; without a token it takes the cookie away.
std::pair<std::string, std::string> session_cookie(std::string_view name, Bytes const& token,
                                                   std::chrono::microseconds lasts);

/// What a browser must send back in X-CSRF-Token: follows from the session, so nothing is stored.
std::string csrf_token(SecretKey const& service, Digest const& token_hash);

}  // namespace mpaspor::http
