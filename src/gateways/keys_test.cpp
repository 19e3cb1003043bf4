#include "gateways/keys.hpp"

#include "gateways/entropy.hpp"
#include "sql/connection.hpp"
#include "testing/databases.hpp"
#include "testing/scratch_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

using namespace mpaspor;
using namespace std::chrono;
using namespace std::chrono_literals;
namespace fs = std::filesystem;
using gateways::KeysSettings;

namespace {

constexpr Instant kNow = sys_days{2026y / December / 31} + 23h + 59min;

/// A place for keys on one engine, and servers that use it.
struct Place {
    testing::ScratchFolder folder;
    std::optional<testing::PostgresSchema> schema;
    KeysSettings settings;
    gateways::SystemEntropy entropy;
    testing::FixedClock clock{kNow};

    Result<std::unique_ptr<app::Keys>> try_open() {
        return gateways::open_keys(settings, entropy, clock);
    }
    std::unique_ptr<app::Keys> server() { return try_open().value(); }
    Code refusal() { return try_open().error().code; }
    std::unique_ptr<sql::Connection> connect() { return sql::open(settings.database).value(); }
};

void on_each_engine(std::function<void(Place&)> const& test) {
    Place file;
    file.settings = {.database = file.folder.file("keys.db"),
                     .root_key = file.folder.file("root.key")};
    test(file);
    if (!testing::postgres_wanted()) return;
    Place table;
    table.schema.emplace();
    table.settings = {.database = table.schema->address(),
                      .root_key = table.folder.file("root.key"),
                      .schema = table.schema->name()};
    test(table);
}

Bytes bytes_of(SecretKey const& key) {
    return {key.bytes().begin(), key.bytes().end()};
}

std::string content_of(std::string const& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

/// Whether the bytes stand anywhere in the files of the place.
bool stands_in_files(Place const& place, Bytes const& bytes) {
    return std::ranges::any_of(fs::directory_iterator{place.folder.path()}, [&](auto const& file) {
        return content_of(file.path()).contains(to_text(bytes));
    });
}

constexpr sql::Statement kWrapped{"wrapped",
                                  "SELECT wrapped, year FROM wrapped_key "
                                  "WHERE subject = $1"};

}  // namespace

TEST_CASE("keys: a subject has one key, its own, for ever") {
    on_each_engine([](Place& place) {
        auto keys = place.server();
        auto const first = bytes_of(keys->create("application/17").value());
        CHECK(bytes_of(keys->create("application/17").value()) == first);
        CHECK(bytes_of(keys->open("application/17").value()) == first);
        CHECK(bytes_of(keys->create("application/18").value()) != first);
        CHECK(keys->open("application/19").error().code == Code::application_not_found);

        // The year ends, and the server starts again.
        place.clock.at += 24h;
        keys = place.server();
        CHECK(bytes_of(keys->open("application/17").value()) == first);
        CHECK(bytes_of(keys->create("application/17").value()) == first);
        REQUIRE(keys->create("application/20").has_value());
        CHECK(place.connect()->run(kWrapped, {"application/17"}).value()[0].integer(1) == 2026);
        CHECK(place.connect()->run(kWrapped, {"application/20"}).value()[0].integer(1) == 2027);
    });
}

TEST_CASE("keys: servers that create one subject in the same moment agree on its key") {
    on_each_engine([](Place& place) {
        auto const one = place.server();
        auto const other = place.server();
        constexpr int kSubjects = 30;
        std::vector<Bytes> ours(kSubjects), theirs(kSubjects);
        auto const create_all = [](app::Keys& keys, std::vector<Bytes>& all) {
            for (int i = 0; i < kSubjects; ++i) {
                all[static_cast<std::size_t>(i)] =
                    bytes_of(keys.create("application/" + std::to_string(i)).value());
            }
        };
        {
            std::jthread const thread{[&] { create_all(*other, theirs); }};
            create_all(*one, ours);
        }
        CHECK(ours == theirs);
        CHECK(std::set<Bytes>(ours.begin(), ours.end()).size() == kSubjects);
    });
}

TEST_CASE("keys: what was sealed under a forgotten key cannot be read, also after a new start") {
    on_each_engine([](Place& place) {
        auto keys = place.server();
        auto const key = keys->create("application/17").value();
        auto const sealed = seal(key, Nonce{}, "answer/17", as_bytes("3174012345678901"));
        REQUIRE(keys->create("application/18").has_value());
        REQUIRE(keys->forget("application/17").has_value());
        CHECK(keys->open("application/17").error().code == Code::application_not_found);
        CHECK(keys->forget("application/17").has_value());
        keys = place.server();
        CHECK(keys->open("application/17").error().code == Code::application_not_found);
        CHECK(keys->open("application/18").has_value());
        auto const another = keys->create("application/17").value();
        CHECK_FALSE(open_sealed(another, "answer/17", sealed).has_value());
    });
}

TEST_CASE("keys: SQLite keeps no trace of a forgotten key, neither in its file nor in its log") {
    Place place;
    place.settings = {.database = place.folder.file("keys.db"),
                      .root_key = place.folder.file("root.key")};
    auto const keys = place.server();
    for (int i = 0; i < 50; ++i) REQUIRE(keys->create("upload/" + std::to_string(i)).has_value());
    auto const wrapped = place.connect()->run(kWrapped, {"upload/7"}).value().at(0).bytes(0);
    REQUIRE(stands_in_files(place, wrapped));
    REQUIRE(keys->forget("upload/7").has_value());
    CHECK_FALSE(stands_in_files(place, wrapped));
    CHECK(keys->open("upload/8").has_value());
}

TEST_CASE("keys: a copy of the table opens with the root key, as it was, and with no other") {
    // This is why backups of the table have a short life, and the root key is in none of them.
    Place place;
    place.settings = {.database = place.folder.file("keys.db"),
                      .root_key = place.folder.file("root.key")};
    Bytes key;
    {
        auto const keys = place.server();
        key = bytes_of(keys->create("application/17").value());
    }
    fs::copy_file(place.settings.database, place.folder.file("copy.db"));
    REQUIRE(place.server()->forget("application/17").has_value());

    place.settings.database = place.folder.file("copy.db");
    CHECK(bytes_of(place.server()->open("application/17").value()) == key);
    place.settings.root_key = place.folder.file("other.key");
    CHECK(place.refusal() == Code::bad_configuration);
    CHECK_FALSE(fs::exists(place.settings.root_key));
    std::ofstream{place.settings.root_key} << std::string(32, 'x');
    fs::permissions(place.settings.root_key, fs::perms::owner_read);
    CHECK(place.refusal() == Code::bad_configuration);
}

TEST_CASE("keys: a row that was moved to another subject or year does not open") {
    on_each_engine([](Place& place) {
        REQUIRE(place.server()->create("application/17").has_value());
        auto const connection = place.connect();
        REQUIRE(
            connection->script("UPDATE wrapped_key SET subject = 'application/18' "
                               "WHERE subject = 'application/17'"));
        CHECK(place.server()->open("application/18").error().code == Code::internal);
        REQUIRE(
            connection->script("UPDATE wrapped_key SET subject = 'application/17' "
                               "WHERE subject = 'application/18'"));
        CHECK(place.server()->open("application/17").has_value());
        REQUIRE(
            connection->script("UPDATE wrapped_key SET year = 2025 "
                               "WHERE subject = 'application/17'"));
        CHECK(place.server()->open("application/17").error().code == Code::internal);
    });
}

TEST_CASE("keys: the service's own keys follow from the root key and differ from each other") {
    on_each_engine([](Place& place) {
        auto const all = [](app::Keys const& keys) {
            return std::set<Bytes>{bytes_of(keys.blind_index()), bytes_of(keys.numbers()),
                                   bytes_of(keys.service()), bytes_of(keys.proof_signing())};
        };
        auto const first = all(*place.server());
        CHECK(first.size() == 4);
        CHECK(all(*place.server()) == first);
        Place other;
        other.settings = {.database = other.folder.file("keys.db"),
                          .root_key = other.folder.file("root.key")};
        CHECK(all(*other.server()) != first);
    });
}

TEST_CASE("keys: a server with another root key than the first one's does not start") {
    on_each_engine([](Place& place) {
        auto const first = place.server();
        place.settings.root_key = place.folder.file("second.key");
        CHECK(place.refusal() == Code::bad_configuration);
        CHECK_FALSE(fs::exists(place.settings.root_key));
    });
}

TEST_CASE("root key: made once with 32 bytes for the service's user alone, refused otherwise") {
    Place place;
    place.settings = {.database = place.folder.file("keys.db"),
                      .root_key = place.folder.file("root.key")};
    auto const path = place.settings.root_key;
    REQUIRE(place.try_open().has_value());
    CHECK(fs::file_size(path) == 32);
    CHECK(fs::status(path).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(fs::status(place.settings.database).permissions() == fs::status(path).permissions());
    auto const made = content_of(path);
    REQUIRE(place.try_open().has_value());
    CHECK(content_of(path) == made);

    for (auto const wider : {fs::perms::group_read, fs::perms::group_write, fs::perms::others_read,
                             fs::perms::others_exec}) {
        fs::permissions(path, wider, fs::perm_options::add);
        CHECK(place.refusal() == Code::bad_configuration);
        fs::permissions(path, wider, fs::perm_options::remove);
    }
    CHECK(place.try_open().has_value());
    for (auto const size : {0, 31, 33}) {
        std::ofstream{path, std::ios::trunc} << std::string(static_cast<std::size_t>(size), 'x');
        CHECK(place.refusal() == Code::bad_configuration);
    }
    fs::remove(path);
    CHECK(place.refusal() == Code::bad_configuration);
    CHECK_FALSE(fs::exists(path));
    std::ofstream{path} << made;
    fs::permissions(path, fs::perms::owner_read);
    CHECK(place.try_open().has_value());
}

TEST_CASE("keys: a connection that PostgreSQL has ended is replaced, unnoticed") {
    if (!testing::postgres_wanted()) return;
    on_each_engine([](Place& place) {
        if (!place.schema) return;
        auto const keys = place.server();
        REQUIRE(place.server()->create("application/17").has_value());
        sql::Statement const end_all{"end_all", R"sql(
            SELECT pg_terminate_backend(pid)::integer FROM pg_stat_activity
            WHERE query LIKE '%wrapped_key%' AND pid <> pg_backend_pid()
        )sql"};
        CHECK_FALSE(place.connect()->run(end_all, {}).value().empty());
        CHECK(keys->open("application/17").has_value());
    });
}
