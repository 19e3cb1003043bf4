#include "base/password.hpp"
#include "http/caller.hpp"
#include "http/endpoints/officers.hpp"

#include <array>
#include <utility>

namespace mpaspor::http {
namespace {

/// 32 of them, so that each takes five bits and none is more likely than another.
constexpr std::string_view kAlphabet = "abcdefghjkmnpqrstuvwxyz23456789+";
static_assert(kAlphabet.size() == 32);
constexpr std::size_t kLetters = 16, kGroup = 4;

PasswordSalt fresh_salt(Call const& call) {
    PasswordSalt salt{};
    call.service.entropy.fill(salt);
    return salt;
}

void compare(CallPtr const& call, app::EnteredPassword entered, std::string password,
             std::function<void(app::EnteredPassword)> then) {
    on_worker(call, call->service.hashing,
              [call, entered = std::move(entered), password = std::move(password),
               then = std::move(then)]() mutable {
                  bool const known = !entered.kept.empty();
                  auto const fits =
                      password_fits(password, known ? entered.kept : kNobodysPassword);
                  if (!fits) return call->refuse(fits.error());
                  entered.fits = known && *fits;
                  then(std::move(entered));
              });
}

}  // namespace

Digest login_index_of(Call const& call, std::string_view login) {
    return blind_index(call.service.keys.blind_index(), "officer_login", login);
}

void hash_then(CallPtr const& call, std::string password, std::function<void(std::string)> then) {
    on_worker(call, call->service.hashing,
              [call, password = std::move(password), then = std::move(then)] {
                  auto hash = hash_password(password, fresh_salt(*call));
                  if (!hash) return call->refuse(hash.error());
                  then(*std::move(hash));
              });
}

void compare_then(CallPtr const& call, std::string login, std::string password,
                  std::function<void(app::EnteredPassword)> then) {
    app::EnteredPassword const entered{.login_index = login_index_of(*call, login),
                                       .origin = origin_of(*call)};
    call->service.readers.read<std::optional<store::OfficerAccount>>(
        [call, login = std::move(login), entered](auto& tx) {
            return app::find_credentials(tx, call->context, login, entered.login_index,
                                         entered.origin);
        },
        [call, entered = app::EnteredPassword{entered}, password = std::move(password),
         then = std::move(then)](Result<std::optional<store::OfficerAccount>> account) mutable {
            if (!account) return call->refuse(account.error());
            if (*account) entered.kept = (*account)->password.value_or("");
            compare(call, std::move(entered), std::move(password), std::move(then));
        });
}

std::string first_password(app::Entropy& entropy) {
    std::array<std::byte, kLetters> bytes{};
    entropy.fill(bytes);
    std::string password;
    for (std::size_t i = 0; i < kLetters; ++i) {
        if (i > 0 && i % kGroup == 0) password += '-';
        password += kAlphabet[std::to_integer<std::size_t>(bytes[i]) % kAlphabet.size()];
    }
    return password;
}

}  // namespace mpaspor::http
