#include "gateways/snap_identity.hpp"

#include "base/invariant.hpp"
#include "snap/virtual_account.hpp"

#include <utility>

namespace mpaspor::gateways {
namespace {

/// Where the bank's services begin at its origin.
constexpr char kBasePath[] = "/bank/snap";

}  // namespace

snap::Client::Identity biller_identity(snap::Agreement const& agreement) {
    return {.client_id = agreement.biller_client_id,
            .client_secret = agreement.biller_client_secret,
            .partner_id = agreement.partner_service_id,
            .private_key = agreement.biller_private_key,
            .encoding = agreement.encoding,
            .base_path = kBasePath};
}

snap::Client::Send through(Upstream& bank) {
    return [&bank](snap::Outgoing const& request) -> Result<snap::Answer> {
        auto answer = TRY(
            bank.send({.path = request.path, .headers = request.headers, .body = request.body}));
        return snap::Answer{answer.status, std::move(answer.body)};
    };
}

std::string padded_service_id(snap::Agreement const& agreement) {
    auto text = snap::padded_service_id(agreement.partner_service_id);
    INVARIANT(text.has_value());  // parse_agreement has seen to it.
    return *std::move(text);
}

}  // namespace mpaspor::gateways
