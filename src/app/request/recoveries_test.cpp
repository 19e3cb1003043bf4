#include "app/account/sign_in.hpp"
#include "app/office/create_officer.hpp"
#include "app/request/decide_recovery.hpp"
#include "app/request/file_recovery.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>
#include <array>

using namespace mpaspor;
using namespace std::chrono_literals;
using application::State;
using office::Reason;
using office::RequestState;
using testing::Applicant;
using testing::Office;
using testing::on_each_office;
using testing::place;

namespace {

constexpr std::string_view kNik = "the same person";
constexpr auto kWait = 72h;

Digest contact_of(AccountId account) {
    return sha256("contact" + std::to_string(account.value));  // As Office::account has it.
}

struct Sides {
    Applicant lost;   ///< In the account whose contacts are gone.
    Applicant asker;  ///< The same person, in a new account.
};
Sides two_accounts(Office& office) {
    auto const lost = office.draft(office.account(), std::string{kNik});
    return {lost, office.draft(office.account(), std::string{kNik})};
}

Result<store::Request> file(Office& office, Applicant const& asker, Digest const& old_contact,
                            std::string_view at = "PONTIANAK") {
    auto const me = office.as(asker.account);
    auto const id = office.fresh();
    app::FileRecovery const recovery{.request = {{id}, "recovery" + std::to_string(id)},
                                     .application = asker.application,
                                     .old_contact = old_contact,
                                     .office_code = std::string{at},
                                     .sealed_notice = Bytes(1)};
    return office.act([&](auto& tx) { return app::file_recovery(tx, me, recovery); });
}
store::Request asked(Office& office, Sides const& sides) {
    return file(office, sides.asker, contact_of(sides.lost.account)).value();
}

OfficerId officer(Office& office, std::string_view role, std::string_view at = "PONTIANAK") {
    OfficerId const id{office.fresh()};
    auto const root = office.context({app::ActorKind::operator_});
    std::string const login{"o" + std::to_string(id.value)};
    office
        .act([&](auto& tx) {
            return app::create_officer(tx, root, {id, login, std::string{role}, std::string{at}});
        })
        .value();
    return id;
}

Result<store::Request> decide(Office& office, OfficerId by, store::Request const& request,
                              RequestState outcome, Reason reason, bool cut_short = false) {
    auto const first = office.officer(by.value);
    auto const parties =
        office.act([&](auto& tx) { return app::parties_of_recovery(tx, first, request.name); });
    if (!parties) return std::unexpected(parties.error());
    app::DecideRecovery const decision{.decision = {request.name, outcome, reason},
                                       .cut_short = cut_short,
                                       .contacts = parties->contacts,
                                       .told_asker = Bytes(1),
                                       .told_account = Bytes(1)};
    auto const me = office.officer(by.value);
    return office.act([&](auto& tx) { return app::decide_recovery(tx, me, decision); });
}
Result<store::Request> uphold(Office& office, OfficerId by, store::Request const& request,
                              bool cut_short = false) {
    return decide(office, by, request, RequestState::upheld, Reason::identity_confirmed, cut_short);
}

Result<store::Request> object(Office& office, AccountId account, store::Request const& request) {
    auto const me = office.as(account);
    return office.act(
        [&](auto& tx) { return app::object_recovery(tx, me, {request.name, Bytes(1)}); });
}

std::int64_t told(Office& office, std::string_view event, AccountId account) {
    return office.count("SELECT count(*) FROM outbox WHERE topic = 'account." + std::string{event} +
                        "' AND account_id = " + std::to_string(account.value));
}

std::optional<AccountId> account_of(Office& office, Digest const& contact) {
    return office.act([&](auto& tx) { return app::find_account(tx, contact); }).value();
}

void begin_session(Office& office, AccountId account, std::string_view token) {
    office
        .act([&](auto& tx) {
            return store::insert_session(tx, {.token_hash = sha256(token),
                                              .account = account,
                                              .created = office.now,
                                              .expires_at = office.now + 1000h});
        })
        .value();
}

}  // namespace

TEST_CASE("recovery: upheld, the new contact opens the account, and every session has ended") {
    on_each_office([](Office& office) {
        auto const sides = two_accounts(office);
        begin_session(office, sides.lost.account, "somewhere");
        begin_session(office, sides.asker.account, "here");
        auto const request = asked(office, sides);
        CHECK(told(office, "recovery_asked", sides.lost.account) == 1);
        CHECK(office.count("SELECT count(*) FROM session") == 2);  // By asking nothing changes.
        office.now += kWait;
        CHECK(uphold(office, officer(office, "SUBSECTION_HEAD"), request)->state ==
              RequestState::upheld);
        CHECK(account_of(office, contact_of(sides.asker.account)) == sides.lost.account);
        CHECK(account_of(office, contact_of(sides.lost.account)) == sides.lost.account);
        CHECK(office.count("SELECT count(*) FROM session") == 0);
        CHECK(told(office, "recovery_upheld", sides.lost.account) == 1);
        CHECK(office.application(sides.asker).state == State::cancelled);
        CHECK(office.application(sides.lost).state == State::draft);
    });
}

