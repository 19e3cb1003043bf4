#include "app/request/file_claim.hpp"

#include "app/policies.hpp"
#include "app/transition.hpp"
#include "domain/identity/verdict.hpp"
#include "store/offices.hpp"

namespace mpaspor::app {
namespace {

using office::RequestKind;

Result<OfficeId> office_at(sql::Transaction& tx, std::string_view code) {
    auto const office = store::find_office(tx, code);
    if (!office && office.error().code == Code::office_not_found) {
        return refuse(Code::office_not_found, "/office");
    }
    TRY(office);
    return office->id;
}

/// Held, and not by oneself.
Result<void> held_by_stranger(sql::Transaction& tx, store::Application const& own) {
    auto const holder = TRY(store::live_of_nik(tx, own.nik->index));
    if (!holder || holder->account == own.account) return fail(Code::nik_not_claimable);
    return {};
}

Result<void> keep_evidence(sql::Transaction& tx, FileClaim const& input, AccountId account) {
    for (std::size_t i = 0; i < input.evidence.size(); ++i) {
        auto const upload = TRY(store::find_upload(tx, account, input.evidence[i]));
        if (!upload) return refuse(Code::upload_not_found, "/evidence/" + std::to_string(i));
        TRY(store::insert_evidence(tx, input.request.id, static_cast<int>(i), account,
                                   input.evidence[i]));
    }
    return {};
}

}  // namespace

Result<store::Request> file_claim(sql::Transaction& tx, Context const& context,
                                  FileClaim const& input) {
    auto const owner = TRY(context.actor.account());
    auto const own = TRY(store::load_application(tx, input.application, owner));
    TRY(may(own, application::Event::seat_held));
    bool const valid =
        own.nik && context.now < identity::valid_until(own.nik->verified_at,
                                                       hold_policy(*context.settings).nik_valid);
    if (!valid) return fail(Code::nik_not_valid);
    TRY(held_by_stranger(tx, own));
    TRY(check_request_limit(tx, context, RequestKind::claim, own.nik->index));
    auto const office = TRY(office_at(tx, input.office_code));
    store::Request const request{.id = input.request.id,
                                 .kind = RequestKind::claim,
                                 .name = input.request.name,
                                 .account = owner,
                                 .application = own.id,
                                 .nik_index = own.nik->index,
                                 .office = office,
                                 .office_code = input.office_code,
                                 .created = context.now};
    TRY(store::insert_request(tx, request));
    TRY(keep_evidence(tx, input, owner));
    TRY(audit(tx, context,
              {.kind = "request",
               .subject = request.id.value,
               .version = 1,
               .action = "filed",
               .rule = "D8",
               .result = "claim"}));
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
