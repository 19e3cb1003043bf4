#include "app/request/file_recovery.hpp"

#include "store/accounts.hpp"
#include "store/outbox.hpp"

namespace mpaspor::app {
namespace {

using office::RequestKind;
using office::RequestState;

constexpr int kShownMax = 20;

/// The account that is meant: it has this contact, and this person has been VALID in it.
Result<std::optional<AccountId>> meant(sql::Transaction& tx, store::Application const& own,
                                       Digest const& old_contact) {
    auto const account = TRY(store::find_account(tx, old_contact));
    if (!account || *account == own.account) return std::nullopt;
    auto const has_person = TRY(store::account_has_person(tx, *account, own.nik->index));
    if (!has_person) return std::nullopt;
    return account;
}

Result<void> tell(sql::Transaction& tx, Context const& context, AccountId account,
                  std::string_view topic, Bytes const& sealed) {
    return store::enqueue(tx, {.request = context.request,
                               .topic = topic,
                               .account = account,
                               .sealed = sealed,
                               .created = context.now});
}

}  // namespace

Instant objection_until(store::Request const& request, store::Settings const& settings) {
    return request.created + std::chrono::hours{settings.recovery_wait_hours};
}

Result<store::Request> file_recovery(sql::Transaction& tx, Context const& context,
                                     FileRecovery const& input) {
    auto const own = TRY(verified_draft(tx, context, input.application));
    // Where it goes back to its owner, the new account ends, so nothing else may be under way.
    auto const active = TRY(store::count_active_applications(tx, own.account));
    if (active > 1) return refuse(Code::applications_max, "", {{"max", "1"}});
    TRY(check_request_limit(tx, context, RequestKind::recovery, own));
    auto const office = TRY(deciding_office(tx, input.office_code));
    auto const target = TRY(meant(tx, own, input.old_contact));
    store::Request const request{.id = input.request.id,
                                 .kind = RequestKind::recovery,
                                 .name = input.request.name,
                                 .account = own.account,
                                 .application = own.id,
                                 .nik_index = own.nik->index,
                                 .target = target,
                                 .office = office,
                                 .office_code = input.office_code,
                                 .created = context.now};
    TRY(store::insert_request(tx, request));
    TRY(audit_request(tx, context, request.id, 1, "filed", "recovery"));
    if (target) TRY(tell(tx, context, *target, "account.recovery_asked", input.sealed_notice));
    return request;
}

Result<std::vector<store::Request>> read_recoveries(sql::Transaction& tx, Context const& context) {
    auto const account = TRY(context.actor.account());
    return store::recoveries_of(tx, account, kShownMax);
}

Result<store::Request> object_recovery(sql::Transaction& tx, Context const& context,
                                       ObjectRecovery const& input) {
    auto const account = TRY(context.actor.account());
    auto request = TRY(store::load_request_against(tx, input.name, account));
    if (request.state != RequestState::open) return fail(Code::request_decided);
    request.state = RequestState::objected;
    request.reason = office::Reason::objection;
    request.decided_at = context.now;
    TRY(store::save_request(tx, request));
    TRY(audit_request(tx, context, request.id, request.version + 1, to_text(request.state),
                      to_text(request.reason)));
    TRY(tell(tx, context, request.account, "account.recovery_objected", input.sealed_notice));
    return request;
}

}  // namespace mpaspor::app
