#include "gateways/inspector.hpp"

#include "testing/ask_inspector.hpp"
#include "testing/collecting_log.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <thread>
#include <vector>

using namespace mpaspor;
using gateways::SandboxedInspector;
using testing::ask;
using Milliseconds = std::chrono::milliseconds;

namespace {

Bytes sample(std::string const& name) {
    std::ifstream file{std::string{MPASPOR_SOURCE_DIR} + "/tests/files/inspect/" + name,
                       std::ios::binary};
    REQUIRE(file.good());
    std::string const text{std::istreambuf_iterator<char>{file}, {}};
    auto const bytes = std::as_bytes(std::span{text});
    return {bytes.begin(), bytes.end()};
}

/// The code `answer` carries; the answer must be a refusal and come in time.
Code refusal(testing::Inspection answer) {
    REQUIRE(answer.wait_for(std::chrono::seconds{20}) == std::future_status::ready);
    auto const outcome = answer.get();
    REQUIRE_FALSE(outcome);
    return outcome.error().code;
}

}  // namespace

TEST_CASE("files are answered side by side, each with its own result") {
    testing::CollectingLog log;
    SandboxedInspector inspector{{.program = MPASPOR_INSPECT}, log};
    std::vector<testing::Inspection> pictures;
    std::vector<testing::Inspection> documents;
    for (int i = 0; i < 10; ++i) {
        pictures.push_back(ask(inspector, sample("phone.jpg")));
        documents.push_back(ask(inspector, sample("scan.pdf")));
    }
    for (auto& picture : pictures) CHECK(picture.get().value().type == app::FileType::jpeg);
    for (auto& document : documents) CHECK(document.get().value().type == app::FileType::pdf);
    CHECK(log.events().empty());
}

TEST_CASE("a full queue answers busy at once, on the caller's thread") {
    testing::CollectingLog log;
    auto const here = std::this_thread::get_id();
    for (auto const& [files, bytes] : {std::pair{0, 100}, std::pair{1, 9}}) {
        SandboxedInspector inspector{{.program = MPASPOR_INSPECT,
                                      .at_once = 0,
                                      .queue_files = static_cast<std::size_t>(files),
                                      .queue_bytes = static_cast<std::size_t>(bytes)},
                                     log};
        auto code = Code::internal;
        auto thread = std::thread::id{};
        inspector.inspect(Bytes(10), inspection::Ask::file, [&](auto const& outcome) {
            code = outcome.error().code;
            thread = std::this_thread::get_id();
        });
        CHECK(code == Code::busy);
        CHECK(thread == here);
    }
}

TEST_CASE("a queue with room takes a file of exactly what is left, and none after it") {
    testing::CollectingLog log;
    SandboxedInspector inspector{
        {.program = MPASPOR_INSPECT, .at_once = 0, .queue_files = 2, .queue_bytes = 10}, log};
    auto first = ask(inspector, Bytes(10));
    CHECK(refusal(ask(inspector, Bytes(1))) == Code::busy);
    inspector.stop();
    CHECK(refusal(std::move(first)) == Code::inspector_unavailable);
}

TEST_CASE("a file that waits too long is answered busy") {
    testing::CollectingLog log;
    SandboxedInspector inspector{
        {.program = MPASPOR_INSPECT, .at_once = 0, .queue_wait = Milliseconds{1}}, log};
    CHECK(refusal(ask(inspector, Bytes(10))) == Code::busy);
}

TEST_CASE("a file of 10 MiB is taken, one of a byte more is refused unread") {
    static_assert(inspection::kFileBytesMax == 10 * 1024 * 1024);
    testing::CollectingLog log;
    SandboxedInspector inspector{{.program = MPASPOR_INSPECT}, log};
    auto longest = sample("phone.jpg");
    longest.resize(inspection::kFileBytesMax);
    auto const kept = ask(inspector, longest).get();
    REQUIRE(kept);
    CHECK(kept->content == ask(inspector, sample("phone.jpg")).get().value().content);
    longest.push_back({});
    CHECK(refusal(ask(inspector, longest)) == Code::file_too_costly);
}

TEST_CASE("a file that takes longer than its time is given up") {
    testing::CollectingLog log;
    SandboxedInspector inspector{{.program = MPASPOR_INSPECT, .reading_wall = Milliseconds{0}},
                                 log};
    CHECK(refusal(ask(inspector, sample("phone.jpg"))) == Code::file_too_costly);
    CHECK(log.count("inspector_file_overdue") == 1);
}

TEST_CASE("a file that uses up its reader's time hurts only itself") {
    testing::CollectingLog log;
    SandboxedInspector inspector{{.program = MPASPOR_INSPECT}, log};
    auto bomb = ask(inspector, sample("endless.pdf"));
    CHECK(ask(inspector, sample("phone.jpg")).get());
    CHECK(refusal(std::move(bomb)) == Code::file_too_costly);
    CHECK(ask(inspector, sample("phone.jpg")).get());
    CHECK(log.count("inspector_ended") == 0);
}

TEST_CASE("a program that cannot be started makes files unavailable, and is said to the log") {
    testing::CollectingLog log;
    for (auto const* const path : {"/nonexistent/mpaspor-inspect", "/bin/true", "/etc/passwd"}) {
        SandboxedInspector inspector{{.program = path}, log};
        CAPTURE(std::string{path});
        CHECK(refusal(ask(inspector, sample("phone.jpg"))) == Code::inspector_unavailable);
    }
    CHECK(log.count("inspector_not_started") >= 2);
    CHECK(log.count("inspector_ended") >= 1);
}

TEST_CASE("a program that was killed between files is started again and no file is lost") {
    testing::CollectingLog log;
    SandboxedInspector inspector{{.program = MPASPOR_INSPECT}, log};
    for (int round = 0; round < 5; ++round) {
        REQUIRE(ask(inspector, sample("phone.jpg")).get());
        inspector.kill_program();
    }
    REQUIRE(ask(inspector, sample("phone.jpg")).get());
    CHECK(log.count("inspector_ended") == 5);
}

TEST_CASE("when a program dies under load every file gets exactly one answer") {
    // Method: files whose reader runs are finished by it, the others go to the next program; a
    // second death in a row may leave one unavailable, never blamed.
    testing::CollectingLog log;
    SandboxedInspector inspector{{.program = MPASPOR_INSPECT}, log};
    REQUIRE(ask(inspector, sample("phone.jpg")).get());
    std::vector<testing::Inspection> answers;
    for (int i = 0; i < 12; ++i) {
        answers.push_back(ask(inspector, sample("phone.jpg")));
        if (i % 4 == 0) inspector.kill_program();
    }
    for (auto& answer : answers) {
        auto const outcome = answer.get();
        if (!outcome) CHECK(outcome.error().code == Code::inspector_unavailable);
    }
    CHECK(log.count("inspector_ended") >= 1);
}

TEST_CASE("stopping answers what is under way, and what comes after it") {
    testing::CollectingLog log;
    SandboxedInspector inspector{{.program = MPASPOR_INSPECT}, log};
    std::vector<testing::Inspection> answers;
    for (int i = 0; i < 6; ++i) answers.push_back(ask(inspector, sample("endless.pdf")));
    inspector.stop();
    for (auto& answer : answers) CHECK(refusal(std::move(answer)) == Code::inspector_unavailable);
    CHECK(refusal(ask(inspector, sample("phone.jpg"))) == Code::inspector_unavailable);
    inspector.stop();
}
