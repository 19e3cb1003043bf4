#include "bin/mpaspord/first_start.hpp"

#include "app/office/load_reference.hpp"
#include "app/office/open_days.hpp"
#include "app/office/read_offices.hpp"
#include "app/operation/housekeeping.hpp"
#include "gateways/reference_files.hpp"

namespace mpaspor::bin {
namespace {

Result<void> load(sql::Connection& connection, app::Context const& context,
                  std::string const& share, int days, app::Log& log) {
    auto const data = TRY(gateways::read_reference_files(share));
    TRY(in_transaction(connection,
                       [&](auto& tx) { return app::load_reference(tx, context, data); }));
    for (auto const& point : data.points) {
        auto const today = date_in(point.zone, context.now);
        auto const opened = in_transaction(connection, [&](auto& tx) {
            return app::open_days(tx, context, {point.id, today, today + std::chrono::days{days}});
        });
        // Beyond the last year of holidays nothing is opened; the operator hears of it.
        if (!opened) {
            log.write(
                app::Severity::alarm, "days_not_opened",
                {{"service_point", point.id.value}, {"code", info(opened.error().code).name}});
        }
    }
    return {};
}

}  // namespace

Result<store::Settings> first_start(sql::Connection& connection, app::Context const& context,
                                    std::string const& share, int days, app::Log& log) {
    auto const offices =
        TRY(in_transaction(connection, [&](auto& tx) { return app::read_offices(tx, context); }));
    if (offices.empty()) TRY(load(connection, context, share, days, log));
    return in_transaction(connection, [](auto& tx) { return app::read_settings(tx); });
}

}  // namespace mpaspor::bin
