#pragma once
/// What an applicant sees of an application. Queries: they run on read-only connections.

#include "app/context.hpp"
#include "domain/application/stages.hpp"
#include "sql/connection.hpp"
#include "store/applications.hpp"
#include "store/bills.hpp"
#include "store/offices.hpp"

#include <optional>
#include <vector>

namespace mpaspor::app {

struct VisitView {
    booking::Seat seat;
    store::ServicePoint point;
    std::string office_name;
    std::optional<Instant> hold_expires_at = {};  ///< While it is held.
    int reschedules_left = 0;
};

struct ApplicationView {
    store::Application application;
    application::StageFacts facts = {};
    std::optional<VisitView> visit = {};
    std::optional<store::Bill> bill = {};
    /// When it will be deleted, if nobody goes on with it: only where that is told.
    std::optional<Instant> kept_until = {};
};

/// Errors: application_not_found (also for another's).
Result<ApplicationView> read_application(sql::Transaction& tx, Context const& context,
                                         ApplicationId id);

/// The same of one that was loaded already, whoever owns it and whether or not it is erased.
Result<ApplicationView> view_application(sql::Transaction& tx, Context const& context,
                                         store::Application application);

struct ApplicationPage {
    std::vector<ApplicationView> applications;
    std::optional<ApplicationId> next;  ///< Ask for those before it.
};
/// Newest first, at most 20.
Result<ApplicationPage> list_applications(sql::Transaction& tx, Context const& context,
                                          std::optional<ApplicationId> before);

}  // namespace mpaspor::app
