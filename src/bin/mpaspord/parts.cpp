#include "bin/mpaspord/parts.hpp"

#include "base/memory.hpp"
#include "bin/mpaspord/files.hpp"
#include "bin/mpaspord/first_start.hpp"
#include "gateways/blobs.hpp"
#include "gateways/keys.hpp"
#include "gateways/log.hpp"
#include "gateways/proof_printer.hpp"
#include "sql/faulty_connection.hpp"
#include "store/ids.hpp"
#include "store/migrations.hpp"
#include "store/seats.hpp"

#include <sys/stat.h>

#include <filesystem>

namespace mpaspor::bin {
namespace {

constexpr std::int64_t kIdBlock = 50'000;
/// Beyond all ids of the questions about single bills.
constexpr std::int64_t kStatementIds = 1'000'000'000'000'000'000;
constexpr std::size_t kWorkers = 2, kWorkersWaiting = 1024;
constexpr std::size_t kHashing = 1, kHashingWaiting = 32;
constexpr std::size_t kOutbound = 4, kOutboundWaiting = 256;

std::string beside_this_program(char const* name) {
    std::error_code error;
    auto const self = std::filesystem::read_symlink("/proc/self/exe", error);
    return (self.parent_path() / name).string();
}

std::vector<std::string> split(std::string const& list) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at < list.size();) {
        auto const end = std::min(list.find(',', at), list.size());
        if (end > at) parts.push_back(list.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

http::Server::Callbacks callbacks(http::Router& router) {
    return {.admit = [&router](http::Head const& head) { return router.admit(head); },
            .handle =
                [&router](http::Request request, http::Respond respond) {
                    router.handle(std::move(request), std::move(respond));
                },
            .refuse = [&router](Code code) { return router.refuse(code); }};
}

}  // namespace

Result<std::unique_ptr<Parts>> Parts::build(Settings settings) {
    TRY(check(settings));
    keep_freed_memory();
    std::unique_ptr<Parts> parts{new Parts{std::move(settings)}};
    TRY(parts->open());
    return parts;
}

Result<void> Parts::open() {
    std::error_code error;
    std::filesystem::create_directories(settings_.data, error);
    if (error) return fail(Code::bad_configuration, "cannot make " + settings_.data);
    std::filesystem::permissions(settings_.data, std::filesystem::perms::owner_all, error);
    auto log = TRY(gateways::open_log(settings_.log));
    log_ = std::move(log);
    TRY(open_clock());
    auto messages = TRY(read_messages(settings_.share + "/messages"));
    messages_ = std::make_unique<app::Messages>(std::move(messages));
    auto contract = TRY(read_file(settings_.contract));
    contract_ = std::move(contract);
    auto proofs = TRY(gateways::open_proof_printer(settings_.fonts));
    proofs_ = std::move(proofs);
    TRY(open_database());
    TRY(open_outside());
    make_service();
    TRY(first_start());
    return open_doors();
}

Result<void> Parts::open_clock() {
    auto const& clock = settings_.clock;
    if (clock.empty()) {
        clock_ = std::make_unique<gateways::SystemClock>();
        return {};
    }
    bool const own = clock.starts_with("own:");
    if (!own && !clock.starts_with("follow:")) {
        return fail(Code::bad_configuration, "--clock is own:FILE or follow:FILE");
    }
    auto shared = TRY(gateways::SharedClock::open(
        clock.substr(clock.find(':') + 1), own ? gateways::Role::owner : gateways::Role::follower));
    if (own) owned_clock_ = shared.get();
    clock_ = std::move(shared);
    return {};
}

Result<std::unique_ptr<sql::Connection>> Parts::writer_connection() {
    auto connection = TRY(sql::open(database()));
    if (!guards_off_.empty()) {
        connection = std::make_unique<sql::UnguardedConnection>(std::move(connection), guards_off_);
    }
    if (settings_.faults.empty()) return connection;
    auto const seed = static_cast<std::uint64_t>(settings_.fault_seed + ++connections_made_);
    auto decide = TRY(sql::parse_faults(settings_.faults, seed));
    return std::make_unique<sql::FaultyConnection>(std::move(connection), std::move(decide));
}

app::Executor::Hooks Parts::hooks() {
    return {.connect = [this] { return writer_connection(); },
            .deliver =
                [this](app::Executor::Answers answers) {
                    // One post per batch: the answers are written out on an event loop.
                    public_door_->post([answers = std::move(answers)]() mutable {
                        for (auto& answer : answers) answer();
                    });
                },
            .lock_seats = [](auto& tx, auto seats) { return store::lock_seats(tx, seats); },
            .alarm =
                [this](std::string_view detail) {
                    metrics_.alarm();
                    log_->write(app::Severity::alarm, "use_case_failed", {{"detail", detail}});
                },
            .pause = app::sleep_at_random(entropy_)};
}

Result<void> Parts::open_database() {
    auto guards_off = TRY(sql::parse_guards(settings_.guards_off));
    guards_off_ = std::move(guards_off);
    auto const connection = TRY(sql::open(database()));
    TRY(store::migrate(*connection, clock_->now()));
    auto keys = TRY(gateways::open_keys({.database = in_data(settings_.database, "keys.db"),
                                         .root_key = in_data(settings_.root_key, "root.key")},
                                        entropy_, *clock_));
    keys_ = std::move(keys);
    numbers_ = std::make_unique<application::Numbers>(keys_->numbers());
    auto blobs = on_postgres() ? gateways::open_blob_table(database(), entropy_)
                               : gateways::open_blob_folder(settings_.data + "/blobs", entropy_);
    if (!blobs) return std::unexpected(blobs.error());
    blobs_ = *std::move(blobs);
    ids_ = std::make_unique<app::Ids>([this](std::string_view kind) -> Result<store::IdBlock> {
        auto const leasing = TRY(sql::open(database()));
        return in_transaction(*leasing,
                              [&](auto& tx) { return store::lease_ids(tx, kind, kIdBlock); });
    });
    TRY(ids_->refill(jobs::kIdsAtHand));
    auto const count = on_postgres() ? static_cast<std::size_t>(settings_.lanes) : 1U;
    app::Executor::Limits limits;
    limits.answer_before_commit = guards_off_.contains(sql::Guard::answer_after_commit);
    lanes_ = std::make_unique<app::Lanes>(count, hooks(), *clock_, limits);
    readers_ = std::make_unique<app::Readers>(static_cast<std::size_t>(settings_.readers), [this] {
        return sql::open(database(), sql::Access::read_only);
    });
    return {};
}

Result<void> Parts::open_outside() {
    auto const text = TRY(read_file(in_data(settings_.bank, "outside/bank.json")));
    auto agreement = TRY(snap::parse_agreement(text));
    agreement_ = std::move(agreement);
    gate_ = snap::gate_for(*agreement_, derive(keys_->service(), "snap_token"));
    auto const line = [this](std::chrono::milliseconds total) {
        return std::make_unique<gateways::Upstream>(
            settings_.outside, gateways::HttpClient::Limits{.total_max = total});
    };
    registry_line_ = line(gateways::Dukcapil::kTimeMax);
    bank_line_ = line(gateways::Billing::kTimeMax);
    statement_line_ = line(gateways::SnapStatement::kTimeMax);
    sink_line_ = line(gateways::HttpMessenger::kTimeMax);
    dpri_line_ = line(gateways::Dpri::kTimeMax);
    passports_line_ = line(gateways::PassportRecords::kTimeMax);
    registry_ = std::make_unique<gateways::Dukcapil>(*registry_line_);
    // By the machine's clock: new for each call of a day, also after a restart.
    auto const first_external_id = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::system_clock::now().time_since_epoch());
    biller_ = std::make_unique<gateways::Billing>(*bank_line_, *agreement_, *clock_,
                                                  first_external_id.count());
    statement_ = std::make_unique<gateways::SnapStatement>(
        *statement_line_, *agreement_, *clock_, first_external_id.count() + kStatementIds);
    messenger_ = std::make_unique<gateways::HttpMessenger>(*sink_line_);
    dpri_ = std::make_unique<gateways::Dpri>(*dpri_line_);
    passports_ = std::make_unique<gateways::PassportRecords>(*passports_line_);
    auto const inspect =
        settings_.inspect.empty() ? beside_this_program("mpaspor-inspect") : settings_.inspect;
    inspector_ = std::make_unique<gateways::SandboxedInspector>(
        gateways::SandboxedInspector::Settings{.program = inspect}, *log_);
    return {};
}

void Parts::make_service() {
    workers_ = std::make_unique<app::Pool>(kWorkers, kWorkersWaiting);
    hashing_ = std::make_unique<app::Pool>(kHashing, kHashingWaiting);
    outbound_ = std::make_unique<app::Pool>(kOutbound, kOutboundWaiting);
    service_.reset(new http::Service{
        .environment = settings_.environment,
        .clock = *clock_,
        .entropy = entropy_,
        .log = *log_,
        .keys = *keys_,
        .lanes = *lanes_,
        .readers = *readers_,
        .workers = *workers_,
        .hashing = *hashing_,
        .outbound = *outbound_,
        .registry = *registry_,
        .inspector = *inspector_,
        .blobs = *blobs_,
        .proofs = *proofs_,
        .ids = *ids_,
        .messages = *messages_,
        .numbers = *numbers_,
        .snap_gate = *gate_,
        .partner_service_id = snap::padded_service_id(agreement_->partner_service_id).value_or(""),
        .snap_external_ids = external_ids_,
        .openapi = contract_,
        .edge = split(settings_.edge),
        .rate_scale = settings_.rate_scale,
        .gateways = [this] { return gateway_states(); },
        .metrics = metrics_});
    if (owned_clock_ == nullptr) return;
    service_->clock_control = {.advance = [this](auto by) { return owned_clock_->advance(by); },
                               .set = [this](Instant to) { return owned_clock_->set(to); },
                               .freeze =
                                   [this](bool still) {
                                       return still ? owned_clock_->freeze()
                                                    : owned_clock_->unfreeze();
                                   }};
}

Result<void> Parts::first_start() {
    auto const connection = TRY(sql::open(database()));
    app::Context const context{.now = clock_->now(),
                               .arrived = clock_->now(),
                               .actor = {.kind = app::ActorKind::system, .station = "start"},
                               .request = app::uuid_v7(entropy_, clock_->now())};
    auto started = TRY(bin::first_start(*connection, context, settings_.share, *log_));
    service_->use_settings(started.settings);
    service_->use_draft_rules(std::move(started.rules));
    return {};
}

Result<void> Parts::open_doors() {
    rate_limits_ = std::make_unique<http::RateLimits>(settings_.rate_scale);
    public_router_ = std::make_unique<http::Router>(*service_, http::Door::public_, *rate_limits_);
    admin_router_ = std::make_unique<http::Router>(*service_, http::Door::admin, *rate_limits_);
    auto public_door =
        TRY(http::Server::listen(settings_.host + ':' + std::to_string(settings_.port),
                                 {.threads = static_cast<std::size_t>(settings_.threads)},
                                 callbacks(*public_router_), *clock_));
    public_door_ = std::move(public_door);
    auto const socket = std::filesystem::absolute(settings_.data + "/admin.sock").string();
    auto admin_door = TRY(http::Server::listen(socket, {}, callbacks(*admin_router_), *clock_));
    admin_door_ = std::move(admin_door);
    return {};
}

}  // namespace mpaspor::bin
