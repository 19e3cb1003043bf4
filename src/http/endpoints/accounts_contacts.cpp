/// The contacts of an account: each is confirmed by a code before it counts, and one always stays.

#include "app/account/contacts.hpp"
#include "app/key_names.hpp"
#include "base/text.hpp"
#include "http/endpoints/accounts.hpp"
#include "http/endpoints/endpoints.hpp"
#include "json/writer.hpp"

#include <algorithm>
#include <vector>

namespace mpaspor::http {
namespace {

using identity::Contact;
using store::Account;

AccountId own_account(Call const& call) {
    return {call.context.actor.id};
}

/// A code that adds a contact does so to this account alone.
std::string purpose_of(Call const& call) {
    return std::string{app::kContactCode} + ' ' + app::key_of(own_account(call));
}

std::string name_of(Call const& call, Digest const& index) {
    return public_name(call, "contact_name", index);
}

void write_contact(json::Writer& json, Call const& call, Contact const& contact,
                   Digest const& index, Instant confirmed) {
    json.object()
        .member("id", name_of(call, index))
        .member("kind", contact.kind() == Contact::Kind::email ? "email" : "mobile")
        .member("contact", contact.masked())
        .member("confirmed_at", instant_text(confirmed))
        .end();
}

void add(CallPtr const& call, CodeEntry const& input) {
    auto const subject = app::key_of(own_account(*call));
    auto const key = call->service.keys.open(subject);
    if (!key) return call->refuse(key.error());
    app::AddContact const add{
        .code = entered(*call, input, purpose_of(*call)),
        .sealed_contact = seal(*key, call->nonce(), subject, as_bytes(input.contact.text())),
        .sealed_notice = account_notice(*call, {{"but", input.contact.text()}})};
    run_use_case<app::CodeTried>(
        call, {},
        [add](auto& tx, auto const& context) { return app::add_contact(tx, context, add); },
        [call, contact = input.contact, index = add.code.contact_index](app::CodeTried const& t) {
            if (t.refusal) return call->refuse(refusal_of(t));
            json::Writer json;
            write_contact(json, *call, contact, index, call->context.arrived);
            call->answer(json_response(201, std::move(json).text()));
        });
}

/// The one that goes is told as well, so its text goes along, sealed.
void remove(CallPtr const& call, store::Contact const& gone) {
    auto const account = own_account(*call);
    auto const key = call->service.keys.open(app::key_of(account));
    if (!key) return call->refuse(key.error());
    auto const contact = open_contact(*key, account, gone.sealed);
    if (!contact) return call->refuse(contact.error());
    app::RemoveContact const removal{
        .index = gone.index, .sealed_notice = account_notice(*call, {{"also", contact->text()}})};
    run_use_case<bool>(
        call, {},
        [removal](auto& tx, auto const& context) -> Result<bool> {
            TRY(app::remove_contact(tx, context, removal));
            return true;
        },
        [call](bool) { call->answer(no_content()); });
}

}  // namespace

void get_contacts(CallPtr call) {
    read_and_answer<std::vector<store::Contact>>(
        call, [](auto& tx, auto const& context) { return app::read_contacts(tx, context); },
        [call](std::vector<store::Contact> const& contacts) -> Result<Response> {
            auto const account = own_account(*call);
            auto const key = TRY(call->service.keys.open(app::key_of(account)));
            json::Writer json;
            json.object().array("contacts");
            for (auto const& kept : contacts) {
                auto const contact = TRY(open_contact(key, account, kept.sealed));
                write_contact(json, *call, contact, kept.index, kept.confirmed);
            }
            json.end().end();
            return json_response(200, std::move(json).text());
        });
}

void post_contact_code(CallPtr call) {
    auto const contact = parse_contact(call->request.body);
    if (!contact) return call->refuse(contact.error());
    send_code(call, *contact, app::kContactCode, purpose_of(*call));
}

void post_contact(CallPtr call) {
    auto const input = parse_code_entry(call->request.body);
    if (!input) return call->refuse(input.error());
    on_worker(call, call->service.workers, [call, input = *input] { add(call, input); });
}

void delete_contact(CallPtr call) {
    call->service.readers.read<std::vector<store::Contact>>(
        [call](auto& tx) { return app::read_contacts(tx, call->context); },
        [call](Result<std::vector<store::Contact>> contacts) {
            if (!contacts) return call->refuse(contacts.error());
            auto const found = std::ranges::find_if(*contacts, [&](store::Contact const& kept) {
                return name_of(*call, kept.index) == call->path.at(0);
            });
            if (found == contacts->end()) return call->refuse({Code::contact_not_found});
            on_worker(call, call->service.workers, [call, gone = *found] { remove(call, gone); });
        });
}

}  // namespace mpaspor::http
