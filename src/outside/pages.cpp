#include "outside/pages.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "json/writer.hpp"
#include "outside/form.hpp"
#include "snap/timestamp.hpp"

#include <utility>

namespace mpaspor::outside {
namespace {

constexpr std::size_t kEntriesShownMax = 200;

constexpr char kHead[] =
    "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
    "<meta name=\"viewport\" content=\"width=device-width\"><title>mpaspor-outside</title><style>"
    "body{font:16px/1.5 sans-serif;max-width:60rem;margin:1rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:.25rem .5rem;"
    "text-align:left;vertical-align:top}pre{white-space:pre-wrap;margin:0}"
    "label{display:inline-block;margin:.25rem 1rem .25rem 0}</style></head><body>";
constexpr char kTail[] = "</body></html>";

constexpr char kPayForm[] =
    "<h2>Pay a code</h2><form method=\"post\" action=\"/pages/pay\">"
    "<label>Billing code <input name=\"billing_code\" required inputmode=\"numeric\"></label>"
    "<label>Bank time, if not now <input name=\"at\" placeholder=\"2026-11-22T19:00:00+07:00\">"
    "</label><button>Pay</button></form>"
    "<form method=\"post\" action=\"/pages/deliver\"><button>Tell what was held back</button>"
    "</form>";

constexpr char kFaultForm[] =
    "<form method=\"post\" action=\"/pages/faults\"><label>System <select name=\"system\">"
    "<option>dukcapil<option>bank<option>sink<option>dpri</select></label>"
    "<label><input type=\"checkbox\" name=\"down\" value=\"1\"> down</label>"
    "<label><input type=\"checkbox\" name=\"garbage\" value=\"1\"> garbage</label>"
    "<label>slow, ms <input name=\"slow_ms\" size=\"6\"></label>"
    "<label><input type=\"checkbox\" name=\"contradictory\" value=\"1\"> contradictory</label>"
    "<label><input type=\"checkbox\" name=\"quota_exceeded\" value=\"1\"> quota exceeded</label>"
    "<label><input type=\"checkbox\" name=\"duplicate\" value=\"1\"> duplicate</label>"
    "<label><input type=\"checkbox\" name=\"late\" value=\"1\"> late</label>"
    "<label><input type=\"checkbox\" name=\"reordered\" value=\"1\"> reordered</label>"
    "<label><input type=\"checkbox\" name=\"forged_signature\" value=\"1\"> forged "
    "signature</label>"
    "<label><input type=\"checkbox\" name=\"no_answer\" value=\"1\"> no answer</label>"
    "<label><input type=\"checkbox\" name=\"statement_drop\" value=\"1\"> statement lacks a "
    "line</label>"
    "<label><input type=\"checkbox\" name=\"statement_change\" value=\"1\"> has one "
    "otherwise</label>"
    "<label><input type=\"checkbox\" name=\"statement_add\" value=\"1\"> has one more</label>"
    "<label><input type=\"checkbox\" name=\"statement_twice\" value=\"1\"> has one twice</label>"
    "<label>wrong amount by <input name=\"wrong_amount_by\" size=\"8\"></label>"
    "<button>Switch</button></form>";

std::string cell(std::string_view text) {
    return "<td>" + escape_html(text) + "</td>";
}

std::string inbox(std::vector<Sink::Message> const& messages) {
    std::string html = "<h2>Messages</h2><table><tr><th>when (UTC)<th>to<th>subject<th>text</tr>";
    for (auto const& message : messages) {
        html += "<tr>" + cell(instant_text(message.received)) + cell(message.to) +
                cell(message.subject) + "<td><pre>" + escape_html(message.text) +
                "</pre></td></tr>";
    }
    return html + "</table>";
}

std::string statement(std::vector<Ledger::Entry const*> const& entries) {
    std::string html =
        "<h2>Statement</h2><table><tr><th>no<th>billing code<th>amount<th>paid at<th>outcome"
        "<th>answer</tr>";
    std::size_t shown = 0;
    for (auto entry = entries.rbegin(); entry != entries.rend() && shown < kEntriesShownMax;
         ++entry, ++shown) {
        auto const& payment = (*entry)->payment;
        html += "<tr>" + cell(std::to_string((*entry)->number)) +
                cell(payment.account.customer_no) + cell(std::to_string(payment.paid.amount)) +
                cell(snap::format_timestamp(payment.paid_at)) + cell(name_of((*entry)->outcome)) +
                cell((*entry)->code) + "</tr>";
    }
    return html + "</table>";
}

std::string way_to_samples(std::size_t count) {
    return "<h2>Sample people</h2><p>The civil registry here knows " + std::to_string(count) +
           " invented people. <a href=\"/samples\">Pick one</a> by the case that it shows.</p>";
}

/// The text, or "" when JSON could not hold it.
std::string clean(std::string const& text) {
    return is_clean_utf8(text) ? text : std::string{};
}

/// Members that the form left empty are left out.
void add_number(json::Writer& json, Form const& form, std::string const& name) {
    auto const field = form.find(name);
    if (field == form.end() || field->second.empty()) return;
    auto const& text = field->second;
    bool const negative = text.starts_with('-');
    auto const number = integer_from_text(std::string_view{text}.substr(negative ? 1 : 0));
    if (number) json.member(name, negative ? -*number : *number);
}

}  // namespace

std::string front_page(FrontPage const& content) {
    return kHead + ("<h1>The outside world</h1><p>It is " + instant_text(content.now) + ".</p>") +
           way_to_samples(content.samples) + inbox(content.messages) + kPayForm +
           statement(content.entries) + "<h2>Faults</h2><pre>" + escape_html(content.faults) +
           "</pre>" + kFaultForm + kTail;
}

std::string samples_page(std::vector<Citizen> const& citizens) {
    std::string html =
        "<h1>Sample people</h1><p>All are invented. Type what stands here, or what stands under "
        "<em>type instead</em>.</p><table><tr><th>case<th>NIK<th>name<th>born<th>place<th>sex"
        "<th>family card<th>mother<th>type instead<th>what to expect</tr>";
    for (auto const& citizen : citizens) {
        auto const& record = citizen.record;
        html += "<tr>" + cell(citizen.sample) + cell(record.nik.text()) + cell(record.full_name) +
                cell(date_text(record.birth_date)) + cell(record.birth_place) +
                cell(record.sex == identity::Sex::male ? "male" : "female") +
                cell(record.family_card_number) + cell(record.mother_name) +
                cell(citizen.type_instead) + cell(citizen.expect) + "</tr>";
    }
    return kHead + html + "</table><p><a href=\"/\">Back</a></p>" + kTail;
}

std::string result_page(std::string const& json) {
    return kHead + ("<pre>" + escape_html(json) + "</pre><p><a href=\"/\">Back</a></p>") + kTail;
}

std::string order_json(Form const& form) {
    json::Writer json;
    json.object();
    for (auto const* name : {"billing_code", "at"}) {
        auto const field = form.find(name);
        if (field != form.end() && !field->second.empty()) json.member(name, clean(field->second));
    }
    json.end();
    return std::move(json).text();
}

std::string fault_json(Form const& form) {
    json::Writer json;
    json.object();
    auto const system = form.find("system");
    if (system != form.end()) json.member("system", clean(system->second));
    for (auto const* name : {"down", "garbage", "contradictory", "quota_exceeded", "duplicate",
                             "late", "reordered", "forged_signature", "no_answer", "statement_drop",
                             "statement_change", "statement_add", "statement_twice"}) {
        if (form.contains(name)) json.member(name, true);
    }
    add_number(json, form, "slow_ms");
    add_number(json, form, "wrong_amount_by");
    json.end();
    return std::move(json).text();
}

}  // namespace mpaspor::outside
