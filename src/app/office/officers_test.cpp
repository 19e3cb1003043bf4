#include "app/office/create_officer.hpp"
#include "app/office/officer_password.hpp"
#include "app/office/officer_sign_in.hpp"
#include "app/office/permitted.hpp"
#include "app/operation/housekeeping.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace std::chrono_literals;
using std::chrono::days;
using testing::Office;
using testing::on_each_office;

namespace {

Digest index_of(std::string_view login) {
    return sha256("login/" + std::string{login});
}

/// Who has a first password, "hash of first".
OfficerId officer(Office& office, std::string const& login, std::string const& role = "OFFICE_HEAD",
                  std::string const& at = "PONTIANAK") {
    OfficerId const id{office.fresh()};
    auto const root = office.context({app::ActorKind::operator_});
    office
        .act([&](auto& tx) {
            return app::create_officer(tx, root, {id, login, role, at, "hash of first"});
        })
        .value();
    return id;
}

/// As http does it: looked up, compared, then decided. `password` is what it is the hash of.
Result<app::OfficerSignedIn> sign_in(Office& office, std::string const& login,
                                     std::string_view password, std::string_view token = "token") {
    auto const anybody = office.context({});
    auto const account = office.act(
        [&](auto& tx) { return app::find_credentials(tx, anybody, login, index_of(login), {}); });
    if (!account) return std::unexpected(account.error());
    auto const kept = *account ? (*account)->password.value_or("") : std::string{};
    app::EnteredPassword const entered{
        .login_index = index_of(login), .kept = kept, .fits = !kept.empty() && kept == password};
    return office.act([&](auto& tx) {
        return app::officer_sign_in(tx, anybody,
                                    {login, entered, sha256(token), "desk 1", "windows"});
    });
}

std::optional<Code> refusal(Office& office, std::string const& login, std::string_view password) {
    auto const tried = sign_in(office, login, password, std::to_string(office.fresh()));
    if (!tried) return tried.error().code;
    if (!tried->refusal) return std::nullopt;
    return tried->refusal->code;
}

std::optional<store::OpenOfficerSession> session(Office& office, std::string_view token = "token") {
    auto const anybody = office.context({});
    return office
        .act([&](auto& tx) { return app::find_officer_session(tx, anybody, sha256(token)); })
        .value();
}

app::Context as(Office& office, OfficerId id) {
    return office.context({app::ActorKind::officer, id.value, "OFFICE_HEAD", "desk 1"});
}

Result<std::optional<Error>> change(Office& office, OfficerId id, std::string const& login,
                                    std::string_view current, std::string hash) {
    auto const me = as(office, id);
    return office.act([&](auto& tx) {
        auto const account = store::load_officer_account(tx, id).value();
        app::EnteredPassword const entered{.login_index = index_of(login),
                                           .kept = *account.password,
                                           .fits = account.password == current};
        return app::change_password(tx, me, {entered, std::move(hash), sha256("token")});
    });
}

}  // namespace

TEST_CASE("4.2 officers: who knows the password has a session at a station; it has to be changed") {
    on_each_office([](Office& office) {
        auto const id = officer(office, "sari");
        auto const signed_in = sign_in(office, "sari", "hash of first").value();
        CHECK_FALSE(signed_in.refusal.has_value());
        CHECK(signed_in.must_change_password);
        CHECK(signed_in.expires_at == office.now + 10h);
        auto const open = session(office);
        REQUIRE(open.has_value());
        CHECK(open->officer == id);
        CHECK(open->station == "desk 1");
        CHECK(open->role == "OFFICE_HEAD");
        CHECK(open->must_change_password);

        CHECK_FALSE(change(office, id, "sari", "hash of first", "hash of own").value().has_value());
        CHECK_FALSE(session(office)->must_change_password);
        CHECK(refusal(office, "sari", "hash of first") == Code::credentials_wrong);
        CHECK(refusal(office, "sari", "hash of own") == std::nullopt);
        CHECK(office.count("SELECT version FROM officer") == 2);
    });
}

