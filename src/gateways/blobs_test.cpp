#include "gateways/blobs.hpp"

#include "gateways/entropy.hpp"
#include "store/migrations.hpp"
#include "testing/databases.hpp"
#include "testing/scratch_folder.hpp"

#include <doctest/doctest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

using namespace mpaspor;
namespace fs = std::filesystem;

namespace {

Bytes content_of(std::size_t size, int fill) {
    return Bytes(size, static_cast<std::byte>(fill));
}

/// All files that stand where blobs stand.
std::vector<fs::path> visible_files(fs::path const& folder) {
    std::vector<fs::path> files;
    for (auto const& entry : fs::recursive_directory_iterator{folder}) {
        auto const inside = fs::relative(entry.path(), folder);
        if (entry.is_regular_file() && *inside.begin() != "unfinished") files.push_back(entry);
    }
    return files;
}

using Open = std::function<std::unique_ptr<app::Blobs>()>;
/// Runs `test` with each implementation. It is given how to open the same blobs anew.
void on_each(std::function<void(Open const& open)> const& test) {
    gateways::SystemEntropy entropy;
    testing::ScratchFolder const folder;
    test([&] { return gateways::open_blob_folder(folder.file("blobs"), entropy).value(); });
    if (!testing::postgres_wanted()) return;
    testing::PostgresSchema const schema;
    REQUIRE(store::migrate(*schema.connect(), {}).has_value());
    test([&] { return gateways::open_blob_table(schema.address(), entropy).value(); });
}

constexpr std::size_t kBlobBytes = 300'000;

/// Puts blobs, tells each name when put() has returned, and is killed at it.
[[noreturn]] void put_until_killed(std::string const& folder, int told) {
    gateways::SystemEntropy entropy;
    auto const blobs = gateways::open_blob_folder(folder, entropy).value();
    for (;;) {
        auto const name = blobs->put(content_of(kBlobBytes, 'a'));
        if (!name || ::write(told, name->data(), name->size()) < 0) ::_exit(1);
    }
}

std::string read_name(int told) {
    std::string name(2 * gateways::kBlobNameBytes, '\0');
    auto const got = ::read(told, name.data(), name.size());
    name.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    return name;
}

}  // namespace

TEST_CASE("blobs: what is put is there under a random name, also after opening again") {
    on_each([](Open const& open) {
        auto blobs = open();
        auto const first = blobs->put(content_of(1000, 1)).value();
        auto const second = blobs->put(content_of(1000, 1)).value();
        auto const empty = blobs->put({}).value();
        CHECK(std::set{first, second, empty}.size() == 3);
        CHECK(gateways::is_blob_name(first));
        blobs = open();
        CHECK(blobs->get(first).value() == content_of(1000, 1));
        CHECK(blobs->get(empty).value().empty());
    });
}

TEST_CASE("blobs: what was removed is not found, and removing it again is fine") {
    on_each([](Open const& open) {
        auto const blobs = open();
        auto const name = blobs->put(content_of(10, 1)).value();
        auto const kept = blobs->put(content_of(10, 2)).value();
        CHECK(blobs->remove(name).has_value());
        CHECK(blobs->get(name).error().code == Code::document_not_found);
        CHECK(blobs->remove(name).has_value());
        CHECK(blobs->get(kept).has_value());
    });
}

TEST_CASE("blobs: one may have kBlobBytesMax and not a byte more") {
    on_each([](Open const& open) {
        auto const blobs = open();
        auto const largest = content_of(gateways::kBlobBytesMax, 1);
        CHECK(blobs->get(blobs->put(largest).value()).value() == largest);
        auto const larger = content_of(gateways::kBlobBytesMax + 1, 1);
        CHECK(blobs->put(larger).error().code == Code::body_too_large);
    });
}

TEST_CASE("blobs: what is no blob's name is not found and not removed") {
    on_each([](Open const& open) {
        auto const blobs = open();
        for (auto const* name :
             {"", "..", "../secret", "unfinished/a", "0123456789abcdef0123456789abcdeF",
              "0123456789abcdef0123456789abcdeff", "0123456789abcdef0123456789abcdef", "\xff"}) {
            CAPTURE(name);
            CHECK(blobs->get(name).error().code == Code::document_not_found);
            CHECK(blobs->remove(name).has_value());
        }
    });
}

TEST_CASE("blob folder: others may neither list nor read it") {
    testing::ScratchFolder const folder;
    gateways::SystemEntropy entropy;
    auto const blobs = gateways::open_blob_folder(folder.file("blobs"), entropy).value();
    REQUIRE(blobs->put(content_of(10, 1)).has_value());
    CHECK(fs::status(folder.file("blobs")).permissions() == fs::perms::owner_all);
    for (auto const& file : visible_files(folder.file("blobs"))) {
        CHECK(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    }
}

TEST_CASE("blob folder: names lead nowhere outside") {
    testing::ScratchFolder const folder;
    gateways::SystemEntropy entropy;
    auto const blobs = gateways::open_blob_folder(folder.file("blobs"), entropy).value();
    std::ofstream{folder.file("secret")} << "secret";
    for (auto const* name : {"../secret", "../../../secret", "../../../../../../../etc/passwd."}) {
        CAPTURE(name);
        CHECK(blobs->get(name).error().code == Code::document_not_found);
        CHECK(blobs->remove(name).has_value());
    }
    CHECK(fs::exists(folder.file("secret")));
}

TEST_CASE(
    "blob folder: what a crash left unfinished is not a blob, and is swept at the next start") {
    testing::ScratchFolder const folder;
    gateways::SystemEntropy entropy;
    auto blobs = gateways::open_blob_folder(folder.file("blobs"), entropy).value();
    std::string const name = "0123456789abcdef0123456789abcdef";
    auto const half = fs::path{folder.file("blobs")} / "unfinished" / name;
    std::ofstream{half} << "half of a";
    CHECK(blobs->get(name).error().code == Code::document_not_found);
    blobs = gateways::open_blob_folder(folder.file("blobs"), entropy).value();
    CHECK_FALSE(fs::exists(half));
}

TEST_CASE(
    "blob folder: killed at any moment, it keeps all that was acknowledged and nothing half") {
    // Goal: no put() that returned is lost, no file that can be seen is cut short. Method: another
    // process puts blobs and tells their names; it is killed while it is at the next one.
    testing::ScratchFolder const folder;
    std::vector<std::string> acknowledged;
    for (int round = 0; round < 5; ++round) {
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        auto const child = ::fork();
        if (child == 0) put_until_killed(folder.file("blobs"), ends[1]);
        REQUIRE(child > 0);
        ::close(ends[1]);
        for (int blob = 0; blob < 3; ++blob) acknowledged.push_back(read_name(ends[0]));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        ::close(ends[0]);
    }
    gateways::SystemEntropy entropy;
    auto const blobs = gateways::open_blob_folder(folder.file("blobs"), entropy).value();
    for (auto const& name : acknowledged) {
        CAPTURE(name);
        CHECK(blobs->get(name).value_or(Bytes{}) == content_of(kBlobBytes, 'a'));
    }
    auto const files = visible_files(folder.file("blobs"));
    CHECK(files.size() >= acknowledged.size());
    for (auto const& file : files) CHECK(fs::file_size(file) == kBlobBytes);
}

TEST_CASE("blob folder: a folder that cannot be made is said at the start") {
    testing::ScratchFolder const folder;
    gateways::SystemEntropy entropy;
    std::ofstream{folder.file("blobs")} << "a file";
    auto const opened = gateways::open_blob_folder(folder.file("blobs"), entropy);
    CHECK(opened.error().code == Code::bad_configuration);
}
