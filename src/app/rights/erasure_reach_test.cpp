// Goal: what hangs on an application or an account goes with it, and nothing comes after it: what
// registries said, what was to be asked or told, claims and recoveries, files that are on their way
// (domain.md 7).
#include "app/application/documents.hpp"
#include "app/application/keep_part.hpp"
#include "app/application/nik_check.hpp"
#include "app/application/passport_check.hpp"
#include "app/operation/forget_uploads.hpp"
#include "app/request/file_recovery.hpp"
#include "app/request/limits.hpp"
#include "app/rights/erase_account.hpp"
#include "app/rights/erase_application.hpp"
#include "store/outbox.hpp"
#include "store/requests.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace mpaspor;
using namespace std::chrono_literals;
using office::Reason;
using office::RequestKind;
using office::RequestState;
using testing::Applicant;
using testing::Office;
using testing::on_each_office;

namespace {

Result<void> erase(Office& office, Applicant const& who) {
    auto const me = office.as(who.account);
    return office.act([&](auto& tx) { return app::erase_application(tx, me, who.application); });
}

app::AccountErasure erase_account(Office& office, AccountId account) {
    auto const me = office.as(account);
    return office.act([&](auto& tx) { return app::erase_account(tx, me); }).value();
}

/// A request as it stands in the database.
store::Request request(Office& office, RequestKind kind, Applicant const& who,
                       RequestState state = RequestState::open,
                       std::optional<AccountId> target = {}) {
    auto const id = office.fresh();
    store::Request row{.id = {id},
                       .kind = kind,
                       .name = "request" + std::to_string(id),
                       .account = who.account,
                       .application = who.application,
                       .nik_index = sha256("nik/" + who.nik),
                       .target = target,
                       .office = {1},
                       .state = state,
                       .created = office.now};
    if (state != RequestState::open) {
        row.reason = Reason::did_not_come;
        row.decided_at = office.now;
    }
    auto const me = office.as(who.account);
    office
        .act([&](auto& tx) -> Result<void> {
            TRY(store::insert_request(tx, row));
            return app::audit_request(tx, me, row.id, 1, "filed", to_text(kind));
        })
        .value();
    return row;
}

void show(Office& office, store::Request const& request, std::string_view file) {
    office
        .act([&](auto& tx) {
            return store::insert_evidence(tx, request.id, 0, request.account, sha256(file));
        })
        .value();
}

std::int64_t count(Office& office, std::string const& from) {
    return office.count("SELECT count(*) FROM " + from);
}

std::vector<std::string> files_to_remove(Office& office) {
    auto const rows =
        office.database.run({"r", "SELECT sealed FROM outbox WHERE topic = 'blob_removal'"}, {});
    std::vector<std::string> files;
    for (auto const& row : rows.value()) files.push_back(to_text(row.bytes(0)));
    std::ranges::sort(files);
    return files;
}

/// A draft whose NIK the registry has not answered about.
Applicant unanswered(Office& office) {
    auto const who = office.draft();
    app::RecordNikCheck const silent{
        .section = {who.application, {"identity", 2, office.now, Bytes(3)}},
        .pending = true,
        .nik_index = sha256("another")};
    office.revise(who, silent).value();
    return who;
}

/// One that waits for the issuing system.
Applicant unasked(Office& office) {
    auto const who = office.draft();
    app::RecordNikCheck const valid{
        .section = {who.application, {"identity", 2, office.now, Bytes(3)}},
        .valid_nik = sha256("valid"),
        .answer = Bytes(4)};
    office.revise(who, valid).value();
    return who;
}

}  // namespace

TEST_CASE("3.3, D10, 7: what registries said goes with the draft, and so do their questions") {
    on_each_office([](Office& office) {
        for (auto* const begin : {unanswered, unasked}) {
            auto const who = begin(office);
            CHECK(count(office, "nik_check") == 1);
            CHECK(count(office, "passport_record") == 1);
            CHECK(count(office, "outbox WHERE topic IN ('nik_check', 'passport_check')") == 1);
            erase(office, who).value();
            CHECK(count(office, "nik_check") == 0);
            CHECK(count(office, "passport_record") == 0);
            CHECK(count(office, "outbox WHERE topic NOT LIKE '%removal'") == 0);
        }
    });
}

