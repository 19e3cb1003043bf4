#include "app/account/contacts.hpp"
#include "app/account/request_sign_in_code.hpp"
#include "app/account/sessions.hpp"
#include "app/account/sign_in.hpp"
#include "app/operation/housekeeping.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace std::chrono_literals;
using testing::Office;
using testing::on_each_office;

namespace {

Digest const kContact = sha256("somebody");

Result<app::SignInCodeSent> ask(Office& office, std::string_view code) {
    auto const anybody = office.context({});
    return office.act([&](auto& tx) {
        return app::request_sign_in_code(
            tx, anybody,
            {.contact_index = kContact, .code_hash = sha256(code), .sealed = Bytes(1)});
    });
}

Result<app::SignedIn> try_to_sign_in(Office& office, std::string_view code, std::string_view token,
                                     app::Origin origin = {}) {
    auto const anybody = office.context({});
    return office.act([&](auto& tx) {
        return app::sign_in(tx, anybody,
                            {.code = {kContact, sha256(code), origin},
                             .token_hash = sha256(token),
                             .device = "android",
                             .fresh = {office.fresh()},
                             .sealed_contact = Bytes(1),
                             .sealed_notice = Bytes(2)});
    });
}

struct SignedIn : app::SignedIn {
    std::optional<Code> refusal = code.refusal;
    int attempts_left = code.attempts_left;
};
SignedIn sign_in(Office& office, std::string_view code, std::string_view token = "token") {
    return {try_to_sign_in(office, code, token).value()};
}

/// Signed in by a code, as the first contact of an account of its own.
AccountId signed_in(Office& office, std::string_view token = "token") {
    ask(office, "1").value();
    return sign_in(office, "1", token).account;
}

/// Of an account, to its contacts.
constexpr auto kNotices = "SELECT count(*) FROM outbox WHERE topic LIKE 'account.%'";

std::optional<store::Session> session(Office& office, std::string_view token = "token") {
    return office.act([&](auto& tx) { return app::find_session(tx, sha256(token), office.now); })
        .value();
}

}  // namespace

TEST_CASE("account: the code sent last opens a session, and an account at the first time") {
    on_each_office([](Office& office) {
        CHECK(ask(office, "111111")->expires_at == office.now + 10min);
        ask(office, "222222").value();
        CHECK(sign_in(office, "111111").refusal == Code::sign_in_code_wrong);
        auto const first = sign_in(office, "222222");
        CHECK_FALSE(first.refusal.has_value());
        CHECK(first.expires_at == office.now + 12h);
        CHECK(session(office)->account == first.account);
        ask(office, "333333").value();
        CHECK(sign_in(office, "333333", "other").account == first.account);
        CHECK(office.count("SELECT count(*) FROM account WHERE id > 0") == 1);
        CHECK(office.count("SELECT count(*) FROM outbox WHERE topic = 'sign_in_code'") == 3);
    });
}

TEST_CASE("account: a code is used once, within ten minutes, and guessed at five times at most") {
    on_each_office([](Office& office) {
        ask(office, "1").value();
        office.now += 10min;
        CHECK_FALSE(sign_in(office, "1").refusal.has_value());
        CHECK(sign_in(office, "1", "again").refusal == Code::sign_in_code_expired);
        ask(office, "2").value();
        office.now += 10min + 1us;
        CHECK(sign_in(office, "2").refusal == Code::sign_in_code_expired);
        ask(office, "3").value();
        for (int left = 4; left >= 0; --left) {
            auto const wrong = sign_in(office, "guess");
            CHECK(wrong.refusal == Code::sign_in_code_wrong);
            CHECK(wrong.attempts_left == left);  // Kept, though it was refused.
        }
        CHECK(sign_in(office, "3").refusal == Code::sign_in_code_expired);
    });
}

TEST_CASE("account: five codes an hour, whether or not there is an account") {
    on_each_office([](Office& office) {
        for (int i = 0; i < 5; ++i) CHECK(ask(office, "1"));
        office.now += 59min + 59s;
        auto const refused = ask(office, "1");
        CHECK(refused.error().code == Code::sign_in_codes_exhausted);
        CHECK(refused.error().params.at(0).value == "1");
        office.now += 1s;
        CHECK(ask(office, "1"));
        CHECK_FALSE(sign_in(office, "1").refusal.has_value());
        for (int i = 1; i < 5; ++i) CHECK(ask(office, "1"));
        CHECK_FALSE(ask(office, "1").has_value());  // A sign-in does not start the hour again.
    });
}

TEST_CASE("account: a session ends by its time or by signing out, which may be repeated") {
    on_each_office([](Office& office) {
        CHECK_FALSE(session(office).has_value());
        ask(office, "1").value();
        auto const signed_in = sign_in(office, "1");
        CHECK(session(office).has_value());
        office.now = signed_in.expires_at;
        CHECK_FALSE(session(office).has_value());
        office.now -= 1us;
        CHECK(session(office).has_value());
        auto const me = office.as(signed_in.account);
        for (int time = 0; time < 2; ++time) {
            CHECK(office.act([&](auto& tx) { return app::sign_out(tx, me, sha256("token")); }));
            CHECK_FALSE(session(office).has_value());
        }
    });
}

