#include "app/account/contacts.hpp"
#include "app/account/request_sign_in_code.hpp"
#include "app/account/sessions.hpp"
#include "app/account/sign_in.hpp"
#include "testing/faulty_office.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace std::chrono_literals;
using std::chrono::days;
using namespace testing::faults;
using testing::Office;

namespace {

Request request_code(Office& office) {
    return {office.context({}),
            EFFECTS_OF(app::request_sign_in_code(
                tx, c, {.contact_index = kDigest, .code_hash = kDigest, .sealed = {}}))};
}
void send_code(Office& office) {
    auto const anybody = office.context({});
    office
        .act([&](auto& tx) {
            return app::request_sign_in_code(
                tx, anybody, {.contact_index = kDigest, .code_hash = kDigest, .sealed = {}});
        })
        .value();
}
Request sign_in_as(Office& office, Digest const& entered) {
    app::SignIn const input{.code = {kDigest, entered},
                            .token_hash = kDigest,
                            .device = "other",
                            .fresh = {office.fresh()},
                            .sealed_contact = {}};
    return {office.context({}), EFFECTS_OF(app::sign_in(tx, c, input))};
}
Request sign_in(Office& office) {
    send_code(office);
    return sign_in_as(office, kDigest);
}
Request sign_in_wrong(Office& office) {
    send_code(office);
    return sign_in_as(office, sha256("guess"));
}
void give_contact(Office& office, AccountId account) {
    office
        .act([&](auto& tx) {
            return store::insert_contact(tx, account, {kDigest, Bytes(1), office.now});
        })
        .value();
}
Request sign_in_again(Office& office) {
    send_code(office);
    give_contact(office, office.account());
    return sign_in_as(office, kDigest);
}
Request add_contact(Office& office) {
    send_code(office);
    return by_applicant(
        office, office.account(),
        EFFECTS_OF(app::add_contact(
            tx, c, {.code = {kDigest, kDigest}, .sealed_contact = {}, .sealed_notice = {}})));
}
Request remove_contact(Office& office) {
    auto const account = office.account();
    give_contact(office, account);
    return by_applicant(office, account, EFFECTS_OF(app::remove_contact(tx, c, {kDigest, {}})));
}
AccountId with_session(Office& office) {
    auto const account = office.account();
    office
        .act([&](auto& tx) {
            return store::insert_session(tx, {.token_hash = kDigest,
                                              .account = account,
                                              .created = office.now - 2h,
                                              .expires_at = office.now + 1h});
        })
        .value();
    return account;
}
Request sign_out(Office& office) {
    auto const account = with_session(office);
    return by_applicant(office, account, EFFECTS_OF(app::sign_out(tx, c, kDigest)));
}
Request end_session(Office& office) {
    auto const account = with_session(office);
    return by_applicant(office, account, EFFECTS_OF(app::end_session(tx, c, kDigest)));
}
Request end_others(Office& office) {
    auto const account = with_session(office);
    return by_applicant(office, account,
                        EFFECTS_OF(app::end_other_sessions(tx, c, sha256("this one"))));
}
Request note_use(Office& office) {
    auto const account = with_session(office);
    return by_applicant(office, account, EFFECTS_OF(app::note_session_use(tx, c, kDigest)));
}

// clang-format off
constexpr auto kRows = std::to_array<Row>({
    {"request_sign_in_code", 4, request_code},
    {"sign_in", 8, sign_in},
    {"sign_in, wrong code", 4, sign_in_wrong},
    {"sign_in, again", 8, sign_in_again},
    {"sign_out", 1, sign_out},
    {"add_contact", 8, add_contact},
    {"remove_contact", 5, remove_contact},
    {"end_session", 1, end_session},
    {"end_other_sessions", 1, end_others},
    {"note_session_use", 1, note_use},
});
// clang-format on

}  // namespace

TEST_CASE("account: a failure at any statement changes nothing, and a repetition finds out") {
    CHECK(complaints(kRows) == "");
}
