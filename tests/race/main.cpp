/// A race: the service as it runs in production, many clients at once, and judges who read what the
/// clients saw and what is stored. tests/race/run starts it, once per engine and per guard removed.
///     race --engine sqlite|postgres --folder DIR --server FILE [--seconds N] [--clients N]
///          [--seed N] [--faults SPEC] [--guards-off NAMES] [--drop TABLE.CONSTRAINT]
///          [--must-find CHECK] [--capacity N] [--places N] [--rivals PERCENT]
///          [--commit-delay MICROSECONDS]
/// Exit status 0: nothing was found; or what had to be found was.

#include "base/text.hpp"
#include "gateways/clock.hpp"
#include "gateways/entropy.hpp"
#include "gateways/keys.hpp"
#include "snap/virtual_account.hpp"
#include "store/migrations.hpp"
#include "testing/http_exchange.hpp"
#include "tests/race/checks.hpp"
#include "tests/race/client.hpp"
#include "tests/race/servers.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <thread>

namespace mpaspor::race {
namespace {

using namespace std::chrono;
namespace fs = std::filesystem;

constexpr double kOverlapMin = 0.2;
constexpr std::size_t kShownMax = 5, kShownBytesMax = 400;
constexpr int kApplicationsEach = 60, kPoints = 2, kDays = 20, kSlots = 4, kCapacity = 6;
constexpr int kWantedAtOnce = 4;
/// Between two servers only the version guard decides between rivals.
constexpr int kRivals = 20, kRivalsOfTwoServers = 40;
constexpr std::int64_t kPaymentWindowS = 1200;

struct Options {
    std::map<std::string, std::string> given;
    std::string text(std::string const& name, std::string const& otherwise = "") const {
        auto const found = given.find(name);
        return found == given.end() ? otherwise : found->second;
    }
    int number(std::string const& name, int otherwise) const {
        return static_cast<int>(integer_from_text(text(name)).value_or(otherwise));
    }
    bool postgres() const { return text("engine") == "postgres"; }
    std::string folder(int server) const { return text("folder") + "/s" + std::to_string(server); }
};

struct World {
    std::string database;
    std::unique_ptr<sql::Connection> connection;
    Arena arena;
};

/// Database, keys, bank and applicants, before any server starts.
Result<std::unique_ptr<World>> prepare(Options const& options) {
    auto const first = options.folder(0);
    fs::create_directories(first);
    std::string database = first + "/mpaspor.db";
    if (options.postgres()) {
        auto fresh = TRY(fresh_postgres("race", options.number("commit-delay", 0)));
        database = std::move(fresh);
    }
    auto connection = TRY(sql::open(database));
    gateways::SystemEntropy entropy;
    gateways::SystemClock const clock;
    TRY(store::migrate(*connection, clock.now()));
    if (auto const drop = options.text("drop"); !drop.empty()) {
        auto const dot = drop.find('.');
        TRY(drop_constraint(*connection, drop.substr(0, dot), drop.substr(dot + 1)));
    }
    auto seeded =
        TRY(testing::seed_rush(*connection, {.accounts = options.number("clients", 64),
                                             .applications_each = kApplicationsEach,
                                             .twins = true,
                                             .points = kPoints,
                                             .days = kDays,
                                             .slots = kSlots,
                                             .capacity = options.number("capacity", kCapacity),
                                             .payment_window_s = kPaymentWindowS,
                                             .now = clock.now()}));
    auto const keys =
        TRY(gateways::open_keys({.database = options.postgres() ? database : first + "/keys.db",
                                 .root_key = first + "/root.key"},
                                entropy, clock));
    auto const bank =
        TRY(outside::open_bank_keys(first + "/outside", [&](auto bytes) { entropy.fill(bytes); }));
    auto const service_id = TRY(snap::padded_service_id(bank.agreement.partner_service_id));
    return std::unique_ptr<World>{new World{
        .database = std::move(database),
        .connection = std::move(connection),
        .arena = {
            .servers = {},
            .admin = first + "/admin.sock",
            .seeded = std::move(seeded),
            .capacity = options.number("capacity", kCapacity),
            .numbers = application::Numbers{keys->numbers()},
            .service_key = keys->service(),
            .bank_folder = first + "/outside",
            .partner_service_id = service_id,
            .wanted_at_once = static_cast<std::size_t>(options.number("places", kWantedAtOnce)),
            .rivals_percent =
                options.number("rivals", options.postgres() ? kRivalsOfTwoServers : kRivals)}}};
}

Result<std::vector<ServerProcess>> start_servers(Options const& options, World& world) {
    std::vector<ServerProcess> servers;
    auto const first = options.folder(0);
    for (int i = 0; i < (options.postgres() ? 2 : 1); ++i) {
        std::vector<std::string> command{
            options.text("server"), "--data", options.folder(i), "--port", "0", "--environment",
            "demonstration", "--rate-scale", "100000",
            // Nobody answers there: what waits for the bank waits, and is then released (D5).
            "--outside", "http://127.0.0.1:9", "--root-key", first + "/root.key", "--bank",
            first + "/outside/bank.json", "--clock",
            (i == 0 ? "own:" : "follow:") + options.text("folder") + "/clock", "--fault-seed",
            options.text("seed", "1")};
        for (auto const* flag : {"faults", "guards-off"}) {
            if (options.text(flag).empty()) continue;
            command.insert(command.end(), {"--" + std::string{flag}, options.text(flag)});
        }
        if (options.postgres()) command.insert(command.end(), {"--database", world.database});
        auto server = TRY(ServerProcess::start(command, options.folder(0) + "/server.log"));
        world.arena.servers.push_back(server.address());
        servers.push_back(std::move(server));
    }
    return servers;
}

std::vector<Line> play(Options const& options, World& world, Notebook& controller) {
    auto const count = static_cast<std::size_t>(options.number("clients", 64));
    auto const seed = static_cast<std::uint64_t>(options.number("seed", 1));
    auto const until = steady_clock::now() + seconds{options.number("seconds", 6)};
    std::vector<std::unique_ptr<Client>> clients;
    for (std::size_t i = 0; i < count; ++i) {
        clients.push_back(std::make_unique<Client>(world.arena, static_cast<int>(i + 1),
                                                   world.arena.seeded.applicants[i],
                                                   seed * 1'000'003 + i));
    }
    std::atomic<bool> stop = false;
    {
        std::jthread const control_thread{[&] { control(world.arena, controller, seed, stop); }};
        std::vector<std::jthread> threads;
        for (auto const& client : clients) {
            threads.emplace_back([&client, until] { client->play(until); });
        }
        threads.clear();
        stop = true;
    }
    std::vector<Line> lines = controller.lines();
    for (auto const& client : clients) {
        lines.insert(lines.end(), client->lines().begin(), client->lines().end());
    }
    return lines;
}

/// What the service itself says of its books.
std::string audit(Arena const& arena) {
    testing::HttpConnection admin{arena.admin};
    auto const answer =
        admin.ask(testing::http_request("POST", "/admin/v1/ledger/check", "", "{}"));
    if (!answer || answer->status != 200) return "not available";
    return answer->body.contains(R"("differences":[])") ? "no difference"
                                                        : answer->body.substr(0, kShownBytesMax);
}

void print_tally(std::span<Operation const> history) {
    std::map<std::string, std::array<int, 3>> tally;
    int sendings = 0;
    for (Operation const& operation : history) {
        auto& [ok, refused, unknown] = tally[operation.name];
        (operation.acked() ? ok : operation.possible() ? unknown : refused) += 1;
        sendings += static_cast<int>(operation.attempts.size());
    }
    for (auto const& [name, counts] : tally) {
        if (name == "open") continue;
        std::printf("   %-10s %6d done %6d refused %4d unknown\n", name.c_str(), counts[0],
                    counts[1], counts[2]);
    }
    std::printf("   %d requests sent\n", sendings);
}

int judge(Options const& options, std::span<Line const> lines, World& world,
          std::string const& audited) {
    auto const history = operations(lines).value();
    auto const stored = load_stored(*world.connection).value();
    auto const findings = check_all(history, stored);
    auto const contended = overlap(history);
    auto const wanted = options.text("must-find");
    if (wanted.empty()) print_tally(history);
    std::printf("   %.0f %% of %d holds met another one of the same place; the books: %s\n",
                100 * contended.share(), contended.holds, audited.c_str());
    for (std::size_t i = 0; i < std::min(findings.size(), kShownMax); ++i) {
        std::printf("   %s %s\n", findings[i].check.c_str(), findings[i].text.c_str());
    }
    if (contended.share() < kOverlapMin) {
        std::puts("   no race: too few holds met");
        return 1;
    }
    if (wanted.empty()) {
        return findings.empty() && (audited == "no difference" || audited == "not available") ? 0
                                                                                              : 1;
    }
    auto const found = std::ranges::count(findings, wanted, &Finding::check);
    std::printf("   %s found %ld times\n", wanted.c_str(), static_cast<long>(found));
    return found > 0 ? 0 : 1;
}

void keep(std::string const& path, std::span<Line const> lines) {
    std::ofstream file{path};
    for (Line const& line : lines) file << format(line) << '\n';
}

Result<int> run(Options const& options) {
    auto const prepared = TRY(prepare(options));
    World& world = *prepared;
    std::vector<Line> lines;
    std::string audited;
    {
        auto const servers = TRY(start_servers(options, world));
        Notebook controller{0};
        TRY(first_look(world.arena, controller));
        lines = play(options, world, controller);
        audited = audit(world.arena);
    }
    keep(options.text("folder") + "/history", lines);
    return judge(options, lines, world, audited);
}

}  // namespace
}  // namespace mpaspor::race

int main(int argc, char** argv) {
    using namespace mpaspor;
    race::Options options;
    for (int i = 1; i + 1 < argc; i += 2)
        options.given[std::string{argv[i]}.substr(2)] = argv[i + 1];
    if (options.text("folder").empty() || options.text("server").empty()) {
        std::puts("race: --folder and --server are needed; see tests/race/run");
        return 2;
    }
    auto const code = race::run(options);
    if (code) return *code;
    std::printf("race: %s: %s\n", info(code.error().code).name.data(), code.error().detail.c_str());
    return 2;
}
