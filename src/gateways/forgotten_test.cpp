// Goal: forgotten means forgotten (promise P12): with a copy of the database and of the files from
// before a deletion, and the keys of today, nothing of the person can be read.
// Method: real keys and files on both engines; canaries are sealed as the service seals them;
// tables and files are copied; then the account is deleted and the outbox delivered. Where the keys
// are not destroyed the same copy has to be readable, or the test would prove nothing.
#include "app/application/keep_part.hpp"
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
#include "store/nik_checks.hpp"
#include "store/passport_records.hpp"
#include "store/upload_mrz.hpp"
#include "testing/databases.hpp"
#include "testing/office.hpp"
#include "testing/scratch_folder.hpp"

#include <doctest/doctest.h>

#include <map>
#include <vector>

using namespace mpaspor;
using testing::Applicant;
using testing::Office;

namespace {

constexpr std::string_view kCanary = "Laras Canarywati";
constexpr std::size_t kCanaries = 7;

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

/// Something sealed of the person, with the key and the place it is sealed at.
struct Seal {
    std::string in;  ///< A table, or the name of a file.
    std::string subject, place;
};
struct Person : Applicant {
    std::vector<Seal> rows, files;
};

void plant(House& house, Seal const& row) {
    auto const text = "UPDATE " + row.in + " SET sealed = $1" +
                      (row.in == "answer" ? " WHERE section = 'identity'" : "");
    auto const answers = app::encode({{"full_name", std::string{kCanary}}});
    auto const sealed = house.sealed(row.subject, row.place, answers);
    house.office.database.run({"plant", text}, {sealed}).value();
}

/// The name of a file, as Upload::blob has it.
std::string put(House& house, std::string const& key, std::string const& place) {
    auto const file = house.sealed(app::key_of_blob(key), place, as_bytes(kCanary));
    return key + ' ' + house.blobs->put(file).value();
}

/// What she sent: a picture of an old passport that a machine has read, and half of another file.
void send_files(House& house, Person& person) {
    auto const picture = put(house, "5f", "blob/5f"), part = put(house, "6a", "part/6a/0");
    person.files = {{picture, "blob/5f", "blob/5f"}, {part, "blob/6a", "part/6a/0"}};
    person.rows.push_back({"upload_mrz", "blob/5f", "mrz/" + picture});
    auto& office = house.office;
    office.database.run({"plant", "UPDATE upload SET blob = $1"}, {picture}).value();
    auto const me = office.as(person.account);
    app::KeepPart const begun{.hash = sha256("half"),
                              .key_name = "6a",
                              .size = 100,
                              .part = {0, 50, part.substr(part.find(' ') + 1)}};
    office
        .act([&](auto& tx) -> Result<void> {
            TRY(store::insert_mrz(tx, person.account, sha256("card"), {Bytes(1)}));
            TRY(app::keep_part(tx, me, begun));
            return {};
        })
        .value();
}

/// The only one: with a contact, a section, what registries said, and files, each a canary.
Person settle_in(House& house) {
    Person person{house.office.draft(), {}, {}};
    auto const id = person.application;
    auto const of_account = app::key_of(person.account), of_application = app::key_of(id);
    person.rows = {{"contact", of_account, of_account},
                   {"answer", of_application, store::answer_place(id, "identity", 1)},
                   {"nik_check", of_application, store::nik_check_place(id, 1)},
                   {"passport_record", of_application, store::passport_record_place(id)}};
    send_files(house, person);
    for (auto const& row : person.rows) plant(house, row);
    return person;
}

void back_up(House& house, Person const& person) {
    for (auto const& row : person.rows) {
        auto const text = "CREATE TABLE copy_of_" + row.in + " AS SELECT * FROM " + row.in;
        house.office.database.script(text).value();
    }
    for (auto const& file : person.files) {
        house.copied_files[file.in] =
            house.blobs->get(file.in.substr(file.in.find(' ') + 1)).value();
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
std::size_t readable(House& house, Person const& person) {
    auto const keys = house.open_keys();
    std::size_t found = 0;
    for (auto const& seal : person.rows) {
        auto const text = "SELECT sealed FROM copy_of_" + seal.in;
        auto const rows = house.office.database.run({"copy", text}, {}).value();
        for (auto const& row : rows) {
            found += opens(*keys, seal.subject, seal.place, row.bytes(0)) ? 1U : 0U;
        }
    }
    for (auto const& file : person.files) {
        auto const& copy = house.copied_files.at(file.in);
        found += opens(*keys, file.subject, file.place, copy) ? 1U : 0U;
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
        auto const person = settle_in(house);
        back_up(house, person);
        CHECK(readable(house, person) == kCanaries);
        erase_account(house, person);
        deliver_removals(house);
        CHECK(readable(house, person) == 0);
        CHECK(house.office.count("SELECT count(*) FROM copy_of_answer") == 4);  // It is a backup.
        for (auto const& file : person.files) {
            CHECK_FALSE(house.blobs->get(file.in.substr(file.in.find(' ') + 1)).has_value());
        }
    });
}

TEST_CASE("P12, the other way round: where the keys are kept the same backup can be read") {
    testing::on_each_shared_database([](std::string const& address) {
        House house{address};
        auto const person = settle_in(house);
        back_up(house, person);
        erase_account(house, person);
        CHECK(house.office.count("SELECT count(*) FROM answer") == 0);
        CHECK(readable(house, person) == kCanaries);
    });
}
