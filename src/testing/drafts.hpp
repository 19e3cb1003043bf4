#pragma once
/// Drafts that tests look at one by one, and what of an assessment they ask.

#include "base/text.hpp"
#include "domain/application/assessment.hpp"
#include "testing/sample_rules.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mpaspor::testing::drafts {

using application::assess;
using application::Assessment;
using application::Draft;
using application::DraftRules;
using application::Notice;
using application::PassportRecord;
using application::Product;
using application::Type;
using std::string_view;
using Pairs = std::vector<std::pair<string_view, string_view>>;

inline LocalDate date(string_view text) {
    return date_from_text(text).value();
}

inline LocalDate const kToday = date("2026-11-28");

inline DraftRules const& rules() {
    static auto const kRules = testing::sample_rules(MPASPOR_SOURCE_DIR "/data");
    return kRules;
}

inline void set(Draft& draft, Pairs const& pairs) {
    for (auto const& [field, value] : pairs) {
        testing::answer(draft.answers, rules().forms.front(), field, value);
    }
}

/// A grown man whose earlier passports are known to be none.
inline Draft man(Pairs const& pairs = {}) {
    Draft draft;
    draft.person = {.full_name = "Budi Santoso",
                    .birth_date = date("1990-05-15"),
                    .birth_place = "Sambas",
                    .sex = identity::Sex::male};
    draft.record = PassportRecord::none;
    set(draft, pairs);
    return draft;
}

inline Draft a_child(Pairs const& pairs = {}) {
    auto draft = man(pairs);
    draft.person->birth_date = date("2016-05-15");
    return draft;
}

/// All that a grown man's first passport asks for.
inline Draft whole() {
    auto draft = man({{"had_passport", "never"},
                      {"citizenship", "indonesian"},
                      {"naturalised", "no"},
                      {"name_changed", "no"},
                      {"civil_status", "single"},
                      {"phone", "+6281234567890"},
                      {"purpose", "tourism"},
                      {"destination_country", "MY"},
                      {"length_of_stay", "under_1_month"},
                      {"contact_name", "Sri"},
                      {"contact_phone", "+6281234567891"},
                      {"contact_relation", "sibling"},
                      {"id_document", "id_card"},
                      {"id_document_issued_in", "Sambas"},
                      {"id_document_issue_date", "2015-01-01"},
                      {"address", "Jl. Merdeka 1"},
                      {"province", "Kalimantan Barat"},
                      {"regency", "Sambas"},
                      {"district", "Sambas"},
                      {"postcode", "79462"},
                      {"domicile", "same"},
                      {"job", "petani"},
                      {"mother_name", "Aminah"},
                      {"mother_citizenship", "ID"},
                      {"printed_name_confirmed", "BUDI SANTOSO"}});
    draft.attached = {"id_card", "family_card", "birth_certificate"};
    draft.product = {
        .type = Type::new_passport, .product = Product::electronic_laminated, .validity_years = 10};
    return draft;
}

inline Assessment look(Draft const& draft) {
    return assess(draft, rules(), kToday);
}

/// "CODE pointer" of each refusal.
inline std::vector<std::string> refusals(Assessment const& found) {
    std::vector<std::string> told;
    for (auto const& error : found.refusals) {
        told.push_back(std::string{info(error.code).name} + " " + error.pointer);
    }
    return told;
}

inline std::optional<Notice> notice_of(Assessment const& found, string_view id) {
    auto const notice = std::ranges::find(found.notices, id, &Notice::id);
    if (notice == found.notices.end()) return std::nullopt;
    return *notice;
}

inline bool tells(Assessment const& found, string_view id) {
    return notice_of(found, id).has_value();
}

inline bool asks(Assessment const& found, string_view section, string_view field) {
    auto const row = std::ranges::find(found.asked, section, &form::Asked::section);
    return row != found.asked.end() && std::ranges::find(row->fields, field) != row->fields.end();
}

inline bool misses(Assessment const& found, string_view section, string_view field) {
    return std::ranges::find(found.missing, form::Fault{std::string{section}, std::string{field},
                                                        Code::missing_field}) !=
           found.missing.end();
}

using Told = std::vector<std::string>;

}  // namespace mpaspor::testing::drafts
