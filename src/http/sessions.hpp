#pragma once

#include "app/account/sign_in.hpp"
#include "app/readers.hpp"
#include "base/crypto.hpp"

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace mpaspor::http {

/// The cookie's name. __Host-: only over TLS (or to loopback), for this host and every path.
inline constexpr std::string_view kSessionCookie = "__Host-session";
inline constexpr std::size_t kTokenBytes = 32;

/// Whose session a cookie is. Found ones are remembered for a second, so that a burst of requests
/// asks the database once; one that was ended lives on here for as long.
class Sessions {
public:
    static constexpr std::size_t kRememberedMax = 50'000;
    static constexpr std::chrono::seconds kRememberedFor{1};

    explicit Sessions(app::Readers& readers) : readers_(readers) {}

    using Found = std::move_only_function<void(Result<std::optional<store::Session>>)>;
    /// `found` is called at once or on a reader's thread.
    void find(Digest const& token_hash, Instant now, Found found) const;
    /// Its use was noted: whoever finds it remembered need not do so again.
    void used(Digest const& token_hash, Instant now) const;

private:
    struct Remembered {
        store::Session session;
        std::chrono::steady_clock::time_point until;
    };
    app::Readers& readers_;
    mutable std::mutex mutex_;  ///< Guards remembered_.
    mutable std::map<Digest, Remembered> remembered_;
};

/// The value of one cookie of a Cookie header, or "".
std::string_view cookie(std::string_view header, std::string_view name);

/// Set-Cookie, of a token that lasts so long; without a token it takes the cookie away.
std::pair<std::string, std::string> session_cookie(std::string_view name, Bytes const& token,
                                                   std::chrono::microseconds lasts);

/// What a browser must send back in X-CSRF-Token: follows from the session, so nothing is stored.
std::string csrf_token(SecretKey const& service, Digest const& token_hash);

}  // namespace mpaspor::http
