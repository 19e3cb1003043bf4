#pragma once

#include "app/ports/clock.hpp"
#include "app/ports/entropy.hpp"
#include "base/error.hpp"
#include "gateways/http_client.hpp"
#include "http/message.hpp"
#include "outside/bank.hpp"
#include "outside/bank_files.hpp"
#include "outside/dpri.hpp"
#include "outside/dukcapil.hpp"
#include "outside/sink.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace mpaspor::outside_program {

/// All simulated systems of one process, and which address leads to which. Any thread.
class World {
public:
    struct Options {
        std::string folder;
        std::string mpaspor;  ///< Origin of the service.
        std::string match_prefix;
        std::vector<outside::Citizen> citizens;
        std::vector<outside::Passport> passports;
    };
    /// Keeps references to `clock` and `entropy`. Errors: bad_configuration.
    static Result<std::unique_ptr<World>> open(Options options, app::Clock const& clock,
                                               app::Entropy& entropy);

    /// Whether the request waits for the service, and must not be answered on an event loop.
    static bool calls_the_service(http::Head const& request);

    outside::Reply answer(http::Request const& request);

private:
    World(Options options, app::Clock const& clock, outside::LedgerFile ledger);
    Result<void> open_bank(outside::BankKeys keys, app::Entropy& entropy);

    std::optional<outside::Reply> answer_system(http::Request const& request);
    std::optional<outside::Reply> answer_look(http::Request const& request);
    outside::Reply answer_page(http::Request const& request);
    outside::Reply pay(std::string const& body);
    outside::Reply deliver();
    outside::Reply switch_faults(std::string const& body);
    std::string faults_json();
    outside::Faults& faults_of(outside::System system);

    app::Clock const& clock_;
    gateways::HttpClient service_;
    outside::LedgerFile ledger_file_;
    std::vector<outside::Citizen> const samples_;
    /// Guards the systems. Let go while the bank waits for the service.
    std::mutex lock_;
    outside::Dukcapil dukcapil_;
    outside::Dpri dpri_;
    outside::Sink sink_{};
    std::unique_ptr<outside::Bank> bank_{};  ///< Set by open(), never null afterwards.
};

}  // namespace mpaspor::outside_program
