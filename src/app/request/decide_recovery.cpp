#include "app/request/decide_recovery.hpp"

#include "app/office/permitted.hpp"
#include "app/request/file_recovery.hpp"
#include "app/request/limits.hpp"
#include "app/rights/record_access.hpp"
#include "app/transition.hpp"
#include "store/outbox.hpp"

#include <algorithm>
#include <string>

namespace mpaspor::app {
namespace {

using office::Action;
using office::DataKind;
using office::Purpose;
using office::RequestKind;
using office::RequestState;

/// More than an account can have under way.
constexpr int kDraftsMax = 50;

Result<store::Request> in_reach(sql::Transaction& tx, Context const& context, Action action,
                                std::string_view name) {
    auto const reach = TRY(permitted(tx, context, action));
    return store::load_request(tx, RequestKind::recovery, name, {reach.office, reach.region});
}

Result<void> check_time(sql::Transaction& tx, Context const& context, store::Request const& request,
                        bool cut_short) {
    if (context.now >= objection_until(request, *context.settings)) return {};
    if (!cut_short) return refuse(Code::not_allowed_in_state, "", {{"state", "open"}});
    TRY(permitted(tx, context, Action::shorten_recoveries));
    return {};
}

/// The drafts of the new account are given up with it. A place or a bill has to be given up by its
/// owner first.
Result<void> withdraw_drafts(sql::Transaction& tx, Context const& context, AccountId account) {
    auto const all = TRY(store::applications_of(tx, account, std::nullopt, kDraftsMax));
    for (auto const& application : all) {
        if (application.live) return fail(Code::not_allowed_in_state);
        if (!may(application, application::Event::withdrawn)) continue;
        TRY(advance(tx, context, application, application, application::Event::withdrawn, "D8"));
    }
    return {};
}

Result<void> note(sql::Transaction& tx, Context const& context, AccountId account,
                  std::string_view action) {
    auto const version = TRY(store::next_account_version(tx, account));
    return audit(tx, context,
                 {.kind = "account",
                  .subject = account.value,
                  .version = version,
                  .action = action,
                  .rule = "7",
                  .result = "recovery"});
}

/// The contacts that http sealed are those that the asker has now.
Result<void> move_contacts(sql::Transaction& tx, Context const& context, AccountId from,
                           AccountId to, std::vector<store::Contact> const& sealed) {
    auto const now = TRY(store::contacts_of(tx, from));
    bool const same =
        std::ranges::equal(now, sealed, {}, &store::Contact::index, &store::Contact::index);
    if (!same) return fail(Code::storage_conflict, "the contacts changed meanwhile");
    for (auto const& contact : sealed) {
        TRY(store::delete_contact(tx, from, contact.index));
        TRY(store::insert_contact(tx, to, {contact.index, contact.sealed, context.now}));
    }
    return {};
}

Result<void> give_back(sql::Transaction& tx, Context const& context, store::Request const& request,
                       DecideRecovery const& input) {
    if (!request.target) return fail(Code::contact_not_found);
    TRY(check_time(tx, context, request, input.cut_short));
    // In the order of their numbers, so that two of these cannot wait for each other.
    auto const first = std::min(request.account, *request.target);
    auto const second = std::max(request.account, *request.target);
    for (auto const account : {first, second}) {
        TRY(note(tx, context, account, account == request.account ? "merged" : "recovered"));
    }
    TRY(withdraw_drafts(tx, context, request.account));
    TRY(move_contacts(tx, context, request.account, *request.target, input.contacts));
    TRY(store::delete_sessions_of(tx, request.account));
    return store::delete_sessions_of(tx, *request.target);
}

Result<void> tell(sql::Transaction& tx, Context const& context, int number, AccountId account,
                  std::string_view topic, Bytes const& sealed) {
    return store::enqueue(tx, {.request = context.request,
                               .number = number,
                               .topic = topic,
                               .account = account,
                               .sealed = sealed,
                               .created = context.now});
}

/// Upheld: the account has the contacts of both. Rejected: each hears of it.
Result<void> tell_both(sql::Transaction& tx, Context const& context, store::Request const& request,
                       DecideRecovery const& input) {
    bool const upheld = request.state == RequestState::upheld;
    if (!upheld) {
        auto const topic = "account.recovery_rejected_" + std::string{to_text(request.reason)};
        TRY(tell(tx, context, 0, request.account, topic, input.told_asker));
    }
    if (!request.target) return {};
    return tell(tx, context, 1, *request.target,
                upheld ? "account.recovery_upheld" : "account.recovery_refused",
                input.told_account);
}

}  // namespace

Result<RecoveryView> look_at_recovery(sql::Transaction& tx, Context const& context,
                                      std::string_view name) {
    auto request = TRY(in_reach(tx, context, Action::read_recoveries, name));
    auto const own = TRY(store::load_any_application(tx, request.application));
    auto const access = TRY(record_access(tx, context, own, Purpose::recovery,
                                          {DataKind::identity, DataKind::requests}));
    auto identity = TRY(read_section(tx, access, "identity"));
    if (!identity) return fail(Code::section_not_found);
    std::optional<store::AccountFacts> facts;
    if (request.target) {
        TRY(record_access(tx, context, *request.target, Purpose::recovery, {DataKind::requests}));
        auto const found = TRY(store::facts_of_account(tx, *request.target));
        facts = found;
    }
    return RecoveryView{std::move(request), *std::move(identity), facts};
}

Result<RecoveryParties> parties_of_recovery(sql::Transaction& tx, Context const& context,
                                            std::string_view name) {
    auto const request = TRY(in_reach(tx, context, Action::decide_recoveries, name));
    TRY(record_access(tx, context, request.account, Purpose::recovery, {DataKind::contact}));
    auto contacts = TRY(store::contacts_of(tx, request.account));
    return RecoveryParties{request.account, request.target, std::move(contacts)};
}

Result<store::Request> decide_recovery(sql::Transaction& tx, Context const& context,
                                       DecideRecovery const& input) {
    auto const& [name, outcome, reason] = input.decision;
    auto request = TRY(in_reach(tx, context, Action::decide_recoveries, name));
    if (request.state != RequestState::open) return fail(Code::request_decided);
    TRY(office::check_decision(RequestKind::recovery, outcome, reason));
    request.state = outcome;
    request.reason = reason;
    request.decided_at = context.now;
    if (outcome == RequestState::upheld) TRY(give_back(tx, context, request, input));
    TRY(store::save_request(tx, request));
    TRY(audit_request(tx, context, request.id, request.version + 1, to_text(request.state),
                      to_text(request.reason)));
    TRY(tell_both(tx, context, request, input));
    return request;
}

}  // namespace mpaspor::app
