#include "http/server.hpp"

#include "base/invariant.hpp"
#include "tests/http/raw_client.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

using namespace mpaspor;
using namespace std::chrono_literals;
using http::Admission;
using http::Head;
using http::Request;
using http::Respond;
using http::Response;
using testing::get;
using testing::post;
using testing::RawClient;
using testing::TestServer;

namespace {

/// Requests whose answers are given by the test, from its own thread.
class Waiting {
public:
    http::Server::Handle handler() {
        return [this](Request, Respond respond) {
            std::scoped_lock const lock{mutex_};
            responds_.push_back(std::move(respond));
            arrived_.notify_one();
        };
    }
    Respond take() {
        std::unique_lock lock{mutex_};
        REQUIRE(arrived_.wait_for(lock, 10s, [&] { return !responds_.empty(); }));
        auto respond = std::move(responds_.front());
        responds_.pop_front();
        return respond;
    }

private:
    std::mutex mutex_ = {};
    std::condition_variable arrived_ = {};
    std::deque<Respond> responds_ = {};  // Guarded by mutex_.
};

std::string many(char c, std::size_t count) {
    return std::string(count, c);
}

std::string socket_path() {
    return (std::filesystem::temp_directory_path() /
            ("mpaspor-server-test-" + std::to_string(::getpid())))
        .string();
}

}  // namespace

TEST_CASE("server: one connection serves request after request") {
    TestServer server;
    auto client = server.connect();
    for (int i = 0; i < 20; ++i) {
        auto const answer = client.ask(post("/a/" + std::to_string(i) + "?q=%20", "body"));
        CHECK(answer.status == 200);
        CHECK(answer.body == "POST /a/" + std::to_string(i) + "?q=%20 body");
        CHECK(answer.field("Connection").empty());
    }
    CHECK(server->connections() == 1);
}

TEST_CASE("server: a handler sees the request as it came, with the service's time of its header") {
    TestServer server{{.handle = [](Request request, Respond respond) {
        std::string seen = request.method + ' ' + request.path + ' ' + request.query + ' ' +
                           request.peer + ' ' + std::string{http::field(request.headers, "x-none")};
        for (auto const& [name, value] : request.headers) seen += '|' + name + '=' + value;
        CHECK(request.arrived == testing::TestClock{}.at);
        respond({.body = std::move(seen)});
    }}};
    auto const answer = server.connect().ask(get("/p?a=?", "X-Twice:  1 \r\nx-TWICE: 2\r\n"));
    CHECK(answer.body == "GET /p a=? 127.0.0.1 |host=a|x-twice=1|x-twice=2");
    CHECK(answer.field("Date") == "Mon, 14 Sep 2026 03:00:00 GMT");
}

TEST_CASE("server: status, fields and body are sent as given") {
    TestServer server{{.handle = [](Request, Respond respond) {
        respond({.status = 201,
                 .body = "{}",
                 .content_type = "application/problem+json",
                 .headers = {{"ETag", "\"1\""}, {"Set-Cookie", "a"}, {"Set-Cookie", "b"}}});
    }}};
    auto const answer = server.connect().ask(get("/"));
    CHECK(answer.head ==
          "HTTP/1.1 201 Created\r\nDate: Mon, 14 Sep 2026 03:00:00 GMT\r\n"
          "Content-Type: application/problem+json\r\nContent-Length: 2\r\nETag: \"1\"\r\n"
          "Set-Cookie: a\r\nSet-Cookie: b\r\n\r\n");
}

TEST_CASE("server: HEAD, 204 and 304 have no body, and the connection goes on behind them") {
    TestServer server{{.handle = [](Request request, Respond respond) {
        if (request.path == "/none") return respond({.status = 204, .body = "x"});
        if (request.path == "/same") return respond({.status = 304, .body = "x"});
        respond({.body = "body"});
    }}};
    auto client = server.connect();
    client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
    auto const head = client.answer("HEAD");
    CHECK(head.status == 200);
    CHECK(head.field("Content-Length") == "4");
    auto const none = client.ask(get("/none"));
    CHECK(none.status == 204);
    CHECK_FALSE(none.head.contains("Content-"));
    CHECK(client.ask(get("/same")).status == 304);
    CHECK(client.ask(get("/")).body == "body");
}

TEST_CASE("server: closes after HTTP/1.0 and when it is asked to") {
    TestServer server;
    for (std::string_view const bytes :
         {"GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nConnection: x,\tCLOSE\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nConnection: x\r\nConnection: close\r\n\r\n"}) {
        CAPTURE(bytes);
        auto client = server.connect();
        auto const answer = client.ask(bytes);
        CHECK(answer.status == 200);
        CHECK(answer.field("Connection") == "close");
        CHECK(client.ends());
    }
}

