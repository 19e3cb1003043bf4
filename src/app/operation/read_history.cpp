#include "app/operation/read_history.hpp"

#include "store/outbox.hpp"

#include <utility>

namespace mpaspor::app {
namespace {

/// More changes than an application can have in its life.
constexpr int kChangesMax = 1'000;

}  // namespace

Result<History> read_history(sql::Transaction& tx, ApplicationId id) {
    auto application = TRY(store::load_any_application(tx, id));
    auto changes = TRY(store::audit_of(tx, "application", id.value, kChangesMax));
    auto passport = TRY(store::audit_of(tx, "passport_record", id.value, kChangesMax));
    auto places = TRY(store::seat_events_of(tx, id, kChangesMax));
    return History{std::move(application), std::move(changes), std::move(passport),
                   std::move(places)};
}

Result<Waiting> read_waiting(sql::Transaction& tx) {
    auto const notices = TRY(store::count_notices(tx));
    return Waiting{notices};
}

}  // namespace mpaspor::app