TEST_CASE("3.3, D10, 7: an answer that comes after the deletion changes nothing and is no fault") {
    on_each_office([](Office& office) {
        auto const who = unanswered(office);
        erase(office, who).value();
        auto const before = office.application(who).version;
        auto const job = office.system();
        app::LateNikAnswer const answer{.application = who.application,
                                        .version = 2,
                                        .valid_nik = sha256("another"),
                                        .answer = Bytes(4)};
        CHECK(office.act([&](auto& tx) { return app::settle_pending_nik(tx, job, answer); }));
        CHECK(
            office.act([&](auto& tx) { return app::give_up_nik_check(tx, job, who.application); }));
        CHECK(office.act([&](auto& tx) {
            return app::record_passport_answer(tx, job,
                                               {.application = who.application,
                                                .nik_index = sha256("nik/" + who.nik),
                                                .known = true,
                                                .sealed = Bytes(4),
                                                .section = "passport_history",
                                                .section_version = 0});
        }));
        CHECK(office.act(
            [&](auto& tx) { return app::passport_unanswered(tx, job, who.application); }));
        CHECK_FALSE(office.application(who).nik.has_value());
        CHECK(office.application(who).version == before);
        CHECK(count(office, "nik_check") + count(office, "passport_record") == 0);
        CHECK(count(office, "outbox WHERE topic NOT LIKE '%removal'") == 0);
    });
}

TEST_CASE("7: what the issuing system has to hear of an application it hears, deleted or not") {
    on_each_office([](Office& office) {
        auto const who = office.draft();
        for (auto const* topic : {"dpri.submitted_free", "notify.nik_valid"}) {
            office
                .act([&](auto& tx) {
                    return store::enqueue(tx, {.request = topic,
                                               .topic = topic,
                                               .application = who.application,
                                               .sealed = {},
                                               .created = office.now});
                })
                .value();
        }
        erase(office, who).value();
        CHECK(count(office, "outbox WHERE topic LIKE 'dpri.%'") == 1);
        CHECK(count(office, "outbox WHERE topic LIKE 'notify.%'") == 0);
        CHECK(erase_account(office, who.account).done);
        CHECK(count(office, "outbox WHERE topic LIKE 'dpri.%'") == 1);
    });
}

TEST_CASE("6.4, 7: a deleted application does not want the accelerated service any more") {
    on_each_office([](Office& office) {
        auto const who = office.draft();
        office.database.script("UPDATE application SET accelerated = 1").value();
        office.database.script("UPDATE assessment SET good_until = 20000, form_from = 1").value();
        CHECK(office.application(who).accelerated);
        erase(office, who).value();
        CHECK_FALSE(office.application(who).accelerated);
        // Until when the answers were good tells something of the person.
        CHECK(count(office, "assessment WHERE good_until = 0 AND form_from = 0") == 1);
    });
}

TEST_CASE("D8, 7: what nobody has decided is withdrawn with its draft; what was decided stays") {
    on_each_office([](Office& office) {
        auto const who = office.draft();
        auto const open = request(office, RequestKind::claim, who);
        show(office, open, "card");
        request(office, RequestKind::claim, who, RequestState::rejected);
        request(office, RequestKind::recovery, office.draft());
        erase(office, who).value();
        CHECK(count(office, "request WHERE state = 'open' AND kind = 'claim'") == 0);
        CHECK(count(office, "request WHERE state = 'rejected'") == 1);
        CHECK(count(office, "request WHERE kind = 'recovery'") == 1);  // Another's.
        CHECK(count(office, "request_evidence") == 0);
        CHECK(files_to_remove(office) == std::vector<std::string>{"key blob"});
        CHECK(count(office,
                    "audit_event WHERE kind = 'request' AND action = 'withdrawn' AND "
                    "version = 2 AND subject = " +
                        std::to_string(open.id.value)) == 1);
    });
}