TEST_CASE("server: answers to requests sent ahead leave in the order of the requests") {
    Waiting waiting;
    TestServer server{{.handle = waiting.handler()}};
    auto client = server.connect();
    std::string all;
    for (int i = 0; i < 50; ++i) all += i % 2 == 0 ? get("/") : post("/", "body");
    client.send(all);
    for (int i = 0; i < 50; ++i) waiting.take()({.body = std::to_string(i)});
    for (int i = 0; i < 50; ++i) CHECK(client.answer().body == std::to_string(i));
}

TEST_CASE("server: a client that has finished sending still gets its answer") {
    Waiting waiting;
    TestServer server{{.handle = waiting.handler()}};
    auto client = server.connect();
    client.send(get("/"));
    client.finish_sending();
    waiting.take()({.body = "late"});
    CHECK(client.answer().body == "late");
    CHECK(client.ends());
}

TEST_CASE("server: several loops serve, and answers come from any thread") {
    Waiting waiting;
    TestServer server{{.limits = {.threads = 3}, .handle = waiting.handler()}};
    std::vector<RawClient> clients;
    for (int i = 0; i < 12; ++i) clients.push_back(server.connect());
    for (int round = 0; round < 5; ++round) {
        for (auto& client : clients) client.send(get("/"));
        std::vector<std::thread> answerers;
        for (std::size_t i = 0; i < clients.size(); ++i) {
            answerers.emplace_back([&] { waiting.take()({.body = "x"}); });
        }
        for (auto& client : clients) CHECK(client.answer().body == "x");
        for (auto& answerer : answerers) answerer.join();
    }
}

TEST_CASE("server: the answers of a batch go out in one post") {
    Waiting waiting;
    TestServer server{{.limits = {.threads = 2}, .handle = waiting.handler()}};
    std::vector<RawClient> clients;
    std::vector<Respond> batch;
    for (int i = 0; i < 8; ++i) {
        clients.push_back(server.connect());
        clients.back().send(get("/"));
        batch.push_back(waiting.take());
    }
    server->post([batch = std::move(batch)]() mutable {
        for (auto& respond : batch) respond({.body = "batch"});
    });
    for (auto& client : clients) CHECK(client.answer().body == "batch");
}

TEST_CASE("server: a body is read only when it was admitted, and no longer than its route allows") {
    auto const admit = [](Head const& head) -> Admission {
        if (head.path == "/no") return {.refusal = Response{.status = 401, .body = "no"}};
        return {.body_max = 10};
    };
    TestServer server{{.admit = admit}};
    SUBCASE("the refusal comes before the body") {
        auto client = server.connect();
        CHECK(client.ask("PUT /no HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\n").status ==
              401);
        CHECK(client.ends());
    }
    SUBCASE("the refusal reaches a client that sends its whole body first") {
        auto client = server.connect();
        client.send("PUT /no HTTP/1.1\r\nHost: a\r\nContent-Length: 8000000\r\n\r\n");
        client.send(many('x', 8'000'000));
        CHECK(client.answer().status == 401);
    }
    SUBCASE("without a body the connection goes on") {
        auto client = server.connect();
        CHECK(client.ask(get("/no")).status == 401);
        CHECK(client.ask(get("/yes")).status == 200);
    }
    SUBCASE("the route's limit binds both kinds of bodies, to the byte") {
        CHECK(server.connect().ask(post("/", many('x', 10))).status == 200);
        CHECK(server.connect().ask(post("/", many('x', 11))).status == 413);
        std::string const chunked =
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
        CHECK(server.connect().ask(chunked + "5\r\n12345\r\n5\r\n12345\r\n0\r\n\r\n").status ==
              200);
        CHECK(server.connect().ask(chunked + "5\r\n12345\r\n6\r\n").status == 413);
    }
}

TEST_CASE("server: Expect: 100-continue is answered when the body is wanted, and only then") {
    auto const admit = [](Head const& head) -> Admission {
        if (head.path == "/no") return {.refusal = Response{.status = 401}};
        return {.body_max = 10};
    };
    TestServer server{{.admit = admit}};
    auto const head = [](std::string const& path, std::string const& length) {
        return "PUT " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + length +
               "\r\nExpect: 100-continue\r\n\r\n";
    };
    auto client = server.connect();
    CHECK(client.ask(head("/yes", "4")).status == 100);
    CHECK(client.ask("body").body == "PUT /yes? body");
    CHECK(client.ask(head("/yes", "4") + "body").status == 200);  // It did not wait.
    CHECK(client.ask(head("/yes", "0")).status == 200);
    CHECK(client.ask(head("/no", "4")).status == 401);
    CHECK(server.connect().ask(head("/yes", "11")).status == 413);
}

