#include "app/request/file_claim.hpp"

namespace mpaspor::app {
namespace {

using office::RequestKind;

/// Held, and not by oneself.
Result<void> held_by_stranger(sql::Transaction& tx, store::Application const& own) {
    auto const holder = TRY(store::live_of_nik(tx, own.nik->index));
    if (!holder || holder->account == own.account) return fail(Code::nik_not_claimable);
    return {};
}

Result<void> keep_evidence(sql::Transaction& tx, Context const& context, FileClaim const& input,
                           AccountId account) {
    for (std::size_t i = 0; i < input.evidence.size(); ++i) {
        auto const upload = TRY(store::renew_upload(tx, account, input.evidence[i], context.now));
        if (!upload) return refuse(Code::upload_not_found, "/evidence/" + std::to_string(i));
        TRY(store::insert_evidence(tx, input.request.id, static_cast<int>(i), account,
                                   input.evidence[i]));
    }
    return {};
}

}  // namespace

Result<store::Request> file_claim(sql::Transaction& tx, Context const& context,
                                  FileClaim const& input) {
    auto const own = TRY(verified_draft(tx, context, input.application));
    TRY(held_by_stranger(tx, own));
    TRY(check_request_limit(tx, context, RequestKind::claim, own));
    auto const office = TRY(deciding_office(tx, input.office_code));
    store::Request const request{.id = input.request.id,
                                 .kind = RequestKind::claim,
                                 .name = input.request.name,
                                 .account = own.account,
                                 .application = own.id,
                                 .nik_index = own.nik->index,
                                 .office = office,
                                 .office_code = input.office_code,
                                 .created = context.now};
    TRY(store::insert_request(tx, request));
    TRY(keep_evidence(tx, context, input, own.account));
    TRY(audit_request(tx, context, request.id, 1, "filed", "claim"));
    return request;
}

Result<store::Request> read_own_claim(sql::Transaction& tx, Context const& context,
                                      ApplicationId application) {
    auto const owner = TRY(context.actor.account());
    TRY(store::load_application(tx, application, owner));
    auto claim = TRY(store::claim_of(tx, application, owner));
    if (!claim) return fail(Code::request_not_found);
    return *std::move(claim);
}

}  // namespace mpaspor::app
