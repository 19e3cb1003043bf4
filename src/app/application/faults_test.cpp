#include "app/application/nik_check.hpp"
#include "app/application/passport_check.hpp"
#include "app/application/revise_draft.hpp"
#include "app/application/start_application.hpp"
#include "app/operation/forget_uploads.hpp"
#include "testing/faulty_office.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace std::chrono_literals;
using std::chrono::days;
using namespace testing::faults;
using testing::Office;

namespace {

app::SaveSection section(ApplicationId id, std::string name, std::int64_t version) {
    return {id, {std::move(name), version, Instant{}, Bytes(3)}};
}
Request start(Office& office) {
    ApplicationId const id{office.fresh()};
    return by_applicant(office, office.account(), EFFECTS_OF(app::start_application(tx, c, {id})));
}
Request begin_check(Office& office) {
    auto const who = office.draft();
    return by_applicant(office, who.account,
                        EFFECTS_OF(app::begin_nik_check(tx, c, who.application, kDigest)));
}
Request revision(Office& office, testing::Applicant const& who, app::DraftChange const& change) {
    app::ReviseDraft const input{
        .seen = office.assessment(who).revision, .change = change, .assessed = testing::complete()};
    return by_applicant(office, who.account, EFFECTS_OF(app::revise_draft(tx, c, input)));
}
Request record_check(Office& office) {
    auto const who = office.draft();
    return revision(office, who,
                    app::RecordNikCheck{section(who.application, "identity", 2), {}, true});
}
/// A draft about whose NIK the registry has not answered.
testing::Applicant unanswered(Office& office) {
    auto const who = office.draft();
    app::RecordNikCheck const silent{section(who.application, "identity", 2), {}, true};
    office.revise(who, silent).value();
    return who;
}
Request record_valid(Office& office) {
    auto const who = office.draft();
    return revision(office, who,
                    app::RecordNikCheck{section(who.application, "identity", 2), kDigest});
}
Request settle_check(Office& office) {
    auto const who = unanswered(office);
    return {office.system(),
            EFFECTS_OF(app::settle_pending_nik(tx, c, {who.application, 2, kDigest, {}}))};
}
Request give_up_check(Office& office) {
    auto const who = unanswered(office);
    return {office.system(), EFFECTS_OF(app::give_up_nik_check(tx, c, who.application))};
}
/// A draft about whose passport the issuing system has not answered.
testing::Applicant unknown_passport(Office& office) {
    auto const who = office.draft();
    app::RecordNikCheck const valid{section(who.application, "identity", 2), kDigest};
    office.revise(who, valid).value();
    return who;
}
Request answer_passport(Office& office) {
    auto const who = unknown_passport(office);
    return {office.system(), EFFECTS_OF(app::record_passport_answer(tx, c,
                                                                    {.application = who.application,
                                                                     .nik_index = kDigest,
                                                                     .known = true,
                                                                     .sealed = Bytes(5),
                                                                     .said_never = true,
                                                                     .section = "passport_history",
                                                                     .section_version = 1}))};
}
Request give_up_passport(Office& office) {
    auto const who = unknown_passport(office);
    office.now += 1h;
    return {office.system(), EFFECTS_OF(app::passport_unanswered(tx, c, who.application))};
}
Request look_again(Office& office) {
    auto const who = office.draft();
    return revision(office, who, app::LookAgain{who.application});
}
Request save_section(Office& office) {
    auto const who = office.draft();
    return revision(office, who, section(who.application, "address", 2));
}
Request save_product(Office& office) {
    auto const who = office.draft();
    return revision(
        office, who,
        app::SaveProduct{section(who.application, "product", 2), application::Type::new_passport,
                         application::Product::non_electronic, 10});
}
Request keep_upload(Office& office) {
    store::Upload const upload{
        .account = {}, .hash = kDigest, .blob = "b", .type = "pdf", .hints = "", .created = {}};
    return by_applicant(office, office.account(), EFFECTS_OF(app::keep_upload(tx, c, upload)));
}
Request renew_upload(Office& office) {
    auto const who = office.draft();
    office.now += 1h;
    return by_applicant(office, who.account, EFFECTS_OF(app::renew_upload(tx, c, sha256("card"))));
}
Request attach(Office& office) {
    auto const who = office.draft();
    return revision(office, who,
                    app::AttachDocument{who.application, "family_card", sha256("card")});
}
Request remove(Office& office) {
    auto const who = office.draft();
    return revision(office, who, app::RemoveDocument{who.application, "id_card"});
}
Request forget_uploads(Office& office) {
    auto const account = office.account();
    store::Upload const upload{
        .account = {}, .hash = kDigest, .blob = "k b", .type = "pdf", .hints = "", .created = {}};
    auto const me = office.as(account);
    office.act([&](auto& tx) { return app::keep_upload(tx, me, upload); }).value();
    office.now += 25h;
    return {office.system(), EFFECTS_OF(app::forget_unused_uploads(tx, c))};
}

// clang-format off
constexpr auto kRows = std::to_array<Row>({
    {"start_application", 5, start},
    {"begin_nik_check", 3, begin_check},
    {"revise_draft, NIK pending", 8, record_check},
    {"revise_draft, NIK VALID", 12, record_valid},
    {"settle_pending_nik", 9, settle_check, false},
    {"give_up_nik_check", 3, give_up_check, false},
    {"record_passport_answer", 7, answer_passport, false},
    {"passport_unanswered", 5, give_up_passport, false},
    {"revise_draft, nothing", 2, look_again},
    {"revise_draft, section", 4, save_section},
    {"revise_draft, product", 6, save_product},
    {"keep_upload", 1, keep_upload},
    {"renew_upload", 1, renew_upload},
    {"revise_draft, attach", 5, attach},
    {"revise_draft, remove", 4, remove},
    {"forget_unused_uploads", 2, forget_uploads, false},
});
// clang-format on

}  // namespace

TEST_CASE("application: a failure at any statement changes nothing, and a repetition finds out") {
    CHECK(complaints(kRows) == "");
}
