// Goal: what a person has deleted is gone from the database at once and from everywhere else soon,
// whatever crashes in between (domain.md 7, promise P12; src/gateways/forgotten_test.cpp has the
// backups). Method: real use cases on both engines, keys and files in memory, and a delivery of the
// outbox that can be stopped after any step.
#include "app/application/documents.hpp"
#include "app/application/read_application.hpp"
#include "app/application/start_application.hpp"
#include "app/key_names.hpp"
#include "app/operation/outbox.hpp"
#include "app/rights/carry_out_removal.hpp"
#include "app/rights/erase_account.hpp"
#include "app/rights/erase_application.hpp"
#include "app/rights/removals.hpp"
#include "store/accounts.hpp"
#include "store/audit.hpp"
#include "testing/memory_blobs.hpp"
#include "testing/memory_keys.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace std::chrono_literals;
using application::State;
using testing::Applicant;
using testing::Office;
using testing::on_each_office;
using testing::place;

namespace {

auto const kPlace = place(testing::kMonday + std::chrono::days{7});

Result<void> erase(Office& office, Applicant const& who) {
    auto const me = office.as(who.account);
    return office.act([&](auto& tx) { return app::erase_application(tx, me, who.application); });
}

Result<app::AccountErasure> erase_account(Office& office, AccountId account) {
    auto const me = office.as(account);
    return office.act([&](auto& tx) { return app::erase_account(tx, me); });
}

Result<app::ApplicationView> read(Office& office, Applicant const& who) {
    auto const me = office.as(who.account);
    return office.act([&](auto& tx) { return app::read_application(tx, me, who.application); });
}

Code refusal(auto const& result) {
    REQUIRE_FALSE(result.has_value());
    return result.error().code;
}

std::int64_t count_of(Office& office, std::string const& table, std::string const& column,
                      std::int64_t id) {
    return office.count("SELECT count(*) FROM " + table + " WHERE " + column + " = " +
                        std::to_string(id));
}

/// Topics and contents of what waits to be removed.
std::vector<std::string> removals(Office& office) {
    auto const rows = office.database
                          .run({"removals",
                                "SELECT topic, sealed FROM outbox"
                                " WHERE topic LIKE '%removal' ORDER BY id"},
                               {})
                          .value();
    std::vector<std::string> found;
    for (auto const& row : rows) found.push_back(row.text(0) + ' ' + to_text(row.bytes(1)));
    return found;
}

/// Another upload for a kind of document.
void attach(Office& office, Applicant const& who, std::string kind, std::string_view file,
            std::string blob) {
    auto const me = office.as(who.account);
    office
        .act([&](auto& tx) {
            return app::keep_upload(tx, me,
                                    {.account = who.account,
                                     .hash = sha256(file),
                                     .blob = std::move(blob),
                                     .type = "jpeg",
                                     .hints = "",
                                     .created = office.now});
        })
        .value();
    office.revise(who, app::AttachDocument{who.application, std::move(kind), sha256(file)}).value();
}

}  // namespace

TEST_CASE("7: a deleted draft keeps its number and its history, and nothing that was filled in") {
    on_each_office([](Office& office) {
        auto const who = office.draft();
        auto const id = who.application.value;
        erase(office, who).value();
        for (auto const* table : {"answer", "document"}) {
            CHECK(count_of(office, table, "application_id", id) == 0);
        }
        CHECK(count_of(office, "upload", "account_id", who.account.value) == 0);
        auto const row = office.database
                             .run({"row",
                                   "SELECT state, nik_index, type, product, erased_at"
                                   " FROM application WHERE id = $1"},
                                  {id})
                             .value()
                             .at(0);
        CHECK(row.text(0) == "cancelled");
        for (auto const column : {1U, 2U, 3U}) CHECK(row.null(column));
        CHECK_FALSE(row.null(4));
        auto const changes =
            office.act([&](auto& tx) { return store::audit_of(tx, "application", id, 10); })
                .value();
        REQUIRE(changes.size() == 2);
        CHECK(changes[1].action == "erased");
        CHECK(changes[1].rule == "7");
        auto const key = "key_removal application/" + std::to_string(id);
        CHECK(removals(office) == std::vector<std::string>{key, "blob_removal key blob"});
    });
}

TEST_CASE("7: for its owner a deleted application is as if it had never been") {
    on_each_office([](Office& office) {
        auto const who = office.draft();
        CHECK(read(office, who));
        erase(office, who).value();
        CHECK(refusal(read(office, who)) == Code::application_not_found);
        CHECK(refusal(erase(office, who)) == Code::application_not_found);
        auto const me = office.as(who.account);
        auto const listed =
            office.act([&](auto& tx) { return app::list_applications(tx, me, std::nullopt); });
        CHECK(listed->applications.empty());
    });
}

