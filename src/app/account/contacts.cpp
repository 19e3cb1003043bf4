#include "app/account/contacts.hpp"

#include "app/transition.hpp"
#include "store/outbox.hpp"

namespace mpaspor::app {
namespace {

Result<void> tell(sql::Transaction& tx, Context const& context, AccountId account,
                  std::string_view topic, Bytes const& sealed) {
    return store::enqueue(tx, {.request = context.request,
                               .topic = topic,
                               .account = account,
                               .sealed = sealed,
                               .created = context.now});
}

Result<void> note(sql::Transaction& tx, Context const& context, AccountId account,
                  std::int64_t version, std::string_view action, std::size_t contacts) {
    return audit(tx, context,
                 {.kind = "account",
                  .subject = account.value,
                  .version = version,
                  .action = action,
                  .rule = "2.12",
                  .result = std::to_string(contacts) + " contacts"});
}

}  // namespace

Result<std::vector<store::Contact>> read_contacts(sql::Transaction& tx, Context const& context) {
    auto const account = TRY(context.actor.account());
    return store::contacts_of(tx, account);
}

Result<std::vector<store::Contact>> contacts_to_tell(sql::Transaction& tx, AccountId account) {
    auto contacts = TRY(store::contacts_of(tx, account));
    if (contacts.empty()) return fail(Code::not_signed_in);
    return contacts;
}

Result<CodeTried> add_contact(sql::Transaction& tx, Context const& context,
                              AddContact const& input) {
    auto const account = TRY(context.actor.account());
    auto const tried = TRY(spend_code(tx, context, input.code));
    if (tried.refusal) return tried;
    auto const version = TRY(store::next_account_version(tx, account));
    auto const contacts = TRY(store::contacts_of(tx, account));
    auto const most = context.settings->contacts_max;
    if (static_cast<std::int64_t>(contacts.size()) >= most) {
        return refuse(Code::out_of_range, "/contact",
                      {{"min", "1"}, {"max", std::to_string(most)}});
    }
    TRY(store::insert_contact(tx, account,
                              {input.code.contact_index, input.sealed_contact, context.now}));
    TRY(note(tx, context, account, version, "contact_added", contacts.size() + 1));
    TRY(tell(tx, context, account, "account.contact_added", input.sealed_notice));
    return CodeTried{};
}

Result<void> remove_contact(sql::Transaction& tx, Context const& context,
                            RemoveContact const& input) {
    auto const account = TRY(context.actor.account());
    auto const version = TRY(store::next_account_version(tx, account));
    auto const contacts = TRY(store::contacts_of(tx, account));
    TRY(store::delete_contact(tx, account, input.index));
    if (contacts.size() == 1) return fail(Code::contact_last);
    TRY(note(tx, context, account, version, "contact_removed", contacts.size() - 1));
    return tell(tx, context, account, "account.contact_removed", input.sealed_notice);
}

Result<void> tell_others(sql::Transaction& tx, Context const& context, AccountId account,
                         std::string_view topic, Bytes const& sealed) {
    auto const contacts = TRY(store::contacts_of(tx, account));
    if (contacts.size() < 2) return {};
    return tell(tx, context, account, topic, sealed);
}

}  // namespace mpaspor::app