TEST_CASE("recovery: the same answer whether or not there is such an account") {
    on_each_office([](Office& office) {
        auto const sides = two_accounts(office);
        auto const other = office.draft(office.account(), "another person");
        auto const known = asked(office, sides);
        auto const seen = [&](store::Request const& request) {
            return std::tuple{request.state, request.reason, request.office_code,
                              request.created - office.now, request.version};
        };
        auto const nobody = file(office, office.draft(office.account(), std::string{kNik}),
                                 sha256("nobody's contact"));
        CHECK(seen(*nobody) == seen(known));
        // The contact is somebody's, but this person never applied there.
        auto const elsewhere = file(office, office.draft(office.account(), std::string{kNik}),
                                    contact_of(other.account));
        CHECK(seen(*elsewhere) == seen(known));
        CHECK(told(office, "recovery_asked", other.account) == 0);
        CHECK(office.count("SELECT count(*) FROM outbox WHERE topic = 'account.recovery_asked'") ==
              1);
        // The office finds out, and cannot give out what there is not.
        office.now += kWait;
        auto const head = officer(office, "OFFICE_HEAD");
        CHECK(uphold(office, head, *nobody).error().code == Code::contact_not_found);
        CHECK(uphold(office, head, *elsewhere).error().code == Code::contact_not_found);
        CHECK(decide(office, head, *nobody, RequestState::rejected, Reason::account_unknown));
        CHECK(told(office, "recovery_rejected_account_unknown", nobody->account) == 1);
    });
}

TEST_CASE("recovery: the old contacts have three days to object; only a head cuts that short") {
    on_each_office([](Office& office) {
        auto const sides = two_accounts(office);
        auto const request = asked(office, sides);
        auto const below = officer(office, "SUBSECTION_HEAD");
        office.now += kWait - 1us;
        CHECK(uphold(office, below, request).error().code == Code::not_allowed_in_state);
        CHECK(uphold(office, below, request, true).error().code == Code::forbidden);
        CHECK(uphold(office, officer(office, "OFFICE_HEAD"), request).error().code ==
              Code::not_allowed_in_state);
        office.now += 1us;
        CHECK(uphold(office, below, request));

        office.now += 1h;
        auto const more = two_accounts(office);
        auto const second = asked(office, more);
        CHECK(uphold(office, officer(office, "SECTION_HEAD_TRAFFIC"), second, true));
    });
}

TEST_CASE("recovery: who has the account objects, nothing is given out, and who asked is told") {
    on_each_office([](Office& office) {
        auto const sides = two_accounts(office);
        auto const request = asked(office, sides);
        CHECK(object(office, sides.asker.account, request).error().code == Code::request_not_found);
        CHECK(object(office, office.account(), request).error().code == Code::request_not_found);
        CHECK(object(office, sides.lost.account, request)->state == RequestState::objected);
        CHECK(told(office, "recovery_objected", sides.asker.account) == 1);
        CHECK(object(office, sides.lost.account, request).error().code == Code::request_decided);
        office.now += kWait;
        auto const head = officer(office, "OFFICE_HEAD");
        CHECK(uphold(office, head, request, true).error().code == Code::request_decided);
        CHECK(account_of(office, contact_of(sides.asker.account)) == sides.asker.account);

        // Asked again, the office sees that there was an objection.
        auto const again = asked(office, sides);
        auto const me = office.officer(head.value);
        auto const view =
            office.act([&](auto& tx) { return app::look_at_recovery(tx, me, again.name); }).value();
        CHECK(view.account->objections == 1);
        CHECK(view.account->persons == 1);
        CHECK(view.account->applications == 1);
    });
}

TEST_CASE("recovery: rejected, each side is told and nothing changes") {
    on_each_office([](Office& office) {
        auto const sides = two_accounts(office);
        auto const request = asked(office, sides);
        auto const head = officer(office, "OFFICE_HEAD");
        CHECK(decide(office, head, request, RequestState::rejected, Reason::not_the_person));
        CHECK(told(office, "recovery_rejected_not_the_person", sides.asker.account) == 1);
        CHECK(told(office, "recovery_refused", sides.lost.account) == 1);
        CHECK(account_of(office, contact_of(sides.asker.account)) == sides.asker.account);
        CHECK(office.application(sides.asker).state == State::draft);
    });
}

