#include "jobs/delivery.hpp"

namespace mpaspor::jobs {
namespace {

using namespace std::chrono_literals;
using store::Outlet;

constexpr auto kPause = 100ms;

}  // namespace

Delivery::Delivery(World const& world)
    : people_(world, Outlet::people),
      civil_registry_(world, Outlet::civil_registry),
      issuing_system_(world, Outlet::issuing_system),
      people_ticker_(kPause, [this] { people_.deliver_due(); }),
      civil_registry_ticker_(kPause, [this] { civil_registry_.deliver_due(); }),
      issuing_system_ticker_(kPause, [this] { issuing_system_.deliver_due(); }) {}

void Delivery::stop() {
    people_ticker_.stop();
    civil_registry_ticker_.stop();
    issuing_system_ticker_.stop();
}

}  // namespace mpaspor::jobs
