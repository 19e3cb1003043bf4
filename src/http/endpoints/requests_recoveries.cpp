/// An account whose contacts are lost goes back to its owner (docs/adr/0011): asked for with a new
/// contact and a NIK that is VALID, decided by an office that sees the person.

#include "app/key_names.hpp"
#include "app/request/decide_recovery.hpp"
#include "app/request/file_recovery.hpp"
#include "base/text.hpp"
#include "http/endpoints/accounts.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/endpoints/requests.hpp"

#include <optional>
#include <vector>

namespace mpaspor::http {
namespace {

using office::RequestKind;
using office::RequestState;

struct RecoveryRequest {
    identity::Contact old_contact;
    std::string office;
};
constexpr auto shape(json::As<RecoveryRequest>) {
    return json::closed<RecoveryRequest>(json::field<&RecoveryRequest::old_contact>("old_contact"),
                                         json::text_field<&RecoveryRequest::office>("office", 64));
}

struct Empty {};
constexpr auto shape(json::As<Empty>) {
    return json::closed<Empty>();
}

/// As its owner sees it, or who has the account.
void write_own(json::Writer& json, Call const& call, store::Request const& request) {
    bool const asked = request.account.value == call.context.actor.id;
    auto const until = app::objection_until(request, *call.context.settings);
    json.object();
    write_request(json, request);
    json.member("role", asked ? "asked" : "against")
        .member("objection_until", instant_text(until))
        .end();
}

std::string own_json(Call const& call, store::Request const& request) {
    json::Writer json;
    write_own(json, call, request);
    return std::move(json).text();
}

Result<Response> recovery_response(Call const& call, app::RecoveryView const& view) {
    auto const until = app::objection_until(view.request, *call.context.settings);
    json::Writer json;
    json.object();
    write_request(json, view.request);
    json.member("objection_until", instant_text(until));
    TRY(write_person(json, call, view.request.application, view.identity));
    if (view.account) {
        json.object("account")
            .member("applications", view.account->applications)
            .member("persons", view.account->persons)
            .member("objections", view.account->objections)
            .end();
    } else {
        json.null("account");
    }
    json.end();
    return json_response(200, std::move(json).text());
}

/// The asker's contacts, sealed for the account that gets them.
Result<std::vector<store::Contact>> sealed_anew(Call const& call,
                                                app::RecoveryParties const& parties) {
    std::vector<store::Contact> contacts;
    if (!parties.target) return contacts;
    auto const from = TRY(call.service.keys.open(app::key_of(parties.asker)));
    auto const subject = app::key_of(*parties.target);
    auto const to = TRY(call.service.keys.open(subject));
    for (auto const& contact : parties.contacts) {
        auto const opened = TRY(open_contact(from, parties.asker, contact.sealed));
        contacts.push_back({contact.index, seal(to, call.nonce(), subject, as_bytes(opened.text())),
                            contact.confirmed});
    }
    return contacts;
}

void decide(CallPtr const& call, app::DecideRecovery input, app::RecoveryParties const& parties) {
    if (input.decision.outcome == RequestState::upheld) {
        auto contacts = sealed_anew(*call, parties);
        if (!contacts) return call->refuse(contacts.error());
        input.contacts = *std::move(contacts);
    }
    input.told_asker = account_notice(*call, {});
    input.told_account = account_notice(*call, {}, 1);
    write_once<store::Request>(
        call, {},
        [input = std::move(input)](auto& tx, auto const& context) {
            return app::decide_recovery(tx, context, input);
        },
        [](store::Request const& request) { return json_response(200, request_json(request)); });
}

}  // namespace

void post_recovery(CallPtr call) {
    auto const input = json::parse<RecoveryRequest>(call->request.body);
    if (!input) return call->refuse(input.error());
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    app::FileRecovery const recovery{.request = new_request(*call),
                                     .application = *id,
                                     .old_contact = index_of(*call, input->old_contact),
                                     .office_code = input->office,
                                     .sealed_notice = account_notice(*call, {})};
    write_once<store::Request>(
        call, {},
        [recovery](auto& tx, auto const& context) {
            return app::file_recovery(tx, context, recovery);
        },
        [call](store::Request const& request) {
            return json_response(201, own_json(*call, request));
        });
}

void get_recoveries(CallPtr call) {
    read_and_answer<std::vector<store::Request>>(
        call, [](auto& tx, auto const& context) { return app::read_recoveries(tx, context); },
        [call](std::vector<store::Request> const& requests) -> Result<Response> {
            json::Writer json;
            json.object().array("recoveries");
            for (auto const& request : requests) json.raw_element(own_json(*call, request));
            json.end().end();
            return json_response(200, std::move(json).text());
        });
}

void post_recovery_objection(CallPtr call) {
    auto const input = json::parse<Empty>(call->request.body);
    if (!input) return call->refuse(input.error());
    app::ObjectRecovery const objection{.name = call->path.at(0),
                                        .sealed_notice = account_notice(*call, {})};
    write_once<store::Request>(
        call, {},
        [objection](auto& tx, auto const& context) {
            return app::object_recovery(tx, context, objection);
        },
        [call](store::Request const& request) {
            return json_response(200, own_json(*call, request));
        });
}

void get_office_recoveries(CallPtr call) {
    list_requests(call, RequestKind::recovery);
}

void get_office_recovery(CallPtr call) {
    run_use_case<app::RecoveryView>(
        call, {},
        [name = call->path.at(0)](auto& tx, auto const& context) {
            return app::look_at_recovery(tx, context, name);
        },
        [call](app::RecoveryView view) {
            on_worker(call, call->service.workers, [call, view = std::move(view)] {
                call->answer(recovery_response(*call, view));
            });
        });
}

/// The parties first, since contacts are sealed anew outside of the transaction.
void post_recovery_decision(CallPtr call) {
    auto const decision = parse_recovery_decision(*call);
    if (!decision) return call->refuse(decision.error());
    run_use_case<app::RecoveryParties>(
        call, {},
        [name = decision->decision.name](auto& tx, auto const& context) {
            return app::parties_of_recovery(tx, context, name);
        },
        [call, decision = *decision](app::RecoveryParties parties) {
            on_worker(call, call->service.workers, [call, decision, parties = std::move(parties)] {
                decide(call, decision, parties);
            });
        });
}

}  // namespace mpaspor::http
