#pragma once

#include "app/context.hpp"
#include "app/lanes.hpp"
#include "app/messages.hpp"
#include "app/ports/bank_statement.hpp"
#include "app/ports/biller.hpp"
#include "app/ports/blobs.hpp"
#include "app/ports/civil_registry.hpp"
#include "app/ports/clock.hpp"
#include "app/ports/entropy.hpp"
#include "app/ports/keys.hpp"
#include "app/ports/log.hpp"
#include "app/ports/messenger.hpp"
#include "app/ports/passport_records.hpp"
#include "app/readers.hpp"
#include "domain/application/number.hpp"

#include <functional>
#include <future>
#include <memory>
#include <string>

namespace mpaspor::jobs {

/// What jobs stand on; outlives them.
struct World {
    app::Clock const& clock;
    app::Entropy& entropy;
    app::Log& log;
    app::Keys& keys;
    app::Blobs& blobs;
    app::Lanes& lanes;
    app::Readers& readers;
    app::CivilRegistry& registry;
    app::PassportRecords& passports;
    app::Biller& biller;
    app::BankStatement& statement;
    app::Messenger& messenger;
    app::Messages const& messages;
    application::Numbers const& numbers;
    std::string bank_provider;  ///< "snap/<partner>", as the bank's own messages are filed.
    /// Hands an application to the issuing system (DPRI): an id that repeats, and JSON.
    std::function<Result<void>(std::string id, std::string body)> send_to_dpri;
    std::function<std::shared_ptr<store::Settings const>()> settings;
};

/// The context of something a job does.
app::Context context_of(World const& world, std::string_view job);

/// Runs a use case and waits for its answer. For the threads of jobs, which may wait.
template <typename T, typename UseCase>
Result<T> run(World const& world, app::Context context, app::Urgency urgency, UseCase use_case,
              app::Declare declare = nullptr) {
    auto promise = std::make_shared<std::promise<Result<T>>>();  // Shared with the writer.
    auto future = promise->get_future();
    world.lanes.submit(app::Work<T>{
        .context = std::move(context),
        .use_case = std::move(use_case),
        .answer = [promise](Result<T> result) { promise->set_value(std::move(result)); },
        .declare = std::move(declare),
        .urgency = urgency});
    return future.get();
}

/// Reads and waits.
template <typename T, typename Query>
Result<T> read(World const& world, Query query) {
    auto promise = std::make_shared<std::promise<Result<T>>>();  // Shared with the reader.
    auto future = promise->get_future();
    world.readers.template read<T>(
        std::move(query), [promise](Result<T> result) { promise->set_value(std::move(result)); });
    return future.get();
}

}  // namespace mpaspor::jobs