TEST_CASE("server: large bodies go in and out whole") {
    TestServer server{
        {.admit = [](Head const&) { return Admission{.body_max = 20'000'000}; },
         .handle = [](Request request,
                      Respond respond) { respond({.body = std::move(request.body)}); }}};
    auto client = server.connect();
    std::string body = many('x', 8'000'000);
    for (std::size_t i = 0; i < body.size(); i += 997) body[i] = static_cast<char>('a' + i % 26);
    std::thread sender{[&] { client.send(post("/", body)); }};
    bool const same = client.answer().body == body;
    sender.join();
    CHECK(same);
    // No route takes more than the server does.
    CHECK(server.connect()
              .ask("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10485761\r\n\r\n")
              .status == 413);
}

TEST_CASE("server: slow headers and bodies are told 408, and idle connections are closed") {
    TestServer server{
        {.limits = {.header_time_max = 300ms, .body_time_max = 300ms, .idle_time_max = 300ms}}};
    std::vector<std::string> const slow{
        "G",
        "GET / HTTP/1.1\r\nHost: a\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbod",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbo",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n",
    };
    std::vector<RawClient> clients;
    for (auto const& bytes : slow) {
        clients.push_back(server.connect());
        clients.back().send(bytes);
    }
    auto idle = server.connect();
    auto used = server.connect();
    CHECK(used.ask(get("/")).status == 200);
    for (std::size_t i = 0; i < slow.size(); ++i) {
        CAPTURE(slow[i]);
        auto answer = clients[i].answer();
        if (slow[i].contains("Expect")) answer = clients[i].answer();
        CHECK(answer.status == 408);
        CHECK(answer.field("Connection") == "close");
        CHECK(clients[i].ends());
    }
    CHECK(idle.ends());
    CHECK(used.ends());
}

TEST_CASE("server: bytes that trickle in do not move the deadline") {
    TestServer server{{.limits = {.header_bytes_max = 1'000'000, .header_time_max = 300ms}}};
    auto client = server.connect();
    auto pace = server.connect();
    client.send("GET / HTTP/1.1\r\nHost: a\r\nX: ");
    for (int i = 0; i < 900'000 && !client.has_received(); ++i) {
        client.send("x");
        pace.ask(get("/"));
    }
    CHECK(client.answer().status == 408);
}

TEST_CASE("server: a handler may take longer than any deadline of the connection") {
    Waiting waiting;
    TestServer server{
        {.limits = {.header_time_max = 250ms, .body_time_max = 250ms, .idle_time_max = 250ms},
         .handle = waiting.handler()}};
    auto client = server.connect();
    client.send(get("/"));
    auto respond = waiting.take();
    CHECK(server.connect().ends());  // 250 ms and a sweep later.
    CHECK(server.connect().ends());
    respond({.body = "late"});
    CHECK(client.answer().body == "late");
}

TEST_CASE("server: a client that does not read its answer is given up") {
    auto const huge = [](Request, Respond respond) { respond({.body = many('x', 16'000'000)}); };
    TestServer patient{{.handle = huge}};
    CHECK(patient.connect().ask(get("/")).body.size() == 16'000'000);

    TestServer server{
        {.limits = {.idle_time_max = 1000ms, .write_time_max = 250ms}, .handle = huge}};
    auto client = server.connect();
    client.send(get("/"));
    CHECK(server.connect().ends());  // A second later.
    CHECK(client.answer().status == 0);
}

TEST_CASE("server: more connections than allowed are told so, and there is room when some leave") {
    TestServer server{{.limits = {.connections_max = 2}}};
    auto first = server.connect();
    CHECK(first.ask(get("/")).status == 200);
    {
        auto second = server.connect();
        CHECK(second.ask(get("/")).status == 200);
        auto third = server.connect();
        CHECK(third.answer().status == 503);
        CHECK(third.ends());
        CHECK(first.ask(get("/")).status == 200);
    }
    int status = 503;
    for (int i = 0; i < 1000 && status == 503; ++i) status = server.connect().ask(get("/")).status;
    CHECK(status == 200);
}

