#include "app/application/keep_part.hpp"
#include "app/application/documents.hpp"
#include "app/application/unfinished_upload.hpp"
#include "app/application/upload_mrz.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

using namespace mpaspor;
using namespace std::chrono_literals;
using testing::Office;
using testing::on_each_office;

namespace {

constexpr std::int64_t kSize = 1'000;

struct Part {
    std::int64_t start, length;
};

/// What a client sends as `blob` in the name of an account.
Result<app::PartKept> send(Office& office, AccountId account, std::string_view file, Part part,
                           std::string const& blob = "b", std::string const& key = "key",
                           std::int64_t size = kSize) {
    auto const me = office.as(account);
    app::KeepPart const input{.hash = sha256(file),
                              .key_name = key,
                              .size = size,
                              .part = {part.start, part.length, blob}};
    return office.act([&](auto& tx) { return app::keep_part(tx, me, input); });
}

app::UploadProgress progress(Office& office, AccountId account, std::string_view file) {
    auto const me = office.as(account);
    return office.act([&](auto& tx) { return app::read_upload_progress(tx, me, sha256(file)); })
        .value();
}

std::int64_t received(Office& office, AccountId account, std::string_view file) {
    auto const known = progress(office, account, file);
    return known.unfinished ? known.unfinished->received : 0;
}

/// Where a refused client is told to go on.
std::string goes_on(Result<app::PartKept> const& sent) {
    REQUIRE_FALSE(sent);
    REQUIRE(sent.error().code == Code::upload_offset_wrong);
    return sent.error().params.at(0).value;
}

Result<bool> forget(Office& office) {
    auto const job = office.system();
    return office.act([&](auto& tx) { return app::forget_stale_upload(tx, job); });
}

Result<void> end(Office& office, AccountId account, std::string_view file,
                 std::string_view key = "key") {
    auto const me = office.as(account);
    return office.act([&](auto& tx) { return app::end_unfinished(tx, me, sha256(file), key); });
}

/// The blobs that the outbox has to remove.
std::multiset<std::string> to_remove(Office& office) {
    std::multiset<std::string> blobs;
    auto const rows =
        office.database.run({"r", "SELECT sealed FROM outbox WHERE topic = 'blob_removal'"}, {});
    for (auto const& row : rows.value()) blobs.insert(to_text(row.bytes(0)));
    return blobs;
}

}  // namespace

TEST_CASE("parts: each goes on where the last one ended, and the last one ends with the file") {
    on_each_office([](Office& office) {
        auto const me = office.account();
        CHECK(send(office, me, "f", {0, 400}, "b1").value().upload.received == 400);
        CHECK(send(office, me, "f", {400, 599}, "b2").value().upload.received == 999);
        auto const last = send(office, me, "f", {999, 1}, "b3").value();
        CHECK(last.added);
        CHECK(last.upload.received == last.upload.size);
        std::vector<std::string> blobs;
        for (auto const& part : progress(office, me, "f").parts) blobs.push_back(part.blob);
        CHECK(blobs == std::vector<std::string>{"b1", "b2", "b3"});
    });
}

TEST_CASE("parts: a repeat changes nothing and says the same, whatever client repeats it") {
    on_each_office([](Office& office) {
        auto const me = office.account();
        REQUIRE(send(office, me, "f", {0, 400}));
        REQUIRE(send(office, me, "f", {400, 100}));
        for (auto const part : {Part{0, 400}, Part{400, 100}, Part{100, 200}}) {
            auto const again = send(office, me, "f", part, "other", "other key").value();
            CHECK_FALSE(again.added);
            CHECK(again.upload.received == 500);
            CHECK(again.upload.key_name == "key");
        }
        CHECK(progress(office, me, "f").parts.size() == 2);
    });
}

TEST_CASE("parts: one that begins elsewhere is told where to go on") {
    on_each_office([](Office& office) {
        auto const me = office.account();
        CHECK(goes_on(send(office, me, "f", {1, 10})) == "0");
        REQUIRE(send(office, me, "f", {0, 400}));
        CHECK(goes_on(send(office, me, "f", {401, 10})) == "400");
        CHECK(goes_on(send(office, me, "f", {399, 10})) == "400");
        CHECK(goes_on(send(office, me, "f", {400, 601})) == "400");
        CHECK(received(office, me, "f") == 400);
        auto const other_size = send(office, me, "f", {400, 10}, "b", "key", kSize + 1);
        CHECK(other_size.error().code == Code::file_hash_mismatch);
    });
}

TEST_CASE("parts: another account's file of the same bytes is another file") {
    on_each_office([](Office& office) {
        auto const me = office.account();
        auto const other = office.account();
        REQUIRE(send(office, me, "f", {0, 400}));
        CHECK(received(office, other, "f") == 0);
        CHECK(goes_on(send(office, other, "f", {400, 10})) == "0");
        REQUIRE(send(office, other, "f", {0, 10}));
        CHECK(received(office, me, "f") == 400);
    });
}

TEST_CASE("parts: of two clients with the same part one is kept, the other repeats it") {
    // Method: both looked before either sent, so both sealed under a key of their own.
    on_each_office([](Office& office) {
        auto const me = office.account();
        CHECK(send(office, me, "f", {0, 400}, "b1", "key 1").value().added);
        CHECK_FALSE(send(office, me, "f", {0, 400}, "b2", "key 2").value().added);
        // What was sealed under the key of one that is gone can never be read with the others.
        CHECK(goes_on(send(office, me, "f", {400, 10}, "b3", "key 2")) == "400");
        CHECK(send(office, me, "f", {400, 10}, "b3", "key 1").value().added);
    });
}