TEST_CASE("recovery: of a VALID NIK, with nothing else under way, three times in thirty days") {
    on_each_office([](Office& office) {
        auto const sides = two_accounts(office);
        auto const old = contact_of(sides.lost.account);
        auto const more = office.draft(sides.asker.account, "a child");
        CHECK(file(office, sides.asker, old).error().code == Code::applications_max);
        office.withdraw(more).value();
        CHECK(file(office, sides.asker, old, "ATLANTIS").error().pointer == "/office");
        auto const head = officer(office, "OFFICE_HEAD");
        for (int i = 0; i < 3; ++i) {
            auto const request = asked(office, sides);
            CHECK(file(office, sides.asker, old).error().code ==
                  (i < 2 ? Code::request_open : Code::too_many_requests));
            decide(office, head, request, RequestState::rejected, Reason::did_not_come).value();
        }
        CHECK(file(office, sides.asker, old).error().code == Code::too_many_requests);
    });
}

TEST_CASE("recovery: a new account that has come to have a place gives it up first") {
    on_each_office([](Office& office) {
        auto const sides = two_accounts(office);
        auto const request = asked(office, sides);
        auto const visit = place(testing::kMonday + std::chrono::days{10}, 8);
        office.open(visit, 1);
        office.now += kWait;
        office.hold(sides.asker, visit).value();
        auto const head = officer(office, "OFFICE_HEAD");
        CHECK(uphold(office, head, request).error().code == Code::not_allowed_in_state);
        CHECK(account_of(office, contact_of(sides.asker.account)) == sides.asker.account);
        office.release(sides.asker).value();
        CHECK(uphold(office, head, request));
    });
}

TEST_CASE("recovery: contacts that changed since they were sealed are not moved") {
    on_each_office([](Office& office) {
        auto const sides = two_accounts(office);
        auto const request = asked(office, sides);
        office.now += kWait;
        auto const me = office.officer(officer(office, "OFFICE_HEAD").value);
        app::DecideRecovery const stale{
            .decision = {request.name, RequestState::upheld, Reason::identity_confirmed},
            .contacts = {{sha256("another"), Bytes(1), office.now}},
            .told_asker = Bytes(1),
            .told_account = Bytes(1)};
        auto const refused =
            office.act([&](auto& tx) { return app::decide_recovery(tx, me, stale); });
        CHECK(refused.error().code == Code::storage_conflict);
    });
}

TEST_CASE("recovery 4.2: an office sees its own, the desk too, but does not decide") {
    on_each_office([](Office& office) {
        auto const request = asked(office, two_accounts(office));
        office.now += kWait;
        struct Row {
            std::string_view role, at;
            Code reads, decides;
        };
        constexpr auto kIn = Code::internal;  // Let in.
        constexpr auto kRows = std::to_array<Row>({
            {"ENFORCEMENT", "PONTIANAK", Code::forbidden, Code::forbidden},
            {"FRONT_DESK", "PONTIANAK", kIn, Code::forbidden},
            {"FRONT_DESK", "MAUMERE", Code::request_not_found, Code::forbidden},
            {"OFFICE_HEAD", "MAUMERE", Code::request_not_found, Code::request_not_found},
            {"KANWIL_DIVISION_HEAD", "PONTIANAK", kIn, Code::forbidden},
            {"NATIONAL", "MAUMERE", kIn, Code::forbidden},
            {"SUBSECTION_HEAD", "PONTIANAK", kIn, kIn},
        });
        for (auto const& row : kRows) {
            CAPTURE(row.role);
            auto const id = officer(office, row.role, row.at);
            auto const me = office.officer(id.value);
            auto const looked =
                office.act([&](auto& tx) { return app::look_at_recovery(tx, me, request.name); });
            CHECK((looked ? kIn : looked.error().code) == row.reads);
            auto const decided =
                decide(office, id, request, RequestState::rejected, Reason::did_not_come);
            CHECK((decided ? kIn : decided.error().code) == row.decides);
        }
    });
}

TEST_CASE("recovery 7: each side sees what was asked, and who looked") {
    on_each_office([](Office& office) {
        auto const sides = two_accounts(office);
        auto const request = asked(office, sides);
        auto const listed = [&](AccountId account) {
            auto const me = office.as(account);
            return office.act([&](auto& tx) { return app::read_recoveries(tx, me); })->size();
        };
        CHECK(listed(sides.asker.account) == 1);
        CHECK(listed(sides.lost.account) == 1);
        CHECK(listed(office.account()) == 0);
        auto const me = office.officer(officer(office, "FRONT_DESK").value);
        office.act([&](auto& tx) { return app::look_at_recovery(tx, me, request.name); }).value();
        CHECK(office.count("SELECT count(*) FROM access_event WHERE purpose = 'recovery'") == 2);
    });
}
