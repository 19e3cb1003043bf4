#include "app/payment/read_proof.hpp"

#include "app/proof_keys.hpp"
#include "app/words.hpp"

namespace mpaspor::app {
namespace {

using namespace std::chrono;

/// The code is shown at the door on the day of the visit, and is good until that day is over.
Instant valid_until(VisitView const& visit) {
    return instant_in(visit.point.zone, visit.seat.key.date + days{1}, minutes{0}) - seconds{1};
}

/// The last moment at which the visit may be moved (002-F4).
Instant last_moment(VisitView const& visit) {
    return instant_in(visit.point.zone, visit.seat.key.date, minutes{0}) - seconds{1};
}

/// Of the passport's fee and, where there is one, the surcharge's (6.4).
std::string legal_basis(store::Bill const& bill) {
    bool const two = !bill.surcharge_basis.empty() && bill.surcharge_basis != bill.basis;
    return two ? bill.basis + ", " + bill.surcharge_basis : bill.basis;
}

std::string visit_words(Language language, VisitView const& visit) {
    return date_words(language, visit.seat.key.date) + ", " +
           time_words(language, visit.seat.key.slot) + ' ' + std::string{name_of(visit.point.zone)};
}

}  // namespace

Result<Proof> prove(ApplicationView view, application::Numbers const& numbers,
                    SecretKey const& signing) {
    auto const& a = view.application;
    if (!a.paid_at || !view.visit || !view.bill) return fail(Code::proof_not_ready);
    auto number = numbers.application_number(a.id);
    auto const& key = view.visit->seat.key;
    auto qr =
        make_proof_code(proof_seed(signing, key.date), {.number = number,
                                                        .service_point = key.service_point,
                                                        .date = key.date,
                                                        .slot = key.slot,
                                                        .valid_until = valid_until(*view.visit)});
    return Proof{std::move(number), std::move(qr), std::move(view)};
}

Result<std::optional<store::Letterhead>> letterhead_of(sql::Transaction& tx, Proof const& proof) {
    return store::letterhead_on(tx, date_in(Zone::wib, proof.view.application.paid_at.value()));
}

ProofContent proof_content(Proof const& proof, Answers const& identity, Messages const& messages,
                           std::optional<store::Letterhead> const& letterhead,
                           int reschedules_max) {
    constexpr auto language = Language::indonesian;
    auto const words = [&](std::string_view key, std::vector<Error::Param> const& params = {}) {
        return messages.text(language, "proof." + std::string{key}, params);
    };
    auto const& visit = *proof.view.visit;
    auto const& bill = *proof.view.bill;
    auto const zone = visit.point.zone;
    auto const paid_at = *proof.view.application.paid_at;
    auto const name = identity.find("full_name");
    ProofContent content{.title = words("title"),
                         .letterhead = letterhead
                                           ? letterhead->ministry + '\n' + letterhead->directorate
                                           : words("letterhead"),
                         .number = proof.number,
                         .qr = proof.qr,
                         .lines = {},
                         .notes = {words("notes.bring_originals"), words("notes.come_in_person")},
                         .printed = paid_at};
    content.lines = {{words("labels.name"), name == identity.end() ? std::string{} : name->second},
                     {words("labels.service_point"), visit.point.name},
                     {words("labels.visit"), visit_words(language, visit)},
                     {words("labels.fee"), rupiah_words(bill.amount)},
                     {words("labels.legal_basis"), legal_basis(bill)},
                     {words("labels.paid_at"), instant_words(language, zone, paid_at)}};
    if (!bill.surcharge_basis.empty()) {
        content.lines.push_back({words("labels.accelerated"), rupiah_words(bill.surcharge)});
    }
    if (bill.state_receipt) {
        content.lines.push_back({words("labels.state_receipt"), *bill.state_receipt});
    }
    if (proof.view.application.reschedules_used < reschedules_max) {
        auto const until = last_moment(visit);
        auto const date = date_in(zone, until);
        content.notes.push_back(words(
            "notes.reschedule_until",
            {{"deadline", date_words(language, date) + ", " + time_words(language, 23h + 59min)},
             {"zone", std::string{name_of(zone)}}}));
    }
    content.notes.push_back(words("notes.no_refund"));
    content.notes.push_back(words("notes.keep_number"));
    return content;
}

}  // namespace mpaspor::app
