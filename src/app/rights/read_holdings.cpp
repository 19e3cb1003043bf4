#include "app/rights/read_holdings.hpp"

#include <utility>

namespace mpaspor::app {
namespace {

constexpr int kMost = kRowsPerExport;

Result<ApplicationHoldings> of_application(sql::Transaction& tx, store::Application application) {
    auto const id = application.id;
    auto answers = TRY(store::load_answers(tx, id));
    auto documents = TRY(store::documents_of(tx, id, application.account));
    auto nik_check = TRY(store::load_nik_check(tx, id));
    auto passport_record = TRY(store::load_passport_check(tx, id));
    auto bills = TRY(store::bills_of(tx, id, kMost));
    auto payments = TRY(store::payments_of(tx, id, kMost));
    auto history = TRY(store::audit_of(tx, "application", id.value, kMost));
    auto places = TRY(store::seat_events_of(tx, id, kMost));
    auto notices = TRY(store::waiting_notices_of(tx, id, kMost));
    return ApplicationHoldings{.application = std::move(application),
                               .answers = std::move(answers),
                               .documents = std::move(documents),
                               .nik_check = std::move(nik_check),
                               .passport_record = std::move(passport_record),
                               .bills = std::move(bills),
                               .payments = std::move(payments),
                               .history = std::move(history),
                               .places = std::move(places),
                               .notices = std::move(notices)};
}

/// Of one that asks for the account nothing is told of who asks.
Result<std::vector<RequestHoldings>> requests_of(sql::Transaction& tx, AccountId owner) {
    auto requests = TRY(store::requests_of(tx, owner, kMost));
    std::vector<RequestHoldings> all;
    for (auto& request : requests) {
        RequestHoldings one{.request = std::move(request)};
        if (one.request.account == owner) {
            auto evidence = TRY(store::evidence_of(tx, one.request.id));
            one.evidence = std::move(evidence);
        }
        all.push_back(std::move(one));
    }
    return all;
}

Result<void> name_point(sql::Transaction& tx, Holdings& holdings, ServicePointId point) {
    if (holdings.service_points.contains(point.value)) return {};
    auto const found = TRY(store::load_service_point(tx, point));
    holdings.service_points.emplace(point.value, found.name);
    return {};
}

Result<void> name_points(sql::Transaction& tx, Holdings& holdings) {
    for (auto const& one : holdings.applications) {
        auto const& seat = one.application.seat;
        if (seat) TRY(name_point(tx, holdings, seat->key.service_point));
        for (auto const& row : one.bills) {
            TRY(name_point(tx, holdings, row.bill.place.service_point));
        }
        for (auto const& place : one.places) TRY(name_point(tx, holdings, place.key.service_point));
    }
    return {};
}

}  // namespace

Result<Holdings> read_holdings(sql::Transaction& tx, Context const& context,
                               std::optional<ApplicationId> before) {
    auto const owner = TRY(context.actor.account());
    auto account = TRY(store::account_holdings(tx, owner, kMost));
    auto uploads = TRY(store::uploads_of(tx, owner, kMost));
    auto unfinished = TRY(store::unfinished_of(tx, owner, kMost));
    auto requests = TRY(requests_of(tx, owner));
    auto reservations = TRY(store::reservations_of(tx, owner, kMost));
    auto history = TRY(store::audit_of(tx, "account", owner.value, kMost));
    auto accesses = TRY(store::accesses_of(tx, owner, std::nullopt, kMost));
    auto const counts = TRY(store::count_accesses(tx, owner));
    auto erased = TRY(store::erased_applications_of(tx, owner, kMost));
    auto applications = TRY(store::applications_of(tx, owner, before, kApplicationsPerExport + 1));
    Holdings holdings{.account = std::move(account),
                      .uploads = std::move(uploads),
                      .unfinished = std::move(unfinished),
                      .requests = std::move(requests),
                      .reservations = std::move(reservations),
                      .history = std::move(history),
                      .accesses = std::move(accesses),
                      .access_counts = counts,
                      .erased = std::move(erased)};
    if (applications.size() > kApplicationsPerExport) {
        applications.pop_back();
        holdings.next = applications.back().id;
    }
    for (auto& application : applications) {
        auto one = TRY(of_application(tx, std::move(application)));
        holdings.applications.push_back(std::move(one));
    }
    TRY(name_points(tx, holdings));
    return holdings;
}

}  // namespace mpaspor::app
