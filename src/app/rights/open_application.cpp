#include "app/rights/opening.hpp"

#include "app/key_names.hpp"
#include "app/sealing.hpp"

namespace mpaspor::app {
namespace {

using Fields = std::vector<Held>;

void add_place(Fields& fields, Opening const& opening, booking::SeatKey const& place) {
    fields.push_back(Held::of_text("service_point", opening.point(place.service_point)));
    fields.push_back(Held::of_date("date", place.date));
    fields.push_back(Held::of_text("slot", booking::slot_text(place.slot)));
    fields.push_back(Held::of_word("pool", booking::to_text(place.pool)));
}

Held document(store::AttachedDocument const& document, std::string const& number) {
    Held one = Held::record(
        {},
        {Held::of_word("kind", document.kind), Held::of_instant("attached_at", document.attached),
         Held::of_text("file", "/api/v1/applications/" + number + "/documents/" + document.kind)});
    add_upload(one.items, document.upload);
    return one;
}

Held bill(store::BillRow const& row, Opening const& opening) {
    auto const& bill = row.bill;
    Held one = Held::record(
        {},
        {Held::of_text("billing_code", opening.numbers.billing_code(bill.id)),
         Held::of_number("amount", bill.amount.amount), Held::of_text("basis", bill.basis),
         Held::of_number("surcharge", row.surcharge.amount),
         Held::of_text("surcharge_basis", row.surcharge_basis),
         Held::of_instant("issued_at", bill.issued_at), Held::of_instant("deadline", bill.deadline),
         Held::of_word("state", payment::to_text(bill.state)), Held::of("paid_at", bill.paid_at),
         Held::of("state_receipt_no", bill.state_receipt)});
    add_place(one.items, opening, bill.place);
    return one;
}

Held payment_of(store::Payment const& payment, Opening const& opening) {
    return Held::record(
        {},
        {Held::of_text("provider", payment.provider), Held::of_text("reference", payment.reference),
         Held::of_text("billing_code", opening.numbers.billing_code(payment.bill)),
         Held::of_number("amount", payment.amount.amount),
         Held::of_instant("bank_time", payment.bank_time),
         Held::of_instant("received_at", payment.received_at),
         Held::of_word("outcome", payment::to_text(payment.outcome))});
}

Held place(store::SeatEvent const& event, Opening const& opening) {
    Held one =
        Held::record({}, {Held::of_instant("at", event.at), Held::of_word("event", event.kind)});
    add_place(one.items, opening, event.key);
    return one;
}

Held notice(store::WaitingNotice const& notice) {
    return Held::record(
        {}, {Held::of_word("topic", notice.topic), Held::of_instant("created_at", notice.created),
             Held::of_instant("due_at", notice.due), Held::of_number("attempts", notice.attempts)});
}

Result<Answers> opened(SecretKey const& key, std::string const& place, Bytes const& sealed) {
    auto const plain = TRY(open_sealed(key, place, sealed));
    return decode(plain);
}

/// What another system answered, part by part.
Result<Held> answer_of(SecretKey const& key, std::string const& place, Bytes const& sealed) {
    if (sealed.empty()) return Held::nothing("answer");
    auto const parts = TRY(opened(key, place, sealed));
    Held answer = Held::record("answer");
    for (auto const& [name, value] : parts) {
        bool const theirs = name == "reference" || name == "expires";
        answer.items.push_back(theirs ? Held::of_text(name, value) : Held::of_word(name, value));
    }
    return answer;
}

/// Which fields of stage 1 the civil registry has alike (3.3).
Result<Held> nik_check(std::optional<store::NikCheck> const& check, SecretKey const& key) {
    if (!check) return Held::nothing("nik_check");
    auto const place = store::nik_check_place(check->application, check->version);
    auto answer = TRY(answer_of(key, place, check->sealed));
    return Held::record(
        "nik_check",
        {Held::of_number("version", check->version), Held::of_word("state", to_text(check->state)),
         Held::of_instant("asked_at", check->asked_at), Held::of("answered_at", check->answered_at),
         std::move(answer)});
}

/// Which earlier passport the issuing system knows (D10).
Result<Held> passport_record(std::optional<store::PassportCheck> const& check,
                             SecretKey const& key) {
    if (!check) return Held::nothing("passport_record");
    auto const place = store::passport_record_place(check->application);
    auto answer = TRY(answer_of(key, place, check->sealed));
    return Held::record("passport_record",
                        {Held::of_word("state", to_text(check->state)),
                         Held::of_instant("asked_at", check->asked_at),
                         Held::of("answered_at", check->answered_at), std::move(answer)});
}

Result<Held> section(store::Answer const& answer, ApplicationId id, SecretKey const& key) {
    auto const place = store::answer_place(id, answer.section, answer.version);
    auto const answers = TRY(opened(key, place, answer.sealed));
    Held values = Held::record("answers");
    for (auto const& [name, value] : answers) values.items.push_back(Held::of_text(name, value));
    return Held::record(
        {}, {Held::of_word("section", answer.section), Held::of_number("version", answer.version),
             Held::of_instant("saved_at", answer.saved_at), std::move(values)});
}

Held visit(store::Application const& a, Opening const& opening) {
    if (!a.seat) return Held::nothing("visit");
    Held one = Held::record("visit");
    add_place(one.items, opening, a.seat->key);
    one.items.push_back(Held::of_number("sequence", a.seat->sequence));
    one.items.push_back(Held::of_number("reschedules_used", a.reschedules_used));
    one.items.push_back(a.first_visit ? Held::of_date("first_visit", *a.first_visit)
                                      : Held::nothing("first_visit"));
    return one;
}

Held word_or_nothing(std::string_view name, std::optional<std::string> const& word) {
    return word ? Held::of_word(name, *word) : Held::nothing(name);
}

}  // namespace

Result<Held> open_application(ApplicationHoldings const& one, Opening const& opening) {
    auto const& a = one.application;
    auto const number = opening.number(a.id);
    auto const key = TRY(opening.key(key_of(a.id)));
    auto sections = TRY(opened_list("sections", one.answers, [&](store::Answer const& answer) {
        return section(answer, a.id, key);
    }));
    auto nik = TRY(nik_check(one.nik_check, key));
    auto passport = TRY(passport_record(one.passport_record, key));
    Held held = Held::record(
        {}, {Held::of_text("number", number), Held::of_word("state", application::to_text(a.state)),
             Held::of_word("channel", application::to_text(a.channel)),
             Held::of_instant("created_at", a.created),
             a.nik ? Held::of_instant("nik_verified_at", a.nik->verified_at)
                   : Held::nothing("nik_verified_at"),
             word_or_nothing("type", a.type), word_or_nothing("product", a.product),
             a.validity_years == 0 ? Held::nothing("validity_years")
                                   : Held::of_number("validity_years", a.validity_years),
             Held::of_word("accelerated", a.accelerated ? "yes" : "no"),
             Held::of("deadline", a.deadline), Held::of("paid_at", a.paid_at), visit(a, opening)});
    held.items.push_back(std::move(sections));
    held.items.push_back(std::move(nik));
    held.items.push_back(std::move(passport));
    held.items.push_back(list("documents", one.documents, [&](store::AttachedDocument const& row) {
        return document(row, number);
    }));
    held.items.push_back(
        list("bills", one.bills, [&](store::BillRow const& row) { return bill(row, opening); }));
    held.items.push_back(list("payments", one.payments,
                              [&](store::Payment const& row) { return payment_of(row, opening); }));
    held.items.push_back(list("places", one.places,
                              [&](store::SeatEvent const& row) { return place(row, opening); }));
    held.items.push_back(list("history", one.history, change));
    held.items.push_back(list("waiting_messages", one.notices, notice));
    return held;
}

}  // namespace mpaspor::app