TEST_CASE("4.2 officers: a first password lapses after a week") {
    on_each_office([](Office& office) {
        officer(office, "sari");
        office.now += days{7} - 1us;
        CHECK(refusal(office, "sari", "hash of first") == std::nullopt);
        office.now += 1us;
        CHECK(refusal(office, "sari", "hash of first") == Code::credentials_wrong);
    });
}

TEST_CASE("4.2 officers: wrong passwords lock a login, known or not, for a time that doubles") {
    on_each_office([](Office& office) {
        officer(office, "sari");
        for (std::string const login : {"sari", "nobody"}) {
            for (int i = 0; i < 4; ++i) {
                CHECK(refusal(office, login, "guess") == Code::credentials_wrong);
            }
            for (int seconds : {60, 120, 240, 480, 960, 1920, 3600, 3600}) {
                auto const locked = sign_in(office, login, "guess").value().refusal.value();
                CHECK(locked.code == Code::credentials_locked);
                CHECK(locked.params.at(0).value == std::to_string(seconds));
                office.now += std::chrono::seconds{seconds} - 1us;
                auto const still = sign_in(office, login, "hash of first");
                CHECK(still.error().code == Code::credentials_locked);
                CHECK(still.error().params.at(0).value == "1");
                office.now += 1us;
            }
        }
        office.now += 1h;
        CHECK(refusal(office, "sari", "hash of first") == std::nullopt);
        CHECK(refusal(office, "sari", "guess") == Code::credentials_wrong);  // Counted anew.
        office.now += 24h;
        auto const forget = [&] {
            auto const job = office.system();
            office.act([&](auto& tx) { return app::forget_ended(tx, job); }).value();
        };
        forget();
        CHECK(office.count("SELECT count(*) FROM login_try") == 1);
        office.now += 1us;
        forget();
        CHECK(office.count("SELECT count(*) FROM login_try") == 0);
    });
}

TEST_CASE("4.2 officers: a password that was right when it was compared is not, once changed") {
    on_each_office([](Office& office) {
        officer(office, "sari");
        auto const anybody = office.context({});
        auto const entered = [&](std::string kept) {
            return office
                .act([&](auto& tx) {
                    return app::officer_sign_in(tx, anybody,
                                                {"sari",
                                                 {index_of("sari"), std::move(kept), true, {}},
                                                 sha256("token"),
                                                 "desk 1",
                                                 "other"});
                })
                .value()
                .refusal;
        };
        CHECK(entered("hash of before")->code == Code::credentials_wrong);
        CHECK(entered("")->code == Code::credentials_wrong);
        CHECK_FALSE(entered("hash of first").has_value());
    });
}

TEST_CASE("4.2 officers: a session ends by its time, when idle, and when the officer leaves") {
    on_each_office([](Office& office) {
        auto const id = officer(office, "sari");
        auto const begin = [&](std::string_view token) {
            CHECK_FALSE(sign_in(office, "sari", "hash of first", token)->refusal.has_value());
        };
        begin("a");
        office.now += 30min - 1us;
        CHECK(session(office, "a").has_value());
        auto const me = as(office, id);
        office.act([&](auto& tx) { return app::note_officer_use(tx, me, sha256("a")); }).value();
        office.now += 30min - 1us;
        CHECK(session(office, "a").has_value());
        office.now += 1us;
        CHECK_FALSE(session(office, "a").has_value());

        begin("b");
        begin("c");
        auto const listed = [&] {
            auto const now = as(office, id);
            return office.act([&](auto& tx) { return app::read_officer_sessions(tx, now); })
                ->size();
        };
        CHECK(listed() == 2);
        auto const end = [&](std::string_view token) {
            return office.act(
                [&](auto& tx) { return app::end_officer_session(tx, me, sha256(token)); });
        };
        CHECK(end("b"));
        CHECK(end("b").error().code == Code::session_not_found);
        CHECK(listed() == 1);

        auto const root = office.context({app::ActorKind::operator_});
        auto const set = [&](bool active) {
            office.act([&](auto& tx) { return app::set_officer_active(tx, root, "sari", active); })
                .value();
        };
        set(false);
        set(false);  // Once more is no change.
        CHECK_FALSE(session(office, "c").has_value());
        CHECK(refusal(office, "sari", "hash of first") == Code::credentials_wrong);
        set(true);
        CHECK_FALSE(session(office, "c").has_value());
        CHECK(refusal(office, "sari", "hash of first") == std::nullopt);
        CHECK(office.count("SELECT version FROM officer") == 3);
    });
}

