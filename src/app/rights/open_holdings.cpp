#include "app/rights/read_holdings.hpp"

#include "app/key_names.hpp"
#include "app/sealing.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace mpaspor::app {
namespace {

using Fields = std::vector<Held>;

/// What all parts of the tree are made with.
struct Tools {
    Holdings const& holdings;
    Keys& keys;
    application::Numbers const& numbers;

    std::string number(ApplicationId id) const { return numbers.application_number(id); }
    std::string point(ServicePointId id) const {
        auto const found = holdings.service_points.find(id.value);
        return found == holdings.service_points.end() ? std::string{} : found->second;
    }
};

/// One that is gone was deleted after its rows were read: the next try does not find them either.
Result<SecretKey> key_for(Keys& keys, std::string const& subject) {
    auto const key = keys.open(subject);
    if (!key && key.error().code == Code::application_not_found) {
        return fail(Code::storage_conflict, "deleted meanwhile");
    }
    return key;
}

template <typename T, typename Make>
Held list(std::string_view name, std::vector<T> const& rows, Make make) {
    Held all = Held::list(name);
    for (T const& row : rows) all.items.push_back(make(row));
    return all;
}

/// Like the above, of what may fail.
template <typename T, typename Make>
Result<Held> opened_list(std::string_view name, std::vector<T> const& rows, Make make) {
    Held all = Held::list(name);
    for (T const& row : rows) {
        auto item = TRY(make(row));
        all.items.push_back(std::move(item));
    }
    return all;
}

void add_place(Fields& fields, Tools const& tools, booking::SeatKey const& place) {
    fields.push_back(Held::of_text("service_point", tools.point(place.service_point)));
    fields.push_back(Held::of_date("date", place.date));
    fields.push_back(Held::of_text("slot", booking::slot_text(place.slot)));
    fields.push_back(Held::of_word("pool", booking::to_text(place.pool)));
}

Held change(store::AuditRow const& row) {
    // Who it was stays a kind: applicant, officer, bank, ... The number behind it is ours.
    static constexpr std::array<std::string_view, 6> kKinds{"nobody", "applicant", "officer",
                                                            "bank",   "operator",  "system"};
    auto const kind = row.actor.empty() ? 0 : static_cast<std::size_t>(row.actor.front() - '0');
    return Held::record(
        {}, {Held::of_instant("at", row.at), Held::of_word("change", row.action),
             Held::of_word("result", row.result),
             Held::of_word("by", kind < kKinds.size() ? kKinds.at(kind) : kKinds.front()),
             Held::of_text("from", row.station), Held::of_text("rule", row.rule)});
}

Held hints(std::string_view words) {
    Held all = Held::list("hints");
    while (!words.empty()) {
        auto const end = std::min(words.find(' '), words.size());
        all.items.push_back(Held::of_word({}, words.substr(0, end)));
        words.remove_prefix(std::min(end + 1, words.size()));
    }
    return all;
}

void add_upload(Fields& fields, store::Upload const& upload) {
    fields.push_back(Held::of_word("type", upload.type));
    fields.push_back(Held::of_number("width", upload.width));
    fields.push_back(Held::of_number("height", upload.height));
    fields.push_back(Held::of_number("pages", upload.pages));
    fields.push_back(hints(upload.hints));
    fields.push_back(Held::of_instant("sent_at", upload.created));
}

Held upload(store::Upload const& upload) {
    Held one = Held::record({});
    add_upload(one.items, upload);
    return one;
}

Held document(store::AttachedDocument const& document, std::string const& number) {
    Held one = Held::record(
        {},
        {Held::of_word("kind", document.kind), Held::of_instant("attached_at", document.attached),
         Held::of_text("file", "/api/v1/applications/" + number + "/documents/" + document.kind)});
    add_upload(one.items, document.upload);
    return one;
}

Held bill(store::BillRow const& row, Tools const& tools) {
    auto const& bill = row.bill;
    Held one = Held::record(
        {},
        {Held::of_text("billing_code", tools.numbers.billing_code(bill.id)),
         Held::of_number("amount", bill.amount.amount), Held::of_text("basis", bill.basis),
         Held::of_number("surcharge", row.surcharge.amount),
         Held::of_text("surcharge_basis", row.surcharge_basis),
         Held::of_instant("issued_at", bill.issued_at), Held::of_instant("deadline", bill.deadline),
         Held::of_word("state", payment::to_text(bill.state)), Held::of("paid_at", bill.paid_at),
         Held::of("state_receipt_no", bill.state_receipt)});
    add_place(one.items, tools, bill.place);
    return one;
}

Held payment_of(store::Payment const& payment, Tools const& tools) {
    return Held::record(
        {},
        {Held::of_text("provider", payment.provider), Held::of_text("reference", payment.reference),
         Held::of_text("billing_code", tools.numbers.billing_code(payment.bill)),
         Held::of_number("amount", payment.amount.amount),
         Held::of_instant("bank_time", payment.bank_time),
         Held::of_instant("received_at", payment.received_at),
         Held::of_word("outcome", payment::to_text(payment.outcome))});
}

Held place(store::SeatEvent const& event, Tools const& tools) {
    Held one =
        Held::record({}, {Held::of_instant("at", event.at), Held::of_word("event", event.kind)});
    add_place(one.items, tools, event.key);
    return one;
}

Held notice(store::WaitingNotice const& notice) {
    return Held::record(
        {}, {Held::of_word("topic", notice.topic), Held::of_instant("created_at", notice.created),
             Held::of_instant("due_at", notice.due), Held::of_number("attempts", notice.attempts)});
}

Held access(store::AccessRow const& row, Tools const& tools) {
    Held kinds = Held::list("kinds");
    for (std::size_t i = 0; i < office::kDataKinds.size(); ++i) {
        auto const kind = static_cast<office::DataKind>(i);
        if (row.kinds.contains(kind)) kinds.items.push_back(Held::of_word({}, to_text(kind)));
    }
    bool const of_account = row.application == ApplicationId{};
    return Held::record({},
                        {Held::of_instant("at", row.at),
                         of_account ? Held::nothing("application")
                                    : Held::of_text("application", tools.number(row.application)),
                         Held::of_text("office", row.office_name), Held::of_word("role", row.role),
                         Held::of_word("purpose", to_text(row.purpose)), std::move(kinds)});
}

Result<Held> section(store::Answer const& answer, ApplicationId id, SecretKey const& key) {
    auto const place = store::answer_place(id, answer.section, answer.version);
    auto const plain = TRY(open_sealed(key, place, answer.sealed));
    auto const answers = TRY(decode(plain));
    Held values = Held::record("answers");
    for (auto const& [name, value] : answers) values.items.push_back(Held::of_text(name, value));
    return Held::record(
        {}, {Held::of_word("section", answer.section), Held::of_number("version", answer.version),
             Held::of_instant("saved_at", answer.saved_at), std::move(values)});
}

Held visit(store::Application const& a, Tools const& tools) {
    if (!a.seat) return Held::nothing("visit");
    Held one = Held::record("visit");
    add_place(one.items, tools, a.seat->key);
    one.items.push_back(Held::of_number("sequence", a.seat->sequence));
    one.items.push_back(Held::of_number("reschedules_used", a.reschedules_used));
    one.items.push_back(a.first_visit ? Held::of_date("first_visit", *a.first_visit)
                                      : Held::nothing("first_visit"));
    return one;
}

Held word_or_nothing(std::string_view name, std::optional<std::string> const& word) {
    return word ? Held::of_word(name, *word) : Held::nothing(name);
}

Result<Held> application_of(ApplicationHoldings const& one, Tools const& tools) {
    auto const& a = one.application;
    auto const number = tools.number(a.id);
    auto const key = TRY(key_for(tools.keys, key_of(a.id)));
    auto sections = TRY(opened_list("sections", one.answers, [&](store::Answer const& answer) {
        return section(answer, a.id, key);
    }));
    Held held = Held::record(
        {}, {Held::of_text("number", number), Held::of_word("state", application::to_text(a.state)),
             Held::of_word("channel", application::to_text(a.channel)),
             Held::of_instant("created_at", a.created),
             a.nik ? Held::of_instant("nik_verified_at", a.nik->verified_at)
                   : Held::nothing("nik_verified_at"),
             word_or_nothing("type", a.type), word_or_nothing("product", a.product),
             a.validity_years == 0 ? Held::nothing("validity_years")
                                   : Held::of_number("validity_years", a.validity_years),
             Held::of_word("accelerated", one.accelerated ? "yes" : "no"),
             Held::of("deadline", a.deadline), Held::of("paid_at", a.paid_at), visit(a, tools)});
    held.items.push_back(std::move(sections));
    held.items.push_back(list("documents", one.documents, [&](store::AttachedDocument const& row) {
        return document(row, number);
    }));
    held.items.push_back(
        list("bills", one.bills, [&](store::BillRow const& row) { return bill(row, tools); }));
    held.items.push_back(list("payments", one.payments,
                              [&](store::Payment const& row) { return payment_of(row, tools); }));
    held.items.push_back(
        list("places", one.places, [&](store::SeatEvent const& row) { return place(row, tools); }));
    held.items.push_back(list("history", one.history, change));
    held.items.push_back(list("waiting_messages", one.notices, notice));
    return held;
}

Result<Held> contact_of(store::Contact const& contact, std::string const& subject,
                        SecretKey const& key) {
    auto const plain = TRY(open_sealed(key, subject, contact.sealed));
    return Held::record({}, {Held::of_text("contact", to_text(plain)),
                             Held::of_instant("confirmed_at", contact.confirmed)});
}

Held session_of(store::Session const& session) {
    auto const last_used = std::max(session.last_used, session.created);
    return Held::record(
        {}, {Held::of_instant("created_at", session.created),
             Held::of_instant("expires_at", session.expires_at),
             Held::of_word("device", session.device), Held::of_instant("last_used_at", last_used)});
}

Result<Held> account_of(Holdings const& holdings, Keys& keys) {
    auto const& account = holdings.account;
    auto const subject = key_of(account.id);
    auto const key = TRY(key_for(keys, subject));
    auto contacts = TRY(opened_list("contacts", account.contacts, [&](store::Contact const& row) {
        return contact_of(row, subject, key);
    }));
    return Held::record("account",
                        {Held::of_instant("created_at", account.created), std::move(contacts),
                         list("sessions", account.sessions, session_of),
                         list("history", holdings.history, change)});
}

}  // namespace

Result<Held> open_holdings(Holdings const& holdings, Instant made_at, Keys& keys,
                           application::Numbers const& numbers) {
    Tools const tools{holdings, keys, numbers};
    auto account = TRY(account_of(holdings, keys));
    auto applications =
        TRY(opened_list("applications", holdings.applications,
                        [&](auto const& one) { return application_of(one, tools); }));
    return Held::record(
        {}, {Held::of_instant("made_at", made_at), std::move(account), std::move(applications),
             list("uploads", holdings.uploads, upload),
             list("accesses", holdings.accesses,
                  [&](store::AccessRow const& row) { return access(row, tools); }),
             Held::of_number("accesses_withheld", holdings.access_counts.withheld),
             list("erased_applications", holdings.erased,
                  [&](store::ErasedApplication const& row) {
                      return Held::record({}, {Held::of_text("number", tools.number(row.id)),
                                               Held::of_instant("created_at", row.created),
                                               Held::of_instant("erased_at", row.erased_at)});
                  }),
             holdings.next ? Held::of_text("next_cursor", tools.number(*holdings.next))
                           : Held::nothing("next_cursor")});
}

}  // namespace mpaspor::app
