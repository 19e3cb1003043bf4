#include "app/account/contacts.hpp"
#include "app/account/request_sign_in_code.hpp"
#include "app/account/sessions.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace std::chrono_literals;
using testing::Office;
using testing::on_each_office;

namespace {

constexpr auto kTold = "SELECT count(*) FROM outbox WHERE topic = 'account.contact_added'";
constexpr auto kToldGone = "SELECT count(*) FROM outbox WHERE topic = 'account.contact_removed'";

Digest index_of(std::string_view contact) {
    return sha256(contact);
}

void send_code(Office& office, std::string_view contact, std::string_view code) {
    auto const anybody = office.context({});
    office
        .act([&](auto& tx) {
            return app::request_sign_in_code(tx, anybody,
                                             {.contact_index = index_of(contact),
                                              .code_hash = sha256(code),
                                              .sealed = Bytes(1),
                                              .topic = app::kContactCode});
        })
        .value();
}

Result<app::CodeTried> enter(Office& office, AccountId account, std::string_view contact,
                             std::string_view code) {
    auto const me = office.as(account);
    return office.act([&](auto& tx) {
        return app::add_contact(tx, me,
                                {.code = {index_of(contact), sha256(code)},
                                 .sealed_contact = Bytes(1),
                                 .sealed_notice = Bytes(1)});
    });
}

Result<app::CodeTried> add(Office& office, AccountId account, std::string_view contact) {
    send_code(office, contact, "1");
    return enter(office, account, contact, "1");
}

Result<void> remove(Office& office, AccountId account, std::string_view contact) {
    auto const me = office.as(account);
    return office.act(
        [&](auto& tx) { return app::remove_contact(tx, me, {index_of(contact), Bytes(1)}); });
}

std::size_t contacts(Office& office, AccountId account) {
    auto const me = office.as(account);
    return office.act([&](auto& tx) { return app::read_contacts(tx, me); })->size();
}

void begin_session(Office& office, AccountId account, std::string_view token) {
    office
        .act([&](auto& tx) {
            return store::insert_session(tx, {.token_hash = sha256(token),
                                              .account = account,
                                              .created = office.now,
                                              .expires_at = office.now + 12h,
                                              .device = "iphone"});
        })
        .value();
}

std::vector<store::Session> sessions(Office& office, AccountId account) {
    auto const me = office.as(account);
    return office.act([&](auto& tx) { return app::read_sessions(tx, me); }).value();
}

}  // namespace

TEST_CASE("contacts: one counts once its code was entered, and the others are told") {
    on_each_office([](Office& office) {
        auto const account = office.account();
        send_code(office, "a@example.id", "1");
        CHECK(contacts(office, account) == 1);
        CHECK(enter(office, account, "a@example.id", "guess")->refusal == Code::sign_in_code_wrong);
        CHECK(contacts(office, account) == 1);
        CHECK(office.count(kTold) == 0);
        CHECK_FALSE(enter(office, account, "a@example.id", "1")->refusal.has_value());
        CHECK(contacts(office, account) == 2);
        CHECK(office.count(kTold) == 1);
        CHECK(office.count("SELECT account_id FROM outbox WHERE account_id > 0") == account.value);
        CHECK(enter(office, account, "a@example.id", "1")->refusal == Code::sign_in_code_expired);
    });
}

TEST_CASE("contacts: that another account has one is told to who can read its messages alone") {
    on_each_office([](Office& office) {
        auto const first = office.account(), second = office.account();
        add(office, first, "a@example.id").value();
        send_code(office, "a@example.id", "1");
        CHECK(enter(office, second, "a@example.id", "guess")->refusal == Code::sign_in_code_wrong);
        CHECK(enter(office, second, "a@example.id", "1").error().code == Code::contact_in_use);
        CHECK(contacts(office, second) == 1);
        remove(office, first, "a@example.id").value();
        CHECK(add(office, second, "a@example.id"));  // Free again.
    });
}

TEST_CASE("contacts: an account has so many at most") {
    on_each_office([](Office& office) {
        auto const account = office.account();
        for (auto const* contact : {"a", "b", "c"}) CHECK(add(office, account, contact));
        auto const refused = add(office, account, "d");
        CHECK(refused.error().code == Code::out_of_range);
        CHECK(refused.error().params.at(1).value == "4");
        CHECK(contacts(office, account) == 4);
        CHECK(enter(office, account, "d", "1").error().code == Code::out_of_range);  // Not used up.
    });
}

TEST_CASE("contacts: one is taken off, never the last, and only by its own account") {
    on_each_office([](Office& office) {
        auto const account = office.account(), other = office.account();
        auto const own = "contact" + std::to_string(account.value);
        CHECK(remove(office, account, own).error().code == Code::contact_last);
        add(office, account, "a").value();
        CHECK(remove(office, other, "a").error().code == Code::contact_not_found);
        CHECK(remove(office, account, own));
        CHECK(remove(office, account, own).error().code == Code::contact_not_found);
        CHECK(contacts(office, account) == 1);
        CHECK(remove(office, account, "a").error().code == Code::contact_last);
        CHECK(office.count(kToldGone) == 1);
        // Audit: opened, added, removed.
        auto const sql = "SELECT version FROM account WHERE id = " + std::to_string(account.value);
        CHECK(office.count(sql) == 3);
    });
}

TEST_CASE("sessions: each is listed with when and what, and ended from elsewhere by its owner") {
    on_each_office([](Office& office) {
        auto const account = office.account(), other = office.account();
        begin_session(office, account, "phone");
        office.now += 1min;
        begin_session(office, account, "desk");
        begin_session(office, other, "theirs");
        auto const listed = sessions(office, account);
        REQUIRE(listed.size() == 2);
        CHECK(listed[0].token_hash == sha256("desk"));
        CHECK(listed[1].device == "iphone");
        CHECK(listed[1].last_used == office.now - 1min);
        auto const end = [&](AccountId who, std::string_view token) {
            auto const me = office.as(who);
            return office.act([&](auto& tx) { return app::end_session(tx, me, sha256(token)); });
        };
        CHECK(end(other, "phone").error().code == Code::session_not_found);
        CHECK(end(account, "phone"));
        CHECK(end(account, "phone").error().code == Code::session_not_found);
        begin_session(office, account, "again");
        auto const me = office.as(account);
        office.act([&](auto& tx) { return app::end_other_sessions(tx, me, sha256("desk")); })
            .value();
        REQUIRE(sessions(office, account).size() == 1);
        CHECK(sessions(office, account)[0].token_hash == sha256("desk"));
        CHECK(sessions(office, other).size() == 1);
        office.now += 12h;
        CHECK(sessions(office, account).empty());
    });
}

TEST_CASE("sessions: their use is noted once an hour") {
    on_each_office([](Office& office) {
        auto const account = office.account();
        begin_session(office, account, "phone");
        auto const begun = office.now;
        auto const used = [&](std::chrono::minutes after) {
            office.now = begun + after;
            auto const me = office.as(account);
            office.act([&](auto& tx) { return app::note_session_use(tx, me, sha256("phone")); })
                .value();
            return sessions(office, account).at(0).last_used - begun;
        };
        CHECK(used(60min) == 0min);
        CHECK(used(61min) == 61min);
        CHECK(used(121min) == 61min);
        CHECK(used(122min) == 122min);
    });
}