TEST_CASE("parts: an account has four unfinished files at most, and a file 640 parts") {
    on_each_office([](Office& office) {
        auto const me = office.account();
        for (auto const* const file : {"a", "b", "c", "d"}) {
            REQUIRE(send(office, me, file, {0, 1}));
        }
        CHECK(send(office, me, "e", {0, 1}).error().code == Code::uploads_exhausted);
        CHECK(send(office, office.account(), "e", {0, 1}));
        CHECK(send(office, me, "a", {1, 1}));  // One that was begun goes on.
        end(office, me, "a").value();
        CHECK(send(office, me, "e", {0, 1}));
        for (std::int64_t at = 1; at < app::kPartsMax; ++at) {
            REQUIRE(send(office, me, "b", {at, 1}));
        }
        auto const one_more = send(office, me, "b", {app::kPartsMax, 1});
        CHECK(one_more.error().code == Code::uploads_exhausted);
    });
}

TEST_CASE("parts: however a file is cut and however often a part comes, it is put together once") {
    // Method: a client that forgets what it sent, and asks, and a link that loses answers.
    on_each_office([](Office& office) {
        auto const me = office.account();
        int run = 0;
        bool const held = rc::check([&](std::vector<std::uint16_t> cuts, std::uint32_t losses) {
            std::set<std::int64_t> ends{kSize};
            for (auto const cut : cuts) ends.insert(1 + cut % kSize);
            auto const file = "file " + std::to_string(++run);
            for (std::uint32_t step = 0; received(office, me, file) < kSize; ++step) {
                auto const from = received(office, me, file);
                auto const to = *ends.upper_bound(from);
                auto const part = send(office, me, file, {from, to - from}, std::to_string(from));
                RC_ASSERT(part.has_value());
                bool const lost = ((losses >> (step % 32)) & 1U) != 0;
                if (!lost) continue;
                auto const again = send(office, me, file, {from, to - from}, "again");
                RC_ASSERT(again.has_value());
            }
            std::int64_t at = 0;
            for (auto const& part : progress(office, me, file).parts) {
                RC_ASSERT(part.start == at);
                RC_ASSERT(part.blob == std::to_string(at));
                at += part.length;
            }
            RC_ASSERT(at == kSize);
            end(office, me, file).value();
        });
        CHECK(held);
    });
}

TEST_CASE("parts: what has ended is removed from the outbox, all of it and nothing else") {
    on_each_office([](Office& office) {
        auto const me = office.account();
        REQUIRE(send(office, me, "f", {0, 400}, "b1"));
        REQUIRE(send(office, me, "f", {400, 600}, "b2"));
        REQUIRE(send(office, me, "g", {0, 400}, "b3", "key g"));
        end(office, me, "f", "an earlier key").value();
        CHECK(to_remove(office).empty());
        end(office, me, "f").value();
        CHECK(to_remove(office) == std::multiset<std::string>{"key b1", "key b2"});
        CHECK(received(office, me, "f") == 0);
        CHECK(received(office, me, "g") == 400);
        end(office, me, "f").value();
        CHECK(to_remove(office).size() == 2);
    });
}

TEST_CASE("parts: a file to which none has come for a day is forgotten, and no other") {
    on_each_office([](Office& office) {
        auto const me = office.account();
        REQUIRE(send(office, me, "old", {0, 400}, "b1"));
        REQUIRE(send(office, me, "going on", {0, 400}, "b2"));
        office.now += 1h;
        REQUIRE(send(office, me, "going on", {400, 1}, "b3"));
        office.now += 23h;
        CHECK_FALSE(forget(office).value());
        office.now += 1us;
        CHECK(forget(office).value());
        CHECK_FALSE(forget(office).value());
        CHECK(received(office, me, "old") == 0);
        CHECK(received(office, me, "going on") == 401);
        CHECK(to_remove(office) == std::multiset<std::string>{"key b1"});
        CHECK(send(office, me, "old", {0, 400}));
    });
}

TEST_CASE("parts: nobody but an applicant sends them") {
    on_each_office([](Office& office) {
        app::KeepPart const input{
            .hash = sha256("f"), .key_name = "k", .size = 10, .part = {0, 10, "b"}};
        for (auto const& who : {office.officer(1), office.system()}) {
            auto const sent = office.act([&](auto& tx) { return app::keep_part(tx, who, input); });
            CHECK(sent.error().code == Code::application_not_found);
        }
    });
}

TEST_CASE("uploads: what was read in one is kept beside it, once, and goes with it") {
    on_each_office([](Office& office) {
        auto const account = office.account();
        auto const me = office.as(account);
        auto const hash = sha256("passport");
        store::UploadMrz const read{Bytes(9, std::byte{1})};
        auto const keep = [&](store::UploadMrz const& mrz) {
            return office.act([&](auto& tx) { return app::keep_mrz(tx, me, hash, mrz); });
        };
        auto const find = [&] {
            return office.act([&](auto& tx) { return app::find_read_upload(tx, me, hash); })
                .value();
        };
        CHECK(keep(read).error().code == Code::upload_not_found);
        CHECK_FALSE(find());
        store::Upload const upload{
            .account = {}, .hash = hash, .blob = "k b", .type = "jpeg", .hints = {}, .created = {}};
        office.act([&](auto& tx) { return app::keep_upload(tx, me, upload); }).value();
        CHECK_FALSE(find()->mrz);
        CHECK(keep(read).value().mrz->sealed == read.sealed);
        CHECK(keep({}).value().mrz->sealed == read.sealed);
        CHECK(find()->mrz->sealed == read.sealed);
        office.database.script("DELETE FROM upload").value();
        CHECK(office.count("SELECT count(*) FROM upload_mrz") == 0);
    });
}