TEST_CASE("7: drafts, expired and withdrawn applications can be deleted, nobody's else") {
    on_each_office([](Office& office) {
        office.open(kPlace, 5);
        auto const expired = office.billed(kPlace);
        office.expire(expired.bill);
        auto const withdrawn = office.billed(kPlace);
        office.withdraw(withdrawn).value();
        auto const other = office.draft();
        CHECK(refusal(erase(office, {expired.account, other.application, ""})) ==
              Code::application_not_found);
        for (Applicant const& who : {Applicant{expired}, Applicant{withdrawn}}) {
            erase(office, who).value();
            CHECK(office.application(who).state == State::cancelled);
        }
    });
}

TEST_CASE("7: while it is live, and once money came in, an application is not deleted") {
    on_each_office([](Office& office) {
        office.open(kPlace, 5);
        auto const held = office.held(kPlace);
        auto const billed = office.billed(kPlace);
        auto const scheduled = office.scheduled(kPlace);
        for (Applicant const& who : {held, Applicant{billed}, Applicant{scheduled}}) {
            CHECK(refusal(erase(office, who)) == Code::not_allowed_in_state);
        }
        auto wrong = Office::full(billed.bill, office.now, "wrong");
        wrong.amount = {1};
        wrong.notice = payment::Notice::told;
        office.pay(wrong).value();
        office.expire(billed.bill);
        CHECK(office.outcome("wrong") == "refund_due");
        CHECK(refusal(erase(office, billed)) == Code::not_allowed_in_state);
        CHECK(removals(office).empty());
    });
}

TEST_CASE("D4: money for a deleted application is owed back, however it comes") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = office.billed(kPlace);
        office.expire(who.bill);
        erase(office, who).value();
        auto asked = Office::full(who.bill, who.bill.deadline, "asked");
        CHECK(office.pay(asked) == payment::BankAnswer::expired);
        CHECK(office.outcome("asked").empty());
        auto told = Office::full(who.bill, who.bill.deadline, "told");
        told.notice = payment::Notice::told;
        CHECK(office.pay(told) == payment::BankAnswer::accepted);
        CHECK(office.outcome("told") == "refund_due");
        CHECK(office.application(who).state == State::cancelled);
    });
}

TEST_CASE("7: a file that another application has as well stays until that one goes too") {
    on_each_office([](Office& office) {
        auto const account = office.account();
        auto const first = office.draft(account, "first"), second = office.draft(account, "second");
        attach(office, first, "family_card", "own", "own");
        erase(office, first).value();
        CHECK(removals(office).size() == 2);
        CHECK(removals(office)[1] == "blob_removal own");
        CHECK(count_of(office, "upload", "account_id", account.value) == 1);
        erase(office, second).value();
        CHECK(removals(office).size() == 4);
        CHECK(count_of(office, "upload", "account_id", account.value) == 0);
    });
}

TEST_CASE("7: an account goes with its drafts, its sessions and its files, and belongs to nobody") {
    on_each_office([](Office& office) {
        auto const account = office.account();
        auto const first = office.draft(account, "first");
        office.draft(account, "second");
        auto const stranger = office.draft();
        office
            .act([&](auto& tx) {
                return store::insert_session(tx, {.token_hash = {},
                                                  .account = account,
                                                  .created = office.now,
                                                  .expires_at = office.now + 1h});
            })
            .value();
        attach(office, first, "family_card", "unused", "unused");
        office.revise(first, app::RemoveDocument{first.application, "family_card"}).value();
        CHECK(erase_account(office, account)->done);
        CHECK(count_of(office, "account", "id", account.value) == 0);
        for (auto const* table : {"session", "contact", "upload", "application"}) {
            CHECK(count_of(office, table, "account_id", account.value) == 0);
        }
        CHECK(count_of(office, "application", "account_id", 0) == 2);
        auto const waiting = removals(office);
        for (auto const& subject :
             {"key_removal account/" + std::to_string(account.value),
              std::string{"blob_removal key blob"}, std::string{"blob_removal unused"}}) {
            CHECK_MESSAGE(std::ranges::count(waiting, subject) == 1, subject);
        }
        CHECK(refusal(erase_account(office, account)) == Code::not_signed_in);
        CHECK(read(office, stranger));
        auto const history =
            office.act([&](auto& tx) { return store::audit_of(tx, "account", account.value, 10); });
        CHECK(history->back().action == "erased");
    });
}

TEST_CASE("7: an account with a live application, or with money, stays and names them") {
    on_each_office([](Office& office) {
        office.open(kPlace, 2);
        auto const account = office.account();
        auto const draft = office.draft(account, "draft");
        auto const held = office.draft(account, "held");
        office.hold(held, kPlace).value();
        auto const refused = erase_account(office, account).value();
        CHECK_FALSE(refused.done);
        CHECK(refused.in_the_way == std::vector{held.application});
        CHECK(read(office, draft));
        office.release(held).value();
        CHECK(erase_account(office, account)->done);

        auto const paid = office.scheduled(kPlace);
        CHECK(erase_account(office, paid.account)->in_the_way == std::vector{paid.application});
    });
}

