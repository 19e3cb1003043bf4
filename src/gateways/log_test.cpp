#include "gateways/log.hpp"

#include "testing/scratch_folder.hpp"

#include <doctest/doctest.h>
#include <simdjson.h>

#include <fstream>
#include <string>
#include <thread>
#include <vector>

using namespace mpaspor;
using app::Severity;

namespace {

std::vector<std::string> lines_of(std::string const& path) {
    std::ifstream file{path};
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

}  // namespace

TEST_CASE("log: an event is one JSON line with its time, severity, name and typed fields") {
    testing::ScratchFolder const folder;
    auto const log = gateways::open_log(folder.file("log")).value();
    log->write(Severity::warning, "gateway_failed", {{"system", "bank"}, {"tries", 3}});
    auto const lines = lines_of(folder.file("log"));
    REQUIRE(lines.size() == 1);

    simdjson::dom::parser parser;
    simdjson::dom::object const line = parser.parse(lines[0]);
    CHECK(line.size() == 5);
    CHECK(line["severity"].get_string().value() == "warning");
    CHECK(line["event"].get_string().value() == "gateway_failed");
    CHECK(line["system"].get_string().value() == "bank");
    CHECK(line["tries"].get_int64().value() == 3);
    std::string_view const time = line["time"].get_string();
    REQUIRE(time.size() == std::string_view{"2026-12-01T02:00:00.123456Z"}.size());
    CHECK(time.starts_with("20"));
    CHECK(time[10] == 'T');
    CHECK(time.ends_with('Z'));
}

TEST_CASE("log: no text can end its line or its string") {
    testing::ScratchFolder const folder;
    auto const log = gateways::open_log(folder.file("log")).value();
    std::string_view const naughty = "\",\"event\":\"forged\"}\r\n{} {fmt} %v \\ \x01 \x7f";
    log->write(Severity::info, naughty, {{"text", naughty}, {"least", INT64_MIN}});
    log->write(Severity::alarm, "next");
    auto const lines = lines_of(folder.file("log"));
    REQUIRE(lines.size() == 2);
    simdjson::dom::parser parser;
    simdjson::dom::object const line = parser.parse(lines[0]);
    CHECK(line["event"].get_string().value() == naughty);
    CHECK(line["text"].get_string().value() == naughty);
    CHECK(line["least"].get_int64().value() == INT64_MIN);
    simdjson::dom::parser second;
    CHECK(second.parse(lines[1]).at_key("severity").get_string().value() == "alarm");
}

TEST_CASE("log: threads write whole lines, and a log goes on where the last one ended") {
    testing::ScratchFolder const folder;
    for (int round = 0; round < 2; ++round) {
        auto const log = gateways::open_log(folder.file("log")).value();
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread) {
            threads.emplace_back([&] {
                for (int i = 0; i < 100; ++i) log->write(Severity::info, "event", {{"i", i}});
            });
        }
    }
    auto const lines = lines_of(folder.file("log"));
    CHECK(lines.size() == 800);
    simdjson::dom::parser parser;
    for (auto const& line : lines) CHECK(parser.parse(line).error() == simdjson::SUCCESS);
}

TEST_CASE("log: a file that cannot be written is said at once") {
    testing::ScratchFolder const folder;
    auto const log = gateways::open_log(folder.file(""));
    CHECK(log.error().code == Code::bad_configuration);
    CHECK(gateways::open_log(std::string{gateways::kLogToStderr}).has_value());
}
