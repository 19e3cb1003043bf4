#pragma once
/// What the endpoints of accounts share: contacts by their blind index, one-time codes.

#include "app/account/request_sign_in_code.hpp"
#include "app/account/spend_code.hpp"
#include "app/sealing.hpp"
#include "domain/identity/contact.hpp"
#include "http/call.hpp"

#include <string>
#include <string_view>

namespace mpaspor::http {

Digest index_of(Call const& call, identity::Contact const& contact);

/// A code as it is stored: keyed, with the contact it was sent to and what it is for, so that it
/// opens nothing else. `purpose` is a topic, with an account where it is for one.
Digest hash_of(Call const& call, identity::Contact const& contact, std::string_view purpose,
               std::string_view code);

/// Sends a new code and answers 202.
void send_code(CallPtr const& call, identity::Contact const& contact, std::string_view topic,
               std::string_view purpose);

/// As it comes in a body: six digits, and the contact they were sent to.
struct CodeEntry {
    identity::Contact contact;
    std::string code;
};
Result<CodeEntry> parse_code_entry(std::string_view body);
Result<identity::Contact> parse_contact(std::string_view body);
app::EnteredCode entered(Call const& call, CodeEntry const& entry, std::string_view purpose);

/// Why a code was not taken, with how many attempts are left.
Error refusal_of(app::CodeTried const& tried);

/// A notice for an account's contacts: when, and what else its words need.
Bytes account_notice(Call const& call, app::Answers contents, int number = 0);

/// A contact, opened. `sealed` is under and for "account/<id>". Errors: internal.
Result<identity::Contact> open_contact(SecretKey const& key, AccountId account,
                                       std::span<std::byte const> sealed);

/// What a session or a contact is called in addresses: keyed, so that it opens nothing.
std::string public_name(Call const& call, std::string_view kind, Digest const& hash);

}  // namespace mpaspor::http