TEST_CASE("account: sessions that ended are removed, a bounded number at a time") {
    on_each_office([](Office& office) {
        ask(office, "1").value();
        auto const account = sign_in(office, "1").account;
        for (int i = 0; i < 3; ++i) {
            office
                .act([&](auto& tx) {
                    return store::insert_session(
                        tx, {sha256(std::to_string(i)), account, office.now, office.now + 1h});
                })
                .value();
        }
        auto const left = [&](Instant now) {
            office.act([&](auto& tx) { return store::delete_ended_sessions(tx, now, 2); }).value();
            return office.count("SELECT count(*) FROM session");
        };
        CHECK(left(office.now) == 4);
        CHECK(left(office.now + 2h) == 2);
        CHECK(left(office.now + 2h) == 1);
        CHECK(left(office.now + 2h) == 1);
    });
}

TEST_CASE("account: what it keeps is read by itself and by its contact alone") {
    on_each_office([](Office& office) {
        auto const account = signed_in(office);
        auto const me = office.as(account);
        auto const read = [&](app::Context const& who) {
            return office.act([&](auto& tx) { return app::read_contacts(tx, who); });
        };
        CHECK(read(me)->at(0).sealed == Bytes(1));
        CHECK(read(office.as({4711}))->empty());
        CHECK(read(office.system()).error().code == Code::application_not_found);
        auto const found = [&](Digest const& contact) {
            return office.act([&](auto& tx) { return app::find_account(tx, contact); }).value();
        };
        CHECK(found(kContact) == account);
        CHECK_FALSE(found(sha256("nobody")).has_value());
        auto const told = [&](AccountId id) {
            return office.act([&](auto& tx) { return app::contacts_to_tell(tx, id); });
        };
        CHECK(told(account)->size() == 1);
        CHECK(told({4711}).error().code == Code::not_signed_in);
    });
}

TEST_CASE("account: one network address asks for so many codes an hour, whoever they are for") {
    on_each_office([](Office& office) {
        store::Settings few;
        few.codes_per_address_and_hour = 2;
        auto const asked = [&](std::string_view contact, app::Origin origin) {
            auto anybody = office.context({});
            anybody.settings = std::make_shared<store::Settings>(few);
            return office.act([&](auto& tx) {
                return app::request_sign_in_code(tx, anybody,
                                                 {.contact_index = sha256(contact),
                                                  .code_hash = {},
                                                  .sealed = Bytes(1),
                                                  .origin = origin});
            });
        };
        CHECK(asked("a", {.bucket = 7}));
        office.now += 30min;
        CHECK(asked("b", {.bucket = 7}));
        office.now += 29min + 59s;
        auto const refused = asked("c", {.bucket = 7});
        CHECK(refused.error().code == Code::too_many_requests);
        CHECK(refused.error().params.at(0).value == "1");
        CHECK(asked("c", {.bucket = 8}));
        CHECK(asked("d", {.bucket = 7, .scale = 2}));
        office.now += 1s;  // The hour of the first.
        CHECK(asked("e", {.bucket = 7}));
        CHECK(asked("f", {.bucket = 7}));
        CHECK_FALSE(asked("g", {.bucket = 7}).has_value());
        CHECK(office.count("SELECT count(*) FROM address_try") == 2);
        office.now += 1h;
        auto const system = office.system();
        office.act([&](auto& tx) { return app::forget_ended(tx, system); }).value();
        CHECK(office.count("SELECT count(*) FROM address_try") == 0);
    });
}

TEST_CASE("account: wrong codes from one address use up its hour, and the right one then waits") {
    on_each_office([](Office& office) {
        ask(office, "1").value();
        app::Origin const origin{.bucket = 3};
        CHECK(try_to_sign_in(office, "guess", "token", origin)->code.refusal ==
              Code::sign_in_code_wrong);
        CHECK(office.count("SELECT wrong FROM address_try WHERE bucket = 3") == 1);
        auto const system = office.system();
        for (int i = 1; i < store::Settings{}.wrong_codes_per_address_and_hour; ++i) {
            office.act([&](auto& tx) { return app::count_wrong(tx, system, origin); }).value();
        }
        auto const refused = try_to_sign_in(office, "1", "token", origin);
        CHECK(refused.error().code == Code::too_many_requests);
        CHECK(refused.error().params.at(0).value == "3600");
        office.now += 1h;
        ask(office, "1").value();
        CHECK_FALSE(try_to_sign_in(office, "1", "token", origin)->code.refusal.has_value());
    });
}

TEST_CASE("account: the other contacts hear of a sign-in; without any nothing is sent") {
    on_each_office([](Office& office) {
        auto const account = signed_in(office);
        CHECK(office.count(kNotices) == 0);
        signed_in(office, "again");
        CHECK(office.count(kNotices) == 0);
        office
            .act([&](auto& tx) {
                return store::insert_contact(tx, account, {sha256("more"), Bytes(1), office.now});
            })
            .value();
        signed_in(office, "and again");
        CHECK(office.count(kNotices) == 1);
    });
}

TEST_CASE("account: one session more than there may be ends the oldest") {
    on_each_office([](Office& office) {
        auto const most = store::Settings{}.sessions_max;
        for (int i = 0; i <= most; ++i) {
            office.now += 1h;
            signed_in(office, "token" + std::to_string(i));
        }
        CHECK(office.count("SELECT count(*) FROM session WHERE expires_at > 0") == most);
        CHECK_FALSE(
            office.act([&](auto& tx) { return app::find_session(tx, sha256("token0"), Instant{}); })
                .value()
                .has_value());
    });
}