TEST_CASE("4.2 officers: a new password from the operator ends sessions and lifts a lock") {
    on_each_office([](Office& office) {
        officer(office, "sari");
        sign_in(office, "sari", "hash of first").value();
        for (int i = 0; i < 5; ++i) refusal(office, "sari", "guess");
        CHECK(refusal(office, "sari", "hash of first") == Code::credentials_locked);
        auto const root = office.context({app::ActorKind::operator_});
        auto const reset = [&](std::string const& login) {
            return office.act([&](auto& tx) {
                return app::reset_password(tx, root, {login, index_of(login), "hash of second"});
            });
        };
        CHECK(reset("nobody").error().code == Code::unknown_value);
        CHECK(reset("sari"));
        CHECK_FALSE(session(office).has_value());
        CHECK(refusal(office, "sari", "hash of second") == std::nullopt);
    });
}

TEST_CASE("4.2 officers: a wrong current password is counted, and changes nothing") {
    on_each_office([](Office& office) {
        auto const id = officer(office, "sari");
        auto const wrong = change(office, id, "sari", "guess", "hash of own").value();
        CHECK(wrong->code == Code::credentials_wrong);
        CHECK(wrong->pointer == "/current_password");
        for (int i = 0; i < 4; ++i) change(office, id, "sari", "guess", "hash of own").value();
        CHECK(refusal(office, "sari", "hash of first") == Code::credentials_locked);
        office.now += 1min;
        CHECK(refusal(office, "sari", "hash of first") == std::nullopt);
    });
}

TEST_CASE("4.2 policy: what an officer may do is read anew, with whose cases are in reach") {
    on_each_office([](Office& office) {
        auto const reach = [&](OfficerId id, office::Action action) {
            auto const me = as(office, id);  // The role the session remembers plays no part.
            return office.act([&](auto& tx) { return app::permitted(tx, me, action); });
        };
        using enum office::Action;
        auto const head = officer(office, "head"), desk = officer(office, "desk", "FRONT_DESK");
        auto const region = officer(office, "region", "KANWIL_DIVISION_HEAD");
        auto const capital = officer(office, "capital", "NATIONAL", "MAUMERE");
        CHECK(reach(head, read_claims).error().code == Code::forbidden);  // Password unchanged.
        for (auto const& [id, login] :
             {std::pair{head, "head"}, std::pair{desk, "desk"}, std::pair{region, "region"},
              std::pair{capital, "capital"}}) {
            change(office, id, login, "hash of first", "hash of own").value();
        }
        CHECK(reach(head, decide_claims)->office == OfficeId{1});
        CHECK(reach(head, decide_claims)->region.empty());
        CHECK(reach(desk, decide_claims).error().code == Code::forbidden);
        CHECK(reach(region, read_claims)->office == OfficeId{});
        CHECK(reach(region, read_claims)->region == "Kalimantan Barat");
        CHECK(reach(capital, read_claims)->office == OfficeId{});
        CHECK(reach(capital, read_claims)->region.empty());
        CHECK(reach({4711}, read_claims).error().code == Code::forbidden);
        auto const root = office.context({app::ActorKind::operator_});
        auto const asked = [&](app::Context const& who) {
            return office.act([&](auto& tx) { return app::permitted(tx, who, read_claims); });
        };
        CHECK(asked(root).error().code == Code::forbidden);
        CHECK(asked(office.as({head.value})).error().code == Code::forbidden);
        office.act([&](auto& tx) { return app::set_officer_active(tx, root, "head", false); })
            .value();
        CHECK(reach(head, read_claims).error().code == Code::forbidden);
    });
}
