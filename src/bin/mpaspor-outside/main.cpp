/// mpaspor-outside: the systems outside the service, simulated in one process: civil registry,
/// bank, DPRI, and the sink of mail and SMS.

#include "bin/mpaspor-outside/workers.hpp"
#include "bin/mpaspor-outside/world.hpp"
#include "gateways/clock.hpp"
#include "gateways/entropy.hpp"
#include "http/server.hpp"
#include "outside/bank_files.hpp"

#include <pthread.h>
#include <CLI/CLI.hpp>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <thread>
#include <utility>

namespace mpaspor::outside_program {
namespace {

constexpr std::size_t kWorkers = 8;
constexpr std::size_t kBodyMax = 65'536;
constexpr std::chrono::seconds kGrace{5};

struct Flags {
    int port = 0;
    std::string folder;
    std::string mpaspor;
    std::string clock;
    std::string match_prefix;
    std::string citizens = "data/samples/citizens.tsv";
    std::string passports = "data/samples/passports.tsv";
    bool only_keys = false;
};

Result<std::unique_ptr<app::Clock>> open_clock(std::string const& path) {
    if (path.empty()) return std::make_unique<gateways::SystemClock>();
    return TRY(gateways::SharedClock::open(path, gateways::Role::follower));
}

Result<std::string> read_table(std::string const& path) {
    std::ifstream file{path};
    if (!file) return fail(Code::bad_configuration, "cannot read " + path);
    return std::string{std::istreambuf_iterator<char>{file}, {}};
}

http::Response response(outside::Reply reply) {
    return {.status = reply.status,
            .body = std::move(reply.body),
            .content_type = std::move(reply.content_type),
            .headers = {{"Cache-Control", "no-store"}}};
}

http::Response busy() {
    return {.status = 503, .body = R"({"code":"BUSY"})"};
}

/// Answers at once, or when the reply is due.
void give(Workers& workers, outside::Reply reply, http::Respond respond) {
    if (reply.delay.count() == 0) return respond(response(std::move(reply)));
    auto const delay = reply.delay;
    std::ignore = workers.add(  // When too many wait, this one is never answered.
        delay, [reply = std::move(reply), respond = std::move(respond)]() mutable {
            respond(response(std::move(reply)));
        });
}

http::Server::Callbacks callbacks(World& world, Workers& workers) {
    auto const handle = [&](http::Request request, http::Respond respond) {
        if (!World::calls_the_service(request)) {
            return give(workers, world.answer(request), std::move(respond));
        }
        // Shared by the task and by the refusal of a task that was not taken.
        auto const shared = std::make_shared<http::Respond>(std::move(respond));
        auto const taken =
            workers.add(std::chrono::milliseconds{0}, [&, shared, request = std::move(request)] {
                give(workers, world.answer(request), std::move(*shared));
            });
        if (taken == Workers::Taken::no) (*shared)(busy());
    };
    return {.admit = [](http::Head const&) { return http::Admission{.body_max = kBodyMax}; },
            .handle = handle,
            .refuse =
                [](Code code) {
                    return http::Response{
                        .status = 400,
                        .body = R"({"code":")" + std::string{info(code).name} + "\"}"};
                }};
}

/// Blocked in every thread, so that one thread can wait for them.
sigset_t stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

Result<void> run(Flags const& flags) {
    auto const signals = stop_signals();
    gateways::SystemEntropy entropy;
    if (flags.only_keys) {
        TRY(outside::open_bank_keys(flags.folder,
                                    [&](std::span<std::byte> bytes) { entropy.fill(bytes); }));
        return {};
    }
    auto const clock = TRY(open_clock(flags.clock));
    auto const people = TRY(read_table(flags.citizens));
    auto citizens = TRY(outside::parse_citizens(people));
    auto const issued = TRY(read_table(flags.passports));
    auto passports = TRY(outside::parse_passports(issued));
    auto const world = TRY(World::open({.folder = flags.folder,
                                        .mpaspor = flags.mpaspor,
                                        .match_prefix = flags.match_prefix,
                                        .citizens = std::move(citizens),
                                        .passports = std::move(passports)},
                                       *clock, entropy));
    Workers workers{kWorkers};
    auto const server = TRY(http::Server::listen("127.0.0.1:" + std::to_string(flags.port), {},
                                                 callbacks(*world, workers), *clock));
    std::printf("ready http://127.0.0.1:%u\n", static_cast<unsigned>(server->port()));
    std::fflush(stdout);
    std::jthread const stopper{[&] {
        int signal = 0;
        sigwait(&signals, &signal);
        server->stop(kGrace);
    }};
    server->run();
    return {};
}

}  // namespace
}  // namespace mpaspor::outside_program

int main(int argc, char** argv) {
    mpaspor::outside_program::Flags flags;
    CLI::App app{"Simulated civil registry, bank, DPRI and message sink for mpaspor."};
    app.add_option("--port", flags.port, "Port on loopback; 0 chooses a free one and prints it");
    app.add_option("--data", flags.folder, "Folder of keys and the bank's ledger")->required();
    app.add_option("--mpaspor", flags.mpaspor, "Origin of the service, http://127.0.0.1:PORT");
    app.add_option("--clock", flags.clock, "File of the controllable clock to follow");
    app.add_option("--match-prefix", flags.match_prefix,
                   "NIKs that begin with this match whatever is asked");
    app.add_option("--citizens", flags.citizens, "Table of sample citizens")->capture_default_str();
    app.add_option("--passports", flags.passports, "Table of passports issued before")
        ->capture_default_str();
    app.add_flag("--only-keys", flags.only_keys, "Make bank.json when there is none, then end");
    CLI11_PARSE(app, argc, argv);
    auto const done = mpaspor::outside_program::run(flags);
    if (done) return 0;
    std::fprintf(stderr, "mpaspor-outside: %s\n", done.error().detail.c_str());
    return 1;
}
