#pragma once
/// All parts of the service, built in the order in which they need each other.

#include "bin/mpaspord/settings.hpp"
#include "gateways/bank_statement.hpp"
#include "gateways/billing.hpp"
#include "gateways/clock.hpp"
#include "gateways/dpri.hpp"
#include "gateways/dukcapil.hpp"
#include "gateways/entropy.hpp"
#include "gateways/inspector.hpp"
#include "gateways/messenger.hpp"
#include "gateways/passport_records.hpp"
#include "gateways/upstream.hpp"
#include "http/router.hpp"
#include "http/server.hpp"
#include "jobs/deadlines.hpp"
#include "jobs/delivery.hpp"
#include "jobs/drafts.hpp"
#include "jobs/housekeeping.hpp"
#include "jobs/reconciliation.hpp"
#include "snap/agreement.hpp"
#include "sql/guards_off.hpp"

#include <atomic>
#include <memory>
#include <optional>
#include <string>

namespace mpaspor::bin {

/// The service. Members are destroyed in the opposite order: what serves goes before what it
/// stands on.
class Parts {
public:
    /// Opens, migrates, loads. Errors: bad_configuration, those of the database.
    static Result<std::unique_ptr<Parts>> build(Settings settings);

    /// Prints where it is ready, serves until SIGINT or SIGTERM (blocked in all threads), then
    /// drains: requests, jobs, writers. Errors: storage_broken.
    Result<void> serve();

private:
    explicit Parts(Settings settings) : settings_(std::move(settings)) {}

    Result<void> open();
    Result<void> open_clock();
    Result<void> open_database();
    Result<void> open_outside();
    Result<void> open_doors();
    Result<void> first_start();
    void make_service();
    void add_gauges();
    struct Line {
        std::string_view name;
        gateways::Upstream& upstream;
    };
    std::vector<Line> lines() const;
    std::vector<http::GatewayState> gateway_states() const;
    void start_jobs();
    void stop_behind_the_doors();
    Result<void> checkpoint();

    std::string in_data(std::string const& own, char const* name) const {
        return own.empty() ? settings_.data + '/' + name : own;
    }
    std::string database() const { return in_data(settings_.database, "mpaspor.db"); }
    bool on_postgres() const { return !settings_.database.empty(); }
    Result<std::unique_ptr<sql::Connection>> writer_connection();
    app::Executor::Hooks hooks();

    Settings settings_;
    sql::Guards guards_off_;
    gateways::SystemEntropy entropy_;
    std::unique_ptr<app::Clock> clock_;
    gateways::SharedClock* owned_clock_ = nullptr;  ///< clock_, when this process may move it.
    std::unique_ptr<app::Log> log_;
    std::unique_ptr<app::Messages> messages_;
    std::string contract_;
    std::unique_ptr<app::Keys> keys_;
    std::unique_ptr<app::Blobs> blobs_;
    std::unique_ptr<app::ProofPrinter> proofs_;
    std::unique_ptr<application::Numbers> numbers_;
    std::optional<snap::Agreement> agreement_;
    std::optional<snap::Gate> gate_;
    http::ExternalIds external_ids_;
    std::unique_ptr<gateways::Upstream> registry_line_, bank_line_, statement_line_, sink_line_,
        dpri_line_, passports_line_;
    std::unique_ptr<gateways::Dukcapil> registry_;
    std::unique_ptr<gateways::Billing> biller_;
    std::unique_ptr<gateways::SnapStatement> statement_;
    std::unique_ptr<gateways::HttpMessenger> messenger_;
    std::unique_ptr<gateways::Dpri> dpri_;
    std::unique_ptr<gateways::PassportRecords> passports_;
    std::unique_ptr<app::Ids> ids_;
    http::Metrics metrics_;
    std::unique_ptr<http::RateLimits> rate_limits_;
    std::atomic<bool> broken_ = false;
    std::atomic<std::int64_t> connections_made_ = 0;

    // The doors outlive the writers and readers, which answer through them.
    std::unique_ptr<http::Router> public_router_, admin_router_;
    std::unique_ptr<http::Server> public_door_, admin_door_;
    std::unique_ptr<app::Lanes> lanes_;
    std::unique_ptr<app::Readers> readers_;
    std::unique_ptr<app::Pool> workers_, hashing_, outbound_;
    std::unique_ptr<gateways::SandboxedInspector> inspector_;
    std::unique_ptr<http::Service> service_;
    std::unique_ptr<jobs::World> world_;
    std::unique_ptr<jobs::Deadlines> deadlines_;
    std::unique_ptr<jobs::Delivery> delivery_;
    std::unique_ptr<jobs::Drafts> drafts_;
    std::unique_ptr<jobs::Reconciliation> reconciliation_;
    std::unique_ptr<sql::Connection> beside_writer_;
    std::unique_ptr<jobs::Housekeeping> housekeeping_;
};

}  // namespace mpaspor::bin
