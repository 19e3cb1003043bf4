// Goal: nobody in front of us can see another end of a request than we do (trust.md, request
// smuggling), and no bytes at all disturb the next client.
// Method: raw requests on a socket, each with the status it must get. Every case is sent whole and
// byte by byte; after each a good request on a fresh connection must work.

#include "http/framing.hpp"

#include "tests/http/raw_client.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <string>
#include <string_view>
#include <vector>

using namespace mpaspor;
using testing::get;
using testing::post;
using testing::TestServer;

namespace {

struct Case {
    std::string bytes;
    int status;
};

std::string line(std::string_view request_line) {
    return std::string{request_line} + "\r\nHost: a\r\n\r\n";
}

std::string with(std::string_view fields) {
    return "POST / HTTP/1.1\r\nHost: a\r\n" + std::string{fields};
}

std::string chunked(std::string_view body, std::string_view fields = "") {
    return with("Transfer-Encoding: chunked\r\n" + std::string{fields} + "\r\n" +
                std::string{body});
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += text;
    return all;
}

std::string const kNul(1, '\0');

std::vector<Case> const kLines{
    {line("GET / HTTP/1.1"), 200},
    {line("GET /a/%2e%2E?x=%00 HTTP/1.1"), 200},
    {line("OPTIONS / HTTP/1.1"), 200},
    {line("M-SEARCH / HTTP/1.1"), 200},
    {"GET / HTTP/1.0\r\n\r\n", 200},
    {line("GET / HTTP/1.0"), 200},
    {line("GET  / HTTP/1.1"), 400},
    {line("GET /  HTTP/1.1"), 400},
    {line("GET\t/ HTTP/1.1"), 400},
    {line(" GET / HTTP/1.1"), 400},
    {line("GET / HTTP/1.1 "), 400},
    {line("GET /"), 400},
    {line("GET"), 400},
    {line("G@T / HTTP/1.1"), 400},
    {line("GET / HTTP/0.9"), 400},
    {line("GET / HTTP/1.2"), 400},
    {line("GET / HTTP/2.0"), 400},
    {line("GET / HTTP/11"), 400},
    {line("GET / http/1.1"), 400},
    {line("PRI * HTTP/2.0"), 400},
    {line("GET http://a/ HTTP/1.1"), 400},
    {line("OPTIONS * HTTP/1.1"), 400},
    {line("CONNECT a:80 HTTP/1.1"), 400},
    {line("GET a HTTP/1.1"), 400},
    {line("GET /#x HTTP/1.1"), 400},
    {line("GET /\xc3\xa9 HTTP/1.1"), 400},
    {line("GET /a" + kNul + " HTTP/1.1"), 400},
    {"\r\n" + line("GET / HTTP/1.1"), 400},
    {"\n", 400},
    {"\x16\x03\x01\x02", 400},  // TLS.
    {kNul, 400},
};

std::vector<Case> const kFields{
    {get("/", "X: \xe2\x82\xac\r\n"), 200},
    {get("/", "X:\tvalue \t\r\n"), 200},
    {get("/", "X:\r\n"), 200},
    {"GET / HTTP/1.1\r\n\r\n", 400},
    {get("/", "Host: a\r\n"), 400},
    {get("/", "hOST: b\r\n"), 400},
    {"GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n", 400},
    {"GET / HTTP/1.1\r\nHost:\r\n\r\n", 400},
    {"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400},
    {"GET / HTTP/1.1\r\nHost: a,b\r\n\r\n", 400},
    {"GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
    {"GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", 400},
    {"GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", 200},
    {"GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400},
    {"GET / HTTP/1.1\nHost: a\n\n", 400},
    {"GET / HTTP/1.1\r\nHost: a\n\r\n", 400},
    {"GET / HTTP/1.1\r\nHost: a\r\n\n", 400},
    {get("/", "X: a\rb\r\n"), 400},
    {get("/", "X: a\r\r\n"), 400},
    {get("/", "X: a" + kNul + "\r\n"), 400},
    {get("/", "X: a\x0b\r\n"), 400},
    {get("/", "X: a\x7f\r\n"), 400},
    {get("/", "X: a\r\n b\r\n"), 400},  // obs-fold
    {get("/", "X: a\r\n\tb\r\n"), 400},
    {get("/", "X : a\r\n"), 400},
    {get("/", "X\r\n"), 400},
    {get("/", ": a\r\n"), 400},
    {get("/", "X@: a\r\n"), 400},
    {get("/", "X\xc3\xa9: a\r\n"), 400},
    {get("/", "Expect: 200-ok\r\n"), 400},
    {get("/", "Expect: 100-continue\r\nExpect: 100-continue\r\n"), 400},
};

std::vector<Case> const kLengths{
    {post("/", "body"), 200},
    {post("/", ""), 200},
    {with("\r\n"), 200},
    {with("Content-Length: 004\r\n\r\nbody"), 200},
    {with("Content-Length: 4\r\nContent-Length: 4\r\n\r\nbody"), 400},
    {with("Content-Length: 4\r\nContent-Length: 5\r\n\r\nbody"), 400},
    {with("Content-Length: 4, 4\r\n\r\nbody"), 400},
    {with("Content-Length: +4\r\n\r\nbody"), 400},
    {with("Content-Length: -4\r\n\r\nbody"), 400},
    {with("Content-Length: 0x4\r\n\r\nbody"), 400},
    {with("Content-Length: 4 4\r\n\r\nbody"), 400},
    {with("Content-Length: 4.0\r\n\r\nbody"), 400},
    {with("Content-Length: four\r\n\r\nbody"), 400},
    {with("Content-Length:\r\n\r\n"), 400},
    {with("Content-Length: 18446744073709551616\r\n\r\n"), 400},
    {with("Content-Length: 18446744073709551620\r\n\r\nbody"), 400},
    {with("Content-Length: 1048577\r\n\r\n"), 413},
    {with("Content-Length: 99999999999999999\r\n\r\n"), 413},
    {with("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400},
    {with("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n"), 400},
    {with("Transfer-Encoding: gzip\r\n\r\n"), 400},
    {with("Transfer-Encoding: identity\r\n\r\n"), 400},
    {with("Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"), 400},
    {with("Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n"), 400},
    {with("Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"), 400},
    {with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400},
    {with("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400},
    {with("Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n"), 400},
    {with("Transfer-Encoding: chunked;x=1\r\n\r\n0\r\n\r\n"), 400},
    {with("Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"), 400},
    {with("Transfer-Encoding:\r\n\r\n"), 400},
    {with("Transfer-Encoding: chunked\x0b\r\n\r\n0\r\n\r\n"), 400},
    {with("Transfer_Encoding: chunked\r\n\r\n"), 200},  // Another field: no body.
    {"POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
};

std::vector<Case> const kChunks{
    {chunked("4\r\nbody\r\n0\r\n\r\n"), 200},
    {chunked("0\r\n\r\n"), 200},
    {chunked("000004\r\nbody\r\n00\r\n\r\n"), 200},
    {chunked("A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n"), 200},
    {chunked("4;x=\"y\"\r\nbody\r\n0\r\n\r\n"), 200},
    {chunked("4\r\nbody\r\n0\r\nTrailer: x\r\n\r\n"), 200},
    {with("Transfer-Encoding: CHUNKED\r\n\r\n4\r\nbody\r\n0\r\n\r\n"), 200},
    {chunked("\r\n0\r\n"), 400},
    {chunked("x\r\nbody\r\n0\r\n\r\n"), 400},
    {chunked("-4\r\nbody\r\n0\r\n\r\n"), 400},
    {chunked("+4\r\nbody\r\n0\r\n\r\n"), 400},
    {chunked("0x4\r\nbody\r\n0\r\n\r\n"), 400},
    {chunked(" 4\r\nbody\r\n0\r\n\r\n"), 400},
    {chunked("4\nx\r\nbody\r\n0\r\n\r\n"), 400},
    {chunked("4\rx\r\nbody\r\n0\r\n\r\n"), 400},
    {chunked("4\r\nbodyX\r\n0\r\n\r\n"), 400},
    {chunked("4\r\nbody\n\n0\r\n\r\n"), 400},
    {chunked("4;\nx\r\nbody\r\n0\r\n\r\n"), 400},
    {chunked("4\r\nbody\r\n0\r\nTrailer\r\n\r\n"), 400},
    {chunked("4\r\nbody\r\n0\r\nTrailer: x\nY: z\r\n\r\n"), 400},
    {chunked("4\r\nbody\r\n0\r\nTrailer: x\ry\r\n\r\n"), 400},
    {chunked("4\r\nbody\r\n0\r\nContent-Length: 4\r\n\r\n"), 400},
    {chunked("4\r\nbody\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n"), 400},
    {chunked("10000000000000004\r\nbody\r\n0\r\n\r\n"), 400},
    {chunked("FFFFFFFFFFFFFFFF\r\nbody\r\n0\r\n\r\n"), 413},
    {chunked("100001\r\n"), 413},
    {chunked("4;" + std::string(20'000, 'x')), 400},
    {chunked("0\r\n" + repeated("Trailer: x\r\n", 2000)), 400},
};

std::vector<Case> const kSizes{
    {get("/" + std::string(2047, 'x')), 200},
    {get("/" + std::string(2048, 'x')), 414},
    {get("/" + std::string(9000, 'x')), 414},
    {get("/", "X: " + std::string(7000, 'x') + "\r\n"), 200},
    {get("/", "X: " + std::string(9000, 'x') + "\r\n"), 431},
    {get("/", repeated("X: y\r\n", 3000)), 431},
};

void check(std::vector<Case> const& cases) {
    TestServer server;
    for (auto const& [bytes, status] : cases) {
        CAPTURE(bytes.substr(0, 200));
        {
            auto client = server.connect();
            CHECK(client.ask(bytes).status == status);
            if (status != 200) CHECK(client.ends());
        }
        if (bytes.size() < 400) {
            auto client = server.connect();
            for (char const byte : bytes) client.send({&byte, 1});
            CHECK(client.answer().status == status);
        }
        CHECK(server.connect().ask(get("/next")).body == "GET /next? ");
    }
}

}  // namespace

TEST_CASE("framing: a request line is exactly method, origin form, HTTP/1.1 or 1.0") {
    check(kLines);
}

TEST_CASE("framing: header fields stand on lines of their own, and there is one Host") {
    check(kFields);
}

TEST_CASE("framing: a body has one length, said in one way") {
    check(kLengths);
}

TEST_CASE("framing: chunks are exact, and their sum is bound by the limit of the body") {
    check(kChunks);
}

TEST_CASE("framing: target, header and body have limits, each with its status") {
    check(kSizes);
}

TEST_CASE("framing: what was refused is not followed by a request smuggled behind it") {
    TestServer server;
    for (auto const& cases : {kLines, kFields, kLengths, kChunks, kSizes}) {
        for (auto const& [bytes, status] : cases) {
            if (status == 200) continue;
            CAPTURE(bytes.substr(0, 200));
            auto client = server.connect();
            CHECK(client.ask(bytes + get("/smuggled")).status == status);
            CHECK(client.ends());
        }
    }
    // The control: behind a good request the next one is answered.
    auto client = server.connect();
    CHECK(client.ask(post("/", "body") + get("/next")).body == "POST /? body");
    CHECK(client.answer().body == "GET /next? ");
}

TEST_CASE("framing: whatever bytes come in whatever pieces, the server goes on") {
    TestServer server;
    CHECK(rc::check([&](std::vector<std::uint8_t> const& sizes, std::vector<char> const& junk,
                        std::uint8_t which, std::size_t at) {
        std::vector<std::vector<Case> const*> const all{&kLines, &kFields, &kLengths, &kChunks};
        auto const& cases = *all[which % all.size()];
        auto bytes = cases[at % cases.size()].bytes;
        bytes.insert(at % bytes.size(), std::string(junk.begin(), junk.end()).substr(0, 1));
        auto client = server.connect();
        std::size_t sent = 0;
        for (std::size_t i = 0; sent < bytes.size(); ++i) {
            auto const next = i < sizes.size() ? sizes[i] % 7U + 1U : bytes.size();
            client.send(std::string_view{bytes}.substr(sent, next));
            sent += next;
        }
        RC_ASSERT(server.connect().ask(get("/next")).status == 200);
    }));
}

TEST_CASE("framing: an end is found at the same byte, in whatever pieces a header arrives") {
    CHECK(rc::check(
        [](std::vector<std::uint8_t> const& sizes, std::uint8_t which, std::size_t at, char byte) {
            std::vector<std::vector<Case> const*> const all{&kLines, &kFields, &kLengths};
            auto const& cases = *all[which % all.size()];
            auto bytes = cases[at % cases.size()].bytes + "rest";
            bytes[at % bytes.size()] = byte;

            http::HeaderScan whole;
            auto const verdict = whole.go_on(bytes);
            http::HeaderScan pieces;
            auto last = http::HeaderScan::Verdict::incomplete;
            std::size_t sent = 0;
            for (std::size_t i = 0;
                 last == http::HeaderScan::Verdict::incomplete && sent < bytes.size(); ++i) {
                sent += i < sizes.size() ? sizes[i] % 7U : 1U;
                last = pieces.go_on(std::string_view{bytes}.substr(0, sent));
            }
            RC_ASSERT((last == verdict));
            if (verdict == http::HeaderScan::Verdict::complete)
                RC_ASSERT(pieces.size() == whole.size());
        }));
}
