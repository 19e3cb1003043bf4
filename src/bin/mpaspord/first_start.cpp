#include "bin/mpaspord/first_start.hpp"

#include "app/office/load_reference.hpp"
#include "app/office/read_offices.hpp"
#include "app/office/release_days.hpp"
#include "app/operation/housekeeping.hpp"
#include "gateways/reference_files.hpp"

namespace mpaspor::bin {
namespace {

/// Everything into a database that has no office yet; the form and the rules of documents into one
/// that was made before there were any.
Result<void> load(sql::Connection& connection, app::Context const& context,
                  std::string const& share, bool everything) {
    auto data = TRY(gateways::read_reference_files(share));
    if (!everything) {
        data = {.forms = std::move(data.forms),
                .document_rules = std::move(data.document_rules),
                .letterheads = std::move(data.letterheads)};
    }
    TRY(in_transaction(connection,
                       [&](auto& tx) { return app::load_reference(tx, context, data); }));
    return {};
}

/// Beyond the last year of holidays nothing is opened; the operator hears of it.
void open_days(sql::Connection& connection, app::Context const& context, ServicePointId point,
               int horizon_days, app::Log& log) {
    auto const opened = in_transaction(connection, [&](auto& tx) {
        return app::release_next_days(tx, context, point, horizon_days);
    });
    if (opened) return;
    log.write(app::Severity::alarm, "days_not_opened",
              {{"service_point", point.value}, {"code", info(opened.error().code).name}});
}

}  // namespace

Result<Started> first_start(sql::Connection& connection, app::Context const& context,
                            std::string const& share, app::Log& log) {
    auto const read = [&](auto& tx) { return app::read_offices(tx, context); };
    auto const before = TRY(in_transaction(connection, read));
    bool const form = TRY(in_transaction(connection, [](auto& tx) { return app::has_form(tx); }));
    if (before.empty() || !form) TRY(load(connection, context, share, before.empty()));
    auto const settings =
        TRY(in_transaction(connection, [](auto& tx) { return app::read_settings(tx); }));
    auto const offices = TRY(in_transaction(connection, read));
    for (auto const& office : offices) {
        for (auto const& point : office.points) {
            open_days(connection, context, point.point.id,
                      static_cast<int>(settings.days_opened_ahead), log);
        }
    }
    auto rules =
        TRY(in_transaction(connection, [](auto& tx) { return app::read_draft_rules(tx); }));
    return Started{settings, std::move(rules)};
}

}  // namespace mpaspor::bin