TEST_CASE("D8, 7: a picture that an open claim shows stays when a draft that has it is deleted") {
    on_each_office([](Office& office) {
        auto const account = office.account();
        auto const claimed = office.draft(account, "claimed");
        auto const other = office.draft(account, "other");
        office.revise(claimed, app::RemoveDocument{claimed.application, "id_card"}).value();
        auto const claim = request(office, RequestKind::claim, claimed);
        show(office, claim, "card");
        erase(office, other).value();
        CHECK(count(office, "upload") == 1);
        CHECK(files_to_remove(office).empty());
        // Withdrawn, nothing needs it: it goes like any other that nobody uses.
        erase(office, claimed).value();
        CHECK(count(office, "upload") == 1);
        office.now += 48h;
        auto const job = office.system();
        office.act([&](auto& tx) { return app::forget_unused_uploads(tx, job); }).value();
        CHECK(count(office, "upload") == 0);
        CHECK(files_to_remove(office) == std::vector<std::string>{"key blob"});
    });
}

TEST_CASE("7: an account that somebody asks for stays until its holder objects or an office says") {
    on_each_office([](Office& office) {
        auto const who = office.draft();
        auto const asker = office.draft();
        auto const asked =
            request(office, RequestKind::recovery, asker, RequestState::open, who.account);
        auto const refused = erase_account(office, who.account);
        CHECK_FALSE(refused.done);
        CHECK(refused.asked_for);
        CHECK(count(office, "application WHERE erased_at IS NOT NULL") == 0);
        auto const me = office.as(who.account);
        office.act([&](auto& tx) { return app::object_recovery(tx, me, {asked.name, {}}); })
            .value();
        CHECK(erase_account(office, who.account).done);
        // Whoever asked keeps the answer, which leads to nobody.
        CHECK(count(office,
                    "request WHERE target_account IS NULL AND state = 'objected' AND "
                    "account_id = " +
                        std::to_string(asker.account.value)) == 1);
    });
}

TEST_CASE("7: who asks takes it back with the account; what was decided says no more who it was") {
    on_each_office([](Office& office) {
        auto const who = office.draft();
        auto const holder = office.account();
        request(office, RequestKind::recovery, who, RequestState::open, holder);
        auto const decided =
            request(office, RequestKind::recovery, who, RequestState::objected, holder);
        office
            .act([&](auto& tx) {
                return store::reserve_nik(tx, sha256("kept"), who.account, office.now + 1h);
            })
            .value();
        CHECK(erase_account(office, who.account).done);
        CHECK(count(office, "nik_reservation") == 0);
        auto const left =
            office.act([&](auto& tx) { return store::requests_of(tx, holder, 10); }).value();
        REQUIRE(left.size() == 1);
        CHECK(left[0].id == decided.id);
        CHECK(left[0].state == RequestState::objected);
        CHECK(left[0].account == AccountId{0});
        CHECK(left[0].nik_index == Digest{});
        CHECK(erase_account(office, holder).done);
    });
}

TEST_CASE("7: files that are on their way go with the account, every part and its key") {
    on_each_office([](Office& office) {
        auto const account = office.account(), other = office.account();
        for (auto const& [owner, key] : {std::pair{account, "mine"}, {other, "theirs"}}) {
            auto const me = office.as(owner);
            for (int part = 0; part < 2; ++part) {
                app::KeepPart const input{.hash = sha256("long"),
                                          .key_name = key,
                                          .size = 30,
                                          .part = {10 * part, 10, "part" + std::to_string(part)}};
                office.act([&](auto& tx) { return app::keep_part(tx, me, input); }).value();
            }
        }
        CHECK(erase_account(office, account).done);
        CHECK(count(office, "unfinished_upload") == 1);
        CHECK(count(office, "upload_part") == 2);
        CHECK(files_to_remove(office) == std::vector<std::string>{"mine part0", "mine part1"});
    });
}