TEST_CASE("7: an account with many applications goes piece by piece") {
    on_each_office([](Office& office) {
        auto const account = office.account();
        for (int i = 0; i <= app::kErasedAtOnce; ++i) {
            auto const who = office.draft(account, "nik" + std::to_string(i));
            office.withdraw(who).value();
        }
        auto const first = erase_account(office, account).value();
        CHECK_FALSE(first.done);
        CHECK(first.in_the_way.empty());
        CHECK(office.count("SELECT count(*) FROM application WHERE erased_at IS NOT NULL") ==
              app::kErasedAtOnce);
        CHECK(erase_account(office, account)->done);
    });
}

TEST_CASE("7: whatever hangs on an account later, it does not go with something left behind") {
    on_each_office([](Office& office) {
        auto const account = office.account();
        CHECK(erase_account(office, account)->done);
        // As a request would that was on its way when the account went.
        auto const late = office.act([&](auto& tx) {
            return store::insert_session(tx, {.token_hash = {},
                                              .account = account,
                                              .created = office.now,
                                              .expires_at = office.now + 1h});
        });
        CHECK(refusal(late) == Code::constraint_violated);
        auto const me = office.as(account);
        ApplicationId const id{office.fresh()};
        CHECK(refusal(office.act([&](auto& tx) { return app::start_application(tx, me, {id}); })) ==
              Code::not_signed_in);
        CHECK(refusal(office.act([&](auto& tx) {
                  return app::keep_upload(tx, me,
                                          {.account = account,
                                           .hash = {},
                                           .blob = "key blob",
                                           .type = "jpeg",
                                           .hints = "",
                                           .created = office.now});
              })) == Code::not_signed_in);
    });
}

namespace {

/// Where a delivery dies.
enum class Crash : std::uint8_t { before_it, after_the_key, after_the_file, nowhere };

/// A draft with one file, sealed as http seals.
struct Sealed {
    Applicant who;
    std::string application_key, blob_key, blob;
};
Sealed seal_draft(Office& office, testing::MemoryKeys& keys, testing::MemoryBlobs& blobs) {
    auto const who = office.draft();
    Sealed sealed{.who = who,
                  .application_key = app::key_of(who.application),
                  .blob_key = "blob/5f",
                  .blob = {}};
    keys.create(sealed.application_key).value();
    auto const key = keys.create(sealed.blob_key).value();
    auto const file = seal(key, Nonce{}, sealed.blob_key, as_bytes("face"));
    sealed.blob = blobs.put(file).value();
    attach(office, who, "family_card", "face", "5f " + sealed.blob);
    return sealed;
}

/// As jobs/delivery does it.
void deliver(Office& office, testing::MemoryKeys& keys, testing::MemoryBlobs& blobs, Crash crash) {
    auto const job = office.system();
    auto const notices =
        office.act([&](auto& tx) { return app::claim_notices(tx, job, store::Outlet::people, 20); })
            .value();
    blobs.broken = crash == Crash::after_the_key;
    for (auto const& notice : notices) {
        if (crash == Crash::before_it || !app::is_removal(notice.topic)) continue;
        auto const done = app::carry_out_removal(notice.topic, to_text(notice.sealed), keys, blobs);
        if (!done || crash == Crash::after_the_file) continue;
        office.act([&](auto& tx) { return app::finish_notice(tx, job, notice.id); }).value();
    }
}

}  // namespace

TEST_CASE("7: a crash after any step of a deletion ends in deletion, and never half readable") {
    for (auto const crash : {Crash::before_it, Crash::after_the_key, Crash::after_the_file}) {
        CAPTURE(static_cast<int>(crash));
        on_each_office([&](Office& office) {
            testing::MemoryKeys keys;
            testing::MemoryBlobs blobs;
            auto const draft = seal_draft(office, keys, blobs);
            erase(office, draft.who).value();
            CHECK(refusal(read(office, draft.who)) == Code::application_not_found);
            deliver(office, keys, blobs, crash);
            bool const readable = keys.has(draft.blob_key);
            CHECK(readable == (crash == Crash::before_it));
            if (readable) CHECK(blobs.get(draft.blob));
            CHECK_FALSE(removals(office).empty());

            office.now += 2min;  // What was claimed is claimed again.
            deliver(office, keys, blobs, Crash::nowhere);
            CHECK_FALSE(keys.has(draft.application_key));
            CHECK_FALSE(keys.has(draft.blob_key));
            CHECK(blobs.count() == 0);
            CHECK(removals(office).empty());
        });
    }
}

TEST_CASE("7: what is no removal is not carried out") {
    testing::MemoryKeys keys;
    testing::MemoryBlobs blobs;
    for (auto const& [topic, contents] :
         {std::pair{"notify.erased", "application/1"}, {"blob_removal", "nothing"}}) {
        CHECK(app::carry_out_removal(topic, contents, keys, blobs).error().code == Code::internal);
    }
}
