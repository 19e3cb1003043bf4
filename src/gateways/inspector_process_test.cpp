#include "gateways/inspector_process.hpp"

#include "testing/scratch_folder.hpp"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>

using namespace mpaspor;
using namespace mpaspor::gateways;

namespace {

constexpr int kPatience = 20'000;  // ms, of a wait that ends by itself

/// An exchange whose other end the test plays.
struct Played {
    explicit Played(std::size_t file_bytes = 5, inspection::Ask ask = inspection::Ask::file)
        : exchange(make(file_bytes, ask)) {}

    void say(std::span<std::byte const> what) const {
        REQUIRE(write(theirs.number(), what.data(), what.size()) == std::ssize(what));
    }
    void say_started() const { say(std::array{inspection::kStarted}); }
    void hang_up() { theirs = Descriptor{}; }

    Descriptor theirs;
    Exchange exchange;

private:
    Exchange make(std::size_t file_bytes, inspection::Ask ask) {
        std::array<int, 2> ends{};
        REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
        theirs = Descriptor{ends[0]};
        return Exchange{Descriptor{ends[1]}, Bytes(file_bytes, std::byte{7}), ask};
    }
};

inspection::Inspected picture(std::string_view content) {
    auto const bytes = std::as_bytes(std::span{content});
    return {.kind = inspection::Kind::jpeg,
            .content = {bytes.begin(), bytes.end()},
            .width = 3,
            .height = 2};
}

std::string text_of(std::string const& path) {
    std::ifstream file{path};
    return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace

TEST_CASE("an answer that comes byte by byte is put together") {
    Played played;
    auto const sent = picture("\xFF\xD8\xFF and more");
    played.say_started();
    auto const head = inspection::encode_answer_head(sent);
    CHECK(played.exchange.advance() == Exchange::Step::more);
    CHECK(played.exchange.started());
    for (auto const byte : head) {
        played.say(std::array{byte});
        CHECK(played.exchange.advance() == Exchange::Step::more);
    }
    played.say(sent.content);
    CHECK(played.exchange.advance() == Exchange::Step::done);
    CHECK(played.exchange.outcome().value().content == sent.content);
}

TEST_CASE("a file larger than the socket's buffer is written as the reader takes it") {
    auto const kTotal = std::size_t{4'000'000} + inspection::RequestHead{}.size();
    Played played{4'000'000};
    Bytes taken(1'000'000);
    std::size_t total = 0;
    while (played.exchange.wants_to_write()) {
        REQUIRE(played.exchange.advance() == Exchange::Step::more);
        auto const count = read(played.theirs.number(), taken.data(), taken.size());
        REQUIRE(count > 0);
        total += static_cast<std::size_t>(count);
    }
    while (total < kTotal) {
        auto const count = read(played.theirs.number(), taken.data(), taken.size());
        REQUIRE(count > 0);
        total += static_cast<std::size_t>(count);
    }
    CHECK(total == kTotal);
}

TEST_CASE("a file whose reader never began is not to blame, and can be given to another") {
    Played played;
    played.hang_up();
    CHECK(played.exchange.advance() == Exchange::Step::done);
    CHECK_FALSE(played.exchange.started());
    CHECK(played.exchange.outcome().error().code == Code::inspector_unavailable);
    CHECK(played.exchange.take_file() == Bytes(5, std::byte{7}));
}

TEST_CASE("a file whose reader dies is too costly, at whatever byte of the answer") {
    auto const sent = picture("\xFF\xD8\xFF and more");
    auto const head = inspection::encode_answer_head(sent);
    for (std::size_t const said : {std::size_t{0}, std::size_t{7}, head.size()}) {
        Played played;
        played.say_started();
        played.say(std::span{head}.first(said));
        played.hang_up();
        CHECK(played.exchange.advance() == Exchange::Step::done);
        CHECK(played.exchange.outcome().error().code == Code::file_too_costly);
    }
}

TEST_CASE("a reader that breaks the protocol is not believed") {
    auto const html = picture("<html>");
    auto head = inspection::encode_answer_head(html);
    SUBCASE("another first byte") {
        Played played;
        played.say(std::array{std::byte{0}});
        CHECK(played.exchange.advance() == Exchange::Step::done);
        CHECK(played.exchange.outcome().error().code == Code::file_too_costly);
    }
    SUBCASE("a head out of bounds") {
        Played played;
        head[0] = std::byte{0xFF};
        played.say_started();
        played.say(head);
        CHECK(played.exchange.advance() == Exchange::Step::done);
        CHECK(played.exchange.outcome().error().code == Code::file_too_costly);
    }
    SUBCASE("content of another kind than it says") {
        Played played;
        played.say_started();
        played.say(head);
        played.say(html.content);
        CHECK(played.exchange.advance() == Exchange::Step::done);
        CHECK(played.exchange.outcome().error().code == Code::file_too_costly);
    }
}

TEST_CASE("a reader that dies while it reads the print costs nothing but that") {
    auto const sent = picture("\xFF\xD8\xFF and more");
    inspection::MrzText const lines{std::string(44, 'P'), std::string(44, '1')};
    auto const tail = inspection::encode_mrz(lines);
    for (std::size_t const said : {std::size_t{0}, std::size_t{87}, tail.size()}) {
        CAPTURE(said);
        Played played{5, inspection::Ask::file_and_mrz};
        played.say_started();
        played.say(inspection::encode_answer_head(sent));
        played.say(sent.content);
        CHECK(played.exchange.advance() == Exchange::Step::more);
        CHECK(played.exchange.has_file());
        played.say(std::span{tail}.first(said));
        played.hang_up();
        CHECK(played.exchange.advance() == Exchange::Step::done);
        CHECK(played.exchange.lost_mrz() == (said < tail.size()));
        auto const outcome = played.exchange.outcome().value();
        CHECK(outcome.content == sent.content);
        CHECK(outcome.mrz.has_value() == (said == tail.size()));
    }
}

TEST_CASE("nothing is read in a file that was refused") {
    Played played{5, inspection::Ask::file_and_mrz};
    played.say_started();
    played.say(inspection::encode_answer_head(fail(Code::file_encrypted)));
    CHECK(played.exchange.advance() == Exchange::Step::done);
    CHECK_FALSE(played.exchange.lost_mrz());
    CHECK(played.exchange.outcome().error().code == Code::file_encrypted);
}

TEST_CASE("a refusal comes through with its code") {
    Played played;
    played.say_started();
    played.say(inspection::encode_answer_head(fail(Code::file_encrypted)));
    CHECK(played.exchange.advance() == Exchange::Step::done);
    CHECK(played.exchange.outcome().error().code == Code::file_encrypted);
}

TEST_CASE("the program is started with no environment and no descriptor of ours") {
    // Method: a script in its place writes down what it was given. One of our descriptors would be
    // inherited if it were not closed: it is marked to stay open.
    testing::ScratchFolder const folder;
    auto const script = folder.file("reader");
    std::ofstream{script} << "#!/bin/sh\n"
                             "/bin/ls /proc/$$/fd > $0.descriptors\n"
                             "/bin/cat /proc/$$/environ > $0.environment\n";
    REQUIRE(chmod(script.c_str(), 0700) == 0);
    Descriptor const leak{fcntl(STDIN_FILENO, F_DUPFD, 50)};
    REQUIRE(leak.number() >= 50);

    auto const program = InspectorProcess::start(script);
    REQUIRE(program);
    pollfd control{.fd = program->control(), .events = POLLIN, .revents = 0};
    REQUIRE(poll(&control, 1, kPatience) == 1);
    CHECK(program->hear() == InspectorProcess::Sign::ended);
    auto const descriptors = text_of(script + ".descriptors");
    CHECK(descriptors.starts_with("0\n1\n"));
    CHECK_FALSE(descriptors.contains(std::to_string(leak.number()) + "\n"));
    CHECK(text_of(script + ".environment").empty());
}

TEST_CASE("the real program says that it is ready, then takes documents") {
    auto const program = InspectorProcess::start(MPASPOR_INSPECT);
    REQUIRE(program);
    pollfd control{.fd = program->control(), .events = POLLIN, .revents = 0};
    REQUIRE(poll(&control, 1, kPatience) == 1);
    CHECK(program->hear() == InspectorProcess::Sign::ready);
    CHECK(program->hear() == InspectorProcess::Sign::nothing);
    auto socket = program->open_document();
    REQUIRE(socket);
    Exchange exchange{std::move(*socket), {}, inspection::Ask::file};
    while (exchange.advance() == Exchange::Step::more) {
        pollfd document{.fd = exchange.socket(), .events = POLLIN, .revents = 0};
        REQUIRE(poll(&document, 1, kPatience) == 1);
    }
    CHECK(exchange.outcome().error().code == Code::file_empty);
}
