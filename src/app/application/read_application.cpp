#include "app/application/read_application.hpp"

#include "app/policies.hpp"
#include "domain/booking/hold.hpp"
#include "domain/identity/verdict.hpp"
#include "store/assessments.hpp"

namespace mpaspor::app {
namespace {

using application::State;

constexpr int kPageMax = 20;

Result<std::optional<store::Bill>> bill_of(sql::Transaction& tx, ApplicationId id) {
    auto bill = store::current_bill(tx, id);
    if (!bill && bill.error().code == Code::bill_not_found) return std::nullopt;
    TRY(bill);
    return *std::move(bill);
}

int reschedules_left(store::Application const& a, Context const& context) {
    if (a.state != State::scheduled) return 0;
    auto const used = a.reschedules_used;
    return std::max(0, static_cast<int>(context.settings->reschedules_max) - used);
}

Result<std::optional<VisitView>> visit_of(sql::Transaction& tx, Context const& context,
                                          store::Application const& a) {
    if (!a.seat) return std::nullopt;
    auto point = TRY(store::load_service_point(tx, a.seat->key.service_point));
    auto const office = TRY(store::load_office(tx, point.office));
    VisitView visit{.seat = *a.seat,
                    .point = std::move(point),
                    .office_name = office.name,
                    .reschedules_left = reschedules_left(a, context)};
    if (a.state == State::held) visit.hold_expires_at = a.deadline;
    return visit;
}

bool nik_valid(store::Application const& a, Context const& context) {
    if (!a.nik) return false;
    std::chrono::days const good_for{context.settings->nik_valid_days};
    return a.live || context.arrived < identity::valid_until(a.nik->verified_at, good_for);
}

}  // namespace

Result<ApplicationView> view_application(sql::Transaction& tx, Context const& context,
                                         store::Application a) {
    if (booking::hold_ran_out(a.state, a.deadline, context.arrived)) {
        a.state = State::expired;
        a.seat.reset();
    }
    auto const [revision, assessed] = TRY(store::load_assessment(tx, a.id));
    auto visit = TRY(visit_of(tx, context, a));
    auto bill = TRY(bill_of(tx, a.id));
    ApplicationView view{.application = std::move(a)};
    view.facts = {.nik_valid = nik_valid(view.application, context),
                  .questionnaire_complete = assessed.questionnaire,
                  .documents_complete = assessed.documents,
                  .additional_data_complete = assessed.additional_data,
                  .product_fits = assessed.product,
                  .service_point_chosen = visit.has_value(),
                  .has_place = visit.has_value(),
                  .settled = view.application.paid_at.has_value()};
    view.visit = std::move(visit);
    view.bill = std::move(bill);
    return view;
}

Result<ApplicationView> read_application(sql::Transaction& tx, Context const& context,
                                         ApplicationId id) {
    auto const owner = TRY(context.actor.account());
    auto application = TRY(store::load_application(tx, id, owner));
    return view_application(tx, context, std::move(application));
}

Result<ApplicationPage> list_applications(sql::Transaction& tx, Context const& context,
                                          std::optional<ApplicationId> before) {
    auto const owner = TRY(context.actor.account());
    auto applications = TRY(store::applications_of(tx, owner, before, kPageMax + 1));
    ApplicationPage page;
    if (applications.size() > kPageMax) {
        applications.resize(kPageMax);
        page.next = applications.back().id;
    }
    for (auto& application : applications) {
        auto view = TRY(view_application(tx, context, std::move(application)));
        page.applications.push_back(std::move(view));
    }
    return page;
}

}  // namespace mpaspor::app
