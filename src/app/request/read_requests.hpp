#pragma once
/// What officers see of requests. The list has nothing about a person; a look at one is written
/// down, so it is a use case that writes (docs/adr/0007).

#include "app/context.hpp"
#include "app/request/limits.hpp"
#include "sql/connection.hpp"
#include "store/answers.hpp"
#include "store/applications.hpp"
#include "store/requests.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpaspor::app {

inline constexpr int kRequestsPerPage = 20;

struct RequestPage {
    std::vector<store::Request> requests;
    bool more = false;
};
/// Those of a kind in a state that the actor may see, oldest first, behind the one called `after`.
/// A query. Errors: forbidden.
Result<RequestPage> read_requests(sql::Transaction& tx, Context const& context,
                                  office::RequestKind kind, office::RequestState state,
                                  std::string_view after);

/// A claim with what it rests on: who asks, as stage 1 has it, sealed; the pictures; and where the
/// application stands that holds the NIK, of whose person nothing is told.
struct ClaimView {
    store::Request request;
    store::Answer identity;
    std::vector<store::Upload> evidence;
    std::optional<store::Application> holder;
};
/// Errors: forbidden, request_not_found (also out of reach), section_not_found.
Result<ClaimView> look_at_claim(sql::Transaction& tx, Context const& context,
                                std::string_view name);

/// One picture of a claim, from 0. Errors: forbidden, request_not_found, document_not_found.
Result<store::Upload> look_at_evidence(sql::Transaction& tx, Context const& context,
                                       std::string_view name, std::size_t position);

}  // namespace mpaspor::app
