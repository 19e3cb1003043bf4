#include "app/account/request_sign_in_code.hpp"
#include "app/account/sign_in.hpp"
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
        return app::request_sign_in_code(tx, anybody, {kContact, sha256(code), Bytes(1)});
    });
}

app::SignedIn sign_in(Office& office, std::string_view code, std::string_view token = "token") {
    auto const anybody = office.context({});
    return office
        .act([&](auto& tx) {
            return app::sign_in(
                tx, anybody, {kContact, sha256(code), sha256(token), {office.fresh()}, Bytes(1)});
        })
        .value();
}

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
        CHECK(office.count("SELECT count(*) FROM account") == 1);
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
        ask(office, "1").value();
        auto const account = sign_in(office, "1").account;
        auto const read = [&](AccountId id) {
            auto const me = office.as(id);
            return office.act([&](auto& tx) { return app::read_account(tx, me); });
        };
        CHECK(read(account)->sealed == Bytes(1));
        CHECK(read({4711}).error().code == Code::not_signed_in);
        auto const found = [&](Digest const& contact) {
            return office.act([&](auto& tx) { return app::find_account(tx, contact); }).value();
        };
        CHECK(found(kContact)->id == account);
        CHECK_FALSE(found(sha256("nobody")).has_value());
    });
}
