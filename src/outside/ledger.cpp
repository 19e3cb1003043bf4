#include "outside/ledger.hpp"

#include "base/invariant.hpp"
#include "base/text.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"
#include "snap/timestamp.hpp"

#include <array>
#include <utility>

namespace mpaspor::outside {

constexpr auto names(json::As<Outcome>) {
    return std::array{json::Name{"waiting", Outcome::waiting},
                      json::Name{"settled", Outcome::settled},
                      json::Name{"reversed", Outcome::reversed}};
}

namespace {

constexpr std::size_t kPaymentMax = 4096;

/// One of the two kinds of line: a payment as it is told to the biller, or an outcome.
struct Line {
    std::optional<std::string> payment;
    std::optional<std::string> request_id;
    std::optional<Outcome> outcome;
    std::optional<std::string> code;
};
constexpr auto shape(json::As<Line>) {
    return json::closed<Line>(json::text_field<&Line::payment>("payment", kPaymentMax),
                              json::text_field<&Line::request_id>("payment_request_id", 128),
                              json::field<&Line::outcome>("outcome"),
                              json::text_field<&Line::code>("response_code", 7));
}

void write_entry(json::Writer& json, Ledger::Entry const& entry) {
    json.object()
        .member("number", entry.number)
        .member("billing_code", entry.payment.account.customer_no)
        .member("payment_request_id", entry.payment.request_id)
        .member("amount", entry.payment.paid.amount)
        .member("paid_at", snap::format_timestamp(entry.payment.paid_at))
        .member("reference_no", entry.payment.reference_no)
        .member("outcome", name_of(entry.outcome))
        .member("response_code", entry.code)
        .end();
}

}  // namespace

std::string_view name_of(Outcome outcome) {
    for (auto const& [name, value] : names(json::As<Outcome>{})) {
        if (value == outcome) return name;
    }
    std::unreachable();
}

std::string Ledger::line(snap::Payment const& payment) {
    json::Writer json;
    json.object().member("payment", snap::format(payment)).end();
    return std::move(json).text();
}

std::string Ledger::line(std::string_view request_id, Outcome outcome, std::string_view code) {
    json::Writer json;
    json.object()
        .member("payment_request_id", request_id)
        .member("outcome", name_of(outcome))
        .member("response_code", code)
        .end();
    return std::move(json).text();
}

Result<void> Ledger::apply(std::string_view text) {
    auto const line = json::parse<Line>(text);
    if (!line) return fail(Code::bad_configuration, "the bank's ledger: " + line.error().pointer);
    if (line->payment) {
        auto payment = snap::parse_payment(*line->payment);
        if (!payment) return fail(Code::bad_configuration, "the bank's ledger: a payment");
        auto id = payment->request_id;
        if (entries_.contains(id)) return fail(Code::bad_configuration, "the bank's ledger: twice");
        entries_.emplace(id, Entry{.payment = *std::move(payment), .number = size() + 1});
        by_code_[entries_.at(id).payment.account.customer_no].push_back(id);
        in_order_.push_back(std::move(id));
        return {};
    }
    auto const entry = entries_.find(line->request_id.value_or(""));
    if (entry == entries_.end() || !line->outcome) {
        return fail(Code::bad_configuration, "the bank's ledger: an outcome of nothing");
    }
    entry->second.outcome = *line->outcome;
    entry->second.code = line->code.value_or("");
    return {};
}

Ledger::Entry const* Ledger::find(std::string_view request_id) const {
    auto const entry = entries_.find(request_id);
    return entry == entries_.end() ? nullptr : &entry->second;
}

Ledger::Entry const* Ledger::paid(std::string_view billing_code) const {
    auto const ids = by_code_.find(billing_code);
    if (ids == by_code_.end()) return nullptr;
    for (auto const& id : ids->second) {
        auto const& entry = entries_.at(id);
        if (entry.outcome != Outcome::reversed) return &entry;
    }
    return nullptr;
}

std::vector<std::string> Ledger::waiting() const {
    std::vector<std::string> ids;
    for (auto const* entry : entries()) {
        if (entry->outcome == Outcome::waiting) ids.push_back(entry->payment.request_id);
    }
    return ids;
}

std::vector<Ledger::Entry const*> Ledger::entries() const {
    std::vector<Entry const*> all;
    all.reserve(in_order_.size());
    for (auto const& id : in_order_) all.push_back(&entries_.at(id));
    return all;
}

std::vector<snap::Payment> Ledger::kept(Instant from, Instant until) const {
    std::vector<snap::Payment> payments;
    for (auto const* entry : entries()) {
        if (entry->outcome == Outcome::reversed) continue;
        if (entry->payment.paid_at < from || entry->payment.paid_at >= until) continue;
        payments.push_back(entry->payment);
    }
    return payments;
}

std::string Ledger::statement(std::optional<LocalDate> date) const {
    json::Writer json;
    json.object().array("entries");
    Rupiah settled;
    for (auto const* entry : entries()) {
        if (date && date_in(Zone::wib, entry->payment.paid_at) != *date) continue;
        if (entry->outcome == Outcome::settled) settled = settled + entry->payment.paid;
        write_entry(json, *entry);
    }
    json.end().member("settled", settled.amount).end();
    return std::move(json).text();
}

}  // namespace mpaspor::outside
