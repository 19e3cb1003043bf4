#include "bin/mpaspord/parts.hpp"

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <thread>

namespace mpaspor::bin {
namespace {

constexpr std::chrono::seconds kGrace{10};

/// Waits for a signal to stop; they are blocked in every thread.
void wait_for_stop() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    int received = 0;
    sigwait(&signals, &received);
}

}  // namespace

void Parts::add_gauges() {
    using Stats = app::Executor::Stats;
    auto const sum = [this](std::uint64_t Stats::* count) {
        return [this, count] {
            std::uint64_t total = 0;
            for (auto const& lane : lanes_->stats()) total += lane.*count;
            return static_cast<double>(total);
        };
    };
    metrics_.gauge("mpaspor_connections", "Open connections",
                   [this] { return static_cast<double>(public_door_->connections()); });
    metrics_.gauge("mpaspor_reads_waiting", "Reads that wait for a thread",
                   [this] { return static_cast<double>(readers_->waiting()); });
    metrics_.gauge("mpaspor_passwords_waiting", "Passwords that wait to be hashed",
                   [this] { return static_cast<double>(hashing_->waiting()); });
    metrics_.gauge("mpaspor_batches", "Commits since the start", sum(&Stats::batches));
    metrics_.gauge("mpaspor_use_cases", "Use cases run since the start", sum(&Stats::works));
    metrics_.gauge("mpaspor_conflicts", "Commits tried again since the start",
                   sum(&Stats::conflicts));
    metrics_.gauge("mpaspor_turned_away", "Use cases refused by a full queue since the start",
                   sum(&Stats::turned_away));
    for (auto const& [name, upstream] : lines()) {
        metrics_.gauge(
            "mpaspor_circuit_" + std::string{name},
            "0 while it is asked, 1 while it is spared, 2 while it is tried again",
            [&upstream] { return static_cast<double>(std::to_underlying(upstream.state())); });
    }
}

std::vector<Parts::Line> Parts::lines() const {
    return {{"civil_registry", *registry_line_},  {"passport_records", *passports_line_},
            {"issuing_system", *dpri_line_},      {"bank", *bank_line_},
            {"bank_statement", *statement_line_}, {"messages", *sink_line_}};
}

std::vector<http::GatewayState> Parts::gateway_states() const {
    std::vector<http::GatewayState> states;
    for (auto const& [name, upstream] : lines()) {
        auto const state = std::to_underlying(upstream.state());
        states.push_back({name, gateways::CircuitBreaker::kStates.at(state)});
    }
    return states;
}

void Parts::start_jobs() {
    world_.reset(new jobs::World{.clock = *clock_,
                                 .entropy = entropy_,
                                 .log = *log_,
                                 .keys = *keys_,
                                 .blobs = *blobs_,
                                 .lanes = *lanes_,
                                 .readers = *readers_,
                                 .registry = *registry_,
                                 .passports = *passports_,
                                 .biller = *biller_,
                                 .statement = *statement_,
                                 .messenger = *messenger_,
                                 .messages = *messages_,
                                 .numbers = *numbers_,
                                 .bank_provider = "snap/" + agreement_->partner_service_id,
                                 .send_to_dpri =
                                     [this](std::string id, std::string body) {
                                         return dpri_->send({std::move(id), std::move(body)});
                                     },
                                 .settings = [this] { return service_->settings(); }});
    deadlines_ = std::make_unique<jobs::Deadlines>(*world_);
    delivery_ = std::make_unique<jobs::Delivery>(*world_);
    drafts_ = std::make_unique<jobs::Drafts>(*world_);
    reconciliation_ = std::make_unique<jobs::Reconciliation>(*world_);
    housekeeping_ = std::make_unique<jobs::Housekeeping>(
        *world_, jobs::Housekeeping::Needs{
                     .ids = *ids_,
                     .checkpoint = [this] { return checkpoint(); },
                     .use_settings = [this](auto const& s) { service_->use_settings(s); }});
}

/// On the thread of housekeeping alone.
Result<void> Parts::checkpoint() {
    if (!beside_writer_) {
        auto opened = TRY(sql::open(database()));
        beside_writer_ = std::move(opened);
    }
    auto moved = sql::checkpoint(*beside_writer_);
    if (!moved) beside_writer_.reset();
    return moved;
}

void Parts::stop_behind_the_doors() {
    deadlines_->stop();
    delivery_->stop();
    drafts_->stop();
    reconciliation_->stop();
    housekeeping_->stop();
    lanes_->stop();
    inspector_->stop();
    outbound_->stop();
    hashing_->stop();
    workers_->stop();
    readers_->stop();
}

Result<void> Parts::serve() {
    add_gauges();
    lanes_->start([this](Error const&) {
        broken_ = true;
        ::kill(::getpid(), SIGTERM);
    });
    start_jobs();
    std::jthread const admin{[this] { admin_door_->run(); }};
    {
        std::jthread const loops{[this] { public_door_->run(); }};
        service_->ready = true;
        std::printf("ready http://%s:%u\n", settings_.host.c_str(),
                    static_cast<unsigned>(public_door_->port()));
        std::fflush(stdout);
        wait_for_stop();
        service_->ready = false;
        admin_door_->stop(kGrace);
        // The jobs answer through the loops, so they stop first.
        deadlines_->stop();
        delivery_->stop();
        drafts_->stop();
        reconciliation_->stop();
        housekeeping_->stop();
        public_door_->stop(kGrace);
    }
    stop_behind_the_doors();
    if (broken_) return fail(Code::storage_broken, "the database's disk failed");
    return {};
}

}  // namespace mpaspor::bin