TEST_CASE("server: a handler that throws or forgets its request answers 500, once") {
    set_on_broken_invariant(OnBrokenInvariant::throw_it);
    {
        TestServer server{{.admit =
                               [](Head const& head) {
                                   if (head.path == "/admit") throw std::runtime_error{"x"};
                                   return Admission{};
                               },
                           .handle =
                               [](Request request, Respond respond) {
                                   if (request.path == "/throw") throw std::runtime_error{"x"};
                                   if (request.path == "/forget") return;
                                   if (request.path == "/break") {
                                       return respond(
                                           {.headers = {{"Location", "a\r\nSet-Cookie: b"}}});
                                   }
                                   respond({.body = "first"});
                                   respond({.body = "second"});
                               }}};
        for (char const* path : {"/admit", "/throw", "/forget", "/break"}) {
            CAPTURE(path);
            auto client = server.connect();
            CHECK(client.ask(get(path)).status == 500);
            CHECK(client.ends());
        }
        auto client = server.connect();
        CHECK(client.ask(get("/")).body == "first");
        CHECK(client.ask(get("/")).body == "first");
    }
    set_on_broken_invariant(OnBrokenInvariant::abort);
}

TEST_CASE("server: a graceful stop waits for what was begun, and for nothing else") {
    Waiting waiting;
    TestServer server{{.limits = {.threads = 2}, .handle = waiting.handler()}};
    std::vector<RawClient> clients;
    std::vector<Respond> answers;
    for (int i = 0; i < 64; ++i) {
        clients.push_back(server.connect());
        clients.back().send(get("/"));
        answers.push_back(waiting.take());
    }
    auto idle = server.connect();
    idle.send(get("/"));
    waiting.take()({.body = "before"});
    CHECK(idle.answer().body == "before");
    auto begun = server.connect();
    begun.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
    CHECK(begun.answer().status == 100);

    server->stop(30s);
    CHECK(idle.ends());
    for (auto& answer : answers) answer({.body = "x"});
    for (auto& client : clients) {
        auto const answer = client.answer();
        CHECK(answer.body == "x");
        CHECK(answer.field("Connection") == "close");
    }
    begun.send("body");
    waiting.take()({.body = "y"});
    CHECK(begun.answer().body == "y");
    clients.clear();
    begun.finish_sending();
    server.join();
    CHECK(server->connections() == 0);
}

TEST_CASE("server: a stop ends after its grace, and answers that come later are dropped") {
    Waiting waiting;
    Respond late;
    {
        TestServer server{{.handle = waiting.handler()}};
        auto client = server.connect();
        client.send(get("/"));
        late = waiting.take();
        server->stop(300ms);
        server.join();
        CHECK(client.ends());
        server->post([] { FAIL("after the end"); });
    }
    late({.body = "nobody is there"});
}

TEST_CASE("server: a Unix socket is the operator's own, and one left behind is replaced") {
    auto const path = socket_path();
    {
        TestServer server{
            {.handle = [](Request request, Respond respond) { respond({.body = request.peer}); },
             .address = path}};
        CHECK(server->port() == 0);
        struct stat found{};
        REQUIRE(::stat(path.c_str(), &found) == 0);
        CHECK((found.st_mode & 0777U) == 0600U);
        CHECK(RawClient{path}.ask(get("/")).body == "unix");

        testing::TestClock const clock;  // A second server does not take it over.
        auto const second = http::Server::listen(path, {}, {}, clock);
        REQUIRE_FALSE(second.has_value());
        CHECK(second.error().code == Code::bad_configuration);
        CHECK(RawClient{path}.ask(get("/")).status == 200);
    }
    CHECK_FALSE(std::filesystem::exists(path));
    {
        testing::TestClock const clock;
        auto killed = http::Server::listen(path, {}, {}, clock);
        REQUIRE(killed);
        std::filesystem::create_hard_link(path, path + ".kept");
    }
    std::filesystem::rename(path + ".kept", path);  // As if it had been killed.
    TestServer server{{.address = path}};
    CHECK(RawClient{path}.ask(get("/")).status == 200);
}

TEST_CASE("server: says when it cannot listen") {
    testing::TestClock const clock;
    auto const file = socket_path() + ".txt";
    std::ofstream{file} << "x";
    TestServer taken;
    for (std::string const& address :
         {std::string{"127.0.0.1"}, std::string{"127.0.0.1:"}, std::string{"127.0.0.1:x"},
          std::string{"127.0.0.1:65536"}, std::string{"localhost:80"}, std::string{":80"},
          std::string{"192.0.2.1:0"}, "127.0.0.1:" + std::to_string(taken->port()), file,
          "/" + many('x', 200), std::string{"/nonexistent/socket"}}) {
        CAPTURE(address);
        auto const server = http::Server::listen(address, {}, {}, clock);
        REQUIRE_FALSE(server.has_value());
        CHECK(server.error().code == Code::bad_configuration);
    }
    CHECK(std::filesystem::exists(file));
    std::filesystem::remove(file);
}
