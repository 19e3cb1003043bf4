#include "outside/bank_files.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

using namespace mpaspor;
using outside::LedgerFile;

namespace {

/// A folder of its own, gone with the test.
struct Folder {
    std::string path = (std::filesystem::temp_directory_path() / "mpaspor_bank_XXXXXX").string();
    Folder() { REQUIRE(::mkdtemp(path.data()) != nullptr); }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    ~Folder() { std::filesystem::remove_all(path); }
};

void fill_with_sevens(std::span<std::byte> bytes) {
    std::ranges::fill(bytes, std::byte{7});
}

mode_t mode_of(std::string const& path) {
    struct stat info{};
    REQUIRE(::stat(path.c_str(), &info) == 0);
    return info.st_mode & 0777U;
}

}  // namespace

TEST_CASE("the bank's keys are made once, and read again at later starts") {
    Folder const folder;
    auto const path = folder.path + "/made/with/the/keys";
    auto const made = outside::open_bank_keys(path, fill_with_sevens).value();
    auto const read = outside::open_bank_keys(path, fill_with_sevens).value();
    CHECK(snap::format(read.agreement) == snap::format(made.agreement));
    CHECK(read.private_key.private_pem() == made.private_key.private_pem());
    CHECK(read.private_key.public_pem() == read.agreement.bank_public_key.public_pem());
    CHECK(mode_of(path + "/bank.json") == 0600);
    CHECK(mode_of(path + "/bank_private.pem") == 0600);
}

TEST_CASE("the agreement does not hold the bank's own private key") {
    Folder const folder;
    auto const made = outside::open_bank_keys(folder.path, fill_with_sevens).value();
    CHECK(snap::format(made.agreement).find(made.private_key.private_pem().substr(30, 200)) ==
          std::string::npos);
    std::filesystem::remove(folder.path + "/bank_private.pem");
    auto const without = outside::open_bank_keys(folder.path, fill_with_sevens);
    REQUIRE_FALSE(without.has_value());
    CHECK(without.error().code == Code::bad_configuration);
}

TEST_CASE("lines of the ledger survive, and half a line from a crash is cut off") {
    Folder const folder;
    auto const path = folder.path + "/payments.jsonl";
    {
        auto ledger = LedgerFile::open(path).value();
        CHECK(ledger.lines().empty());
        REQUIRE(ledger.append("one").has_value());
        REQUIRE(ledger.append("two").has_value());
    }
    std::ofstream{path, std::ios::app} << "thr";
    {
        auto ledger = LedgerFile::open(path).value();
        CHECK(ledger.lines() == std::vector<std::string>{"one", "two"});
        REQUIRE(ledger.append("four").has_value());
    }
    CHECK(LedgerFile::open(path).value().lines() == std::vector<std::string>{"one", "two", "four"});
    CHECK(mode_of(path) == 0600);
}

TEST_CASE("a ledger that cannot be opened is a fault of the configuration") {
    auto const nowhere = LedgerFile::open("/nonexistent/payments.jsonl");
    REQUIRE_FALSE(nowhere.has_value());
    CHECK(nowhere.error().code == Code::bad_configuration);
}
