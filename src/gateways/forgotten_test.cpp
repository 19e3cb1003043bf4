// Goal: forgotten means forgotten (promise P12): with a copy of the database and of the files from
// before a deletion, and the keys of today, nothing of the person can be read.
// Method: real keys and files on both engines; canaries are sealed as the service seals them;
// tables and files are copied; then the account is deleted and the outbox delivered. Where the keys
// are not destroyed the same copy has to be readable, or the test would prove nothing.
#include "app/application/documents.hpp"
#include "app/key_names.hpp"
#include "app/operation/outbox.hpp"
#include "app/rights/carry_out_removal.hpp"
#include "app/rights/erase_account.hpp"
#include "app/rights/erase_application.hpp"
#include "app/rights/removals.hpp"
#include "app/sealing.hpp"
#include "gateways/blobs.hpp"
#include "gateways/entropy.hpp"
#include "gateways/keys.hpp"
#include "store/answers.hpp"
#include "store/migrations.hpp"
#include "testing/databases.hpp"
#include "testing/office.hpp"
#include "testing/scratch_folder.hpp"

#include <doctest/doctest.h>

#include <map>
#include <optional>

using namespace mpaspor;
using testing::Applicant;
using testing::Office;

namespace {

constexpr std::string_view kCanary = "Laras Canarywati";
constexpr auto kCopied = std::to_array<std::string_view>({"answer", "contact", "upload"});

/// One service on one engine, and what its backups had.
struct House {
    explicit House(std::string const& address)
        : connection(sql::open(address).value()), office(migrated(*connection)) {
        keys = open_keys();
        bool const postgres = connection->engine() == sql::Engine::postgres;
        blobs = postgres ? gateways::open_blob_table(address, entropy).value()
                         : gateways::open_blob_folder(folder.file("blobs"), entropy).value();
    }
    static sql::Connection& migrated(sql::Connection& connection) {
        store::migrate(connection, {}).value();
        return connection;
    }
    std::unique_ptr<app::Keys> open_keys() {
        return gateways::open_keys(
                   {.database = folder.file("keys.db"), .root_key = folder.file("root.key")},
                   entropy, clock)
            .value();
    }
    Bytes sealed(std::string const& subject, std::string const& place,
                 std::span<std::byte const> plain) {
        Nonce nonce{};
        entropy.fill(nonce);
        return seal(keys->create(subject).value(), nonce, place, plain);
    }

    testing::ScratchFolder folder;
    gateways::SystemEntropy entropy;
    testing::FixedClock clock{Instant{}};
    std::unique_ptr<sql::Connection> connection;
    Office office;
    std::unique_ptr<app::Keys> keys;
    std::unique_ptr<app::Blobs> blobs;
    std::map<std::string, Bytes> copied_files;
};

/// A person with a contact, a section and a file, each a canary.
Applicant settle_in(House& house) {
    auto& office = house.office;
    auto const who = office.draft();
    auto const of_account = app::key_of(who.account), of_application = app::key_of(who.application);
    auto const contact = house.sealed(of_account, of_account, as_bytes(kCanary));
    auto const answers = app::encode({{"full_name", std::string{kCanary}}});
    auto const place = store::answer_place(who.application, "identity", 1);
    auto const answer = house.sealed(of_application, place, answers);
    auto const file = house.sealed("blob/5f", "blob/5f", as_bytes(kCanary));
    auto const blob = "5f " + house.blobs->put(file).value();
    auto& database = office.database;
    database
        .run({"plant", "UPDATE contact SET sealed = $1 WHERE account_id = $2"},
             {contact, who.account.value})
        .value();
    database
        .run({"plant",
              "UPDATE answer SET sealed = $1 WHERE application_id = $2"
              " AND section = 'identity'"},
             {answer, who.application.value})
        .value();
    database
        .run({"plant", "UPDATE upload SET blob = $1 WHERE account_id = $2"},
             {blob, who.account.value})
        .value();
    return who;
}

void back_up(House& house) {
    for (auto const table : kCopied) {
        auto const text = "CREATE TABLE copy_of_" + std::string{table} + " AS SELECT * FROM " +
                          std::string{table};
        house.office.database.script(text).value();
    }
    auto const rows = house.office.database.run({"blobs", "SELECT blob FROM upload"}, {}).value();
    for (auto const& row : rows) {
        auto const name = row.text(0).substr(row.text(0).find(' ') + 1);
        auto const file = house.blobs->get(name);
        if (file) house.copied_files[row.text(0)] = *file;  // Those of other drafts are none.
    }
}

void deliver_removals(House& house) {
    auto const job = house.office.system();
    auto const notices =
        house.office
            .act([&](auto& tx) { return app::claim_notices(tx, job, store::Outlet::people, 20); })
            .value();
    for (auto const& notice : notices) {
        if (!app::is_removal(notice.topic)) continue;
        app::carry_out_removal(notice.topic, to_text(notice.sealed), *house.keys, *house.blobs)
            .value();
        house.office.act([&](auto& tx) { return app::finish_notice(tx, job, notice.id); }).value();
    }
}

bool opens(app::Keys& keys, std::string const& subject, std::string const& place,
           std::span<std::byte const> sealed) {
    auto const key = keys.open(subject);
    if (!key) return false;
    auto const plain = open_sealed(*key, place, sealed);
    return plain && to_text(*plain).contains(kCanary);
}

/// How many canaries of the copy can be read with the keys as they lie on the disk now.
int readable(House& house, Applicant const& who) {
    auto const keys = house.open_keys();
    int found = 0;
    auto const account = app::key_of(who.account);
    auto const accounts =
        house.office.database.run({"copy", "SELECT sealed FROM copy_of_contact"}, {}).value();
    for (auto const& row : accounts) found += opens(*keys, account, account, row.bytes(0)) ? 1 : 0;
    auto const place = store::answer_place(who.application, "identity", 1);
    auto const answers =
        house.office.database.run({"copy", "SELECT sealed FROM copy_of_answer"}, {}).value();
    for (auto const& row : answers) {
        found += opens(*keys, app::key_of(who.application), place, row.bytes(0)) ? 1 : 0;
    }
    for (auto const& [name, file] : house.copied_files) {
        found += opens(*keys, "blob/5f", "blob/5f", file) ? 1 : 0;
    }
    return found;
}

void erase_account(House& house, Applicant const& who) {
    auto const me = house.office.as(who.account);
    auto const erased =
        house.office.act([&](auto& tx) { return app::erase_account(tx, me); }).value();
    REQUIRE(erased.done);
}

}  // namespace

TEST_CASE("P12: after a deletion a backup from before it cannot be read with the keys of today") {
    testing::on_each_shared_database([](std::string const& address) {
        House house{address};
        auto const who = settle_in(house);
        back_up(house);
        CHECK(readable(house, who) == 3);
        erase_account(house, who);
        deliver_removals(house);
        CHECK(readable(house, who) == 0);
        CHECK(house.office.count("SELECT count(*) FROM copy_of_answer") == 4);  // It is a backup.
        auto const file = house.copied_files.begin()->first;
        CHECK_FALSE(house.blobs->get(file.substr(file.find(' ') + 1)).has_value());
    });
}

TEST_CASE("P12, the other way round: where the keys are kept the same backup can be read") {
    testing::on_each_shared_database([](std::string const& address) {
        House house{address};
        auto const who = settle_in(house);
        back_up(house);
        erase_account(house, who);
        CHECK(house.office.count("SELECT count(*) FROM answer") == 0);
        CHECK(readable(house, who) == 3);
    });
}
