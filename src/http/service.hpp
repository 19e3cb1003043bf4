#pragma once
/// All that the endpoints stand on, built by bin and outliving every request.

#include "app/application/read_draft.hpp"
#include "app/ids.hpp"
#include "app/lanes.hpp"
#include "app/messages.hpp"
#include "app/pool.hpp"
#include "app/ports/biller.hpp"
#include "app/ports/blobs.hpp"
#include "app/ports/civil_registry.hpp"
#include "app/ports/clock.hpp"
#include "app/ports/entropy.hpp"
#include "app/ports/inspector.hpp"
#include "app/ports/keys.hpp"
#include "app/ports/log.hpp"
#include "app/ports/proof_printer.hpp"
#include "app/readers.hpp"
#include "domain/application/number.hpp"
#include "http/metrics.hpp"
#include "http/snap_gate.hpp"
#include "snap/gate.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::http {

enum class Environment : std::uint8_t { production, demonstration };

/// The clock's owner moves it through here. Absent in production and where another process owns it.
struct ClockControl {
    std::function<Result<void>(std::chrono::microseconds)> advance;
    std::function<Result<void>(Instant)> set;
    std::function<Result<void>(bool)> freeze;
};

/// An outside system, and what its circuit breaker lets through: "closed", "open" or "half_open".
struct GatewayState {
    std::string_view name, state;
};

struct Service {
    Environment environment = Environment::production;
    app::Clock const& clock;
    app::Entropy& entropy;
    app::Log& log;
    app::Keys& keys;
    app::Lanes& lanes;
    app::Readers& readers;
    app::Pool& workers;   ///< Keys, blobs, files.
    app::Pool& hashing;   ///< Passwords: one thread, 20 MB and a tenth of a second each.
    app::Pool& outbound;  ///< The civil registry: 2 s each.
    app::CivilRegistry& registry;
    app::Inspector& inspector;
    app::Blobs& blobs;
    app::ProofPrinter& proofs;
    app::Ids& ids;
    app::Messages const& messages;
    application::Numbers const& numbers;
    snap::Gate const& snap_gate;
    std::string partner_service_id;  ///< Of our virtual accounts, padded.
    ExternalIds& snap_external_ids;
    std::string openapi;                 ///< api/openapi.yaml, as it is.
    std::vector<std::string> edge = {};  ///< Addresses whose X-Forwarded-For is believed.
    double rate_scale = 1;               ///< Times all limits by address.
    ClockControl clock_control = {};
    std::function<std::vector<GatewayState>()> gateways = [] {
        return std::vector<GatewayState>{};
    };
    Metrics& metrics;

    /// The settings in force. Read again when an operator changes them.
    std::shared_ptr<store::Settings const> settings() const {
        std::scoped_lock const lock{settings_mutex_};
        return settings_;
    }
    void use_settings(store::Settings const& settings) {
        std::scoped_lock const lock{settings_mutex_};
        settings_ = std::make_shared<store::Settings>(settings);
    }

    /// What drafts are assessed by. Read again by whoever finds that the database counts further.
    std::shared_ptr<app::DraftRulesInForce const> draft_rules() const {
        std::scoped_lock const lock{settings_mutex_};
        return draft_rules_;
    }
    void use_draft_rules(app::DraftRulesInForce rules) {
        std::scoped_lock const lock{settings_mutex_};
        draft_rules_ = std::make_shared<app::DraftRulesInForce const>(std::move(rules));
    }

    std::atomic<bool> ready = false;  ///< Migrated and loaded; false again while stopping.

    mutable std::mutex settings_mutex_ = {};
    std::shared_ptr<store::Settings const> settings_ = std::make_shared<store::Settings>();
    std::shared_ptr<app::DraftRulesInForce const> draft_rules_ = nullptr;
};

}  // namespace mpaspor::http
