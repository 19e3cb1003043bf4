#include "app/request/read_requests.hpp"

#include "app/office/permitted.hpp"
#include "app/rights/record_access.hpp"

namespace mpaspor::app {
namespace {

using office::Action;
using office::DataKind;
using office::Purpose;
using office::RequestKind;

Action reading(RequestKind kind) {
    return kind == RequestKind::claim ? Action::read_claims : Action::read_recoveries;
}

Result<store::Request> claim_in_reach(sql::Transaction& tx, Context const& context,
                                      std::string_view name) {
    auto const reach = TRY(permitted(tx, context, Action::read_claims));
    return store::load_request(tx, RequestKind::claim, name, {reach.office, reach.region});
}

}  // namespace

Result<RequestPage> read_requests(sql::Transaction& tx, Context const& context, RequestKind kind,
                                  office::RequestState state, std::string_view after) {
    auto const reach = TRY(permitted(tx, context, reading(kind)));
    auto requests = TRY(store::requests_in_reach(tx, kind, state, {reach.office, reach.region},
                                                 after, kRequestsPerPage + 1));
    bool const more = requests.size() > static_cast<std::size_t>(kRequestsPerPage);
    if (more) requests.pop_back();
    return RequestPage{std::move(requests), more};
}

Result<ClaimView> look_at_claim(sql::Transaction& tx, Context const& context,
                                std::string_view name) {
    auto request = TRY(claim_in_reach(tx, context, name));
    auto const own = TRY(store::load_any_application(tx, request.application));
    auto const access =
        TRY(record_access(tx, context, own, Purpose::claim,
                          {DataKind::identity, DataKind::documents, DataKind::requests}));
    auto identity = TRY(read_section(tx, access, "identity"));
    if (!identity) return fail(Code::section_not_found);
    auto evidence = TRY(store::evidence_of(tx, request.id));
    auto holder = TRY(store::live_of_nik(tx, request.nik_index));
    if (holder && holder->account == request.account) holder.reset();
    if (holder) {
        TRY(record_access(tx, context, *holder, Purpose::claim,
                          {DataKind::visit, DataKind::payments}));
    }
    return ClaimView{std::move(request), *std::move(identity), std::move(evidence),
                     std::move(holder)};
}

Result<store::Upload> look_at_evidence(sql::Transaction& tx, Context const& context,
                                       std::string_view name, std::size_t position) {
    auto const request = TRY(claim_in_reach(tx, context, name));
    auto const evidence = TRY(store::evidence_of(tx, request.id));
    if (position >= evidence.size()) return fail(Code::document_not_found);
    auto const own = TRY(store::load_any_application(tx, request.application));
    TRY(record_access(tx, context, own, Purpose::claim, {DataKind::documents}));
    return evidence[position];
}

}  // namespace mpaspor::app
