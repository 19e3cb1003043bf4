#include "app/payment/check_proof.hpp"

#include "store/applications.hpp"

#include <algorithm>

namespace mpaspor::app {
namespace {

using application::ProofFacts;
using application::ProvenVisit;

constexpr std::size_t kDigitsShown = 4;

ProofFacts facts_of(store::Application const& a) {
    ProofFacts facts{.state = a.erased ? application::State::cancelled : a.state,
                     .settled = a.paid_at.has_value()};
    if (a.seat) facts.visit = {a.seat->key.service_point, a.seat->key.date, a.seat->key.slot};
    return facts;
}

/// Of one that is not there any more as if it were cancelled.
Result<ProofFacts> facts(sql::Transaction& tx, ApplicationId id) {
    auto const a = store::load_any_application(tx, id);
    if (a) return facts_of(*a);
    if (a.error().code != Code::application_not_found) return std::unexpected(a.error());
    return ProofFacts{.state = application::State::cancelled};
}

}  // namespace

Result<CheckedProof> check_proof(sql::Transaction& tx, Context const& context,
                                 application::Numbers const& numbers, ProofCode const& code) {
    auto const id = TRY(numbers.application(code.number));
    auto const known = TRY(facts(tx, id));
    auto point = TRY(store::load_service_point(tx, code.service_point));
    auto office = TRY(store::load_office(tx, point.office));
    ProvenVisit const proven{code.service_point, code.date, code.slot};
    return CheckedProof{
        .verdict = application::proof_verdict(proven, code.valid_until, known, context.now),
        .code = code,
        .point = std::move(point),
        .office_name = std::move(office.name)};
}

std::string masked_number(std::string_view number) {
    std::string masked{number};
    auto const hidden = masked.size() - std::min(masked.size(), kDigitsShown);
    std::fill_n(masked.begin(), hidden, '*');
    return masked;
}

}  // namespace mpaspor::app
