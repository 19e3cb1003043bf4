#include "http/assessments.hpp"

#include "app/words.hpp"
#include "base/text.hpp"
#include "domain/identity/mrz.hpp"
#include "domain/identity/printed_name.hpp"
#include "http/problem.hpp"

#include <span>
#include <utility>

namespace mpaspor::http {
namespace {

using application::Assessment;
using json::Writer;

void write_params(Writer& json, std::vector<Error::Param> const& params) {
    json.object("params");
    for (auto const& [name, value] : params) json.member(name, value);
    json.end();
}

void write_missing(Writer& json, std::string_view name, std::span<form::Fault const> faults) {
    json.array(name);
    for (form::Fault const& fault : faults) {
        json.object()
            .member("section", fault.section)
            .member("field", fault.field)
            .member("code", info(fault.code).name)
            .end();
    }
    json.end();
}

void write_kinds(Writer& json, Words const& words, std::span<std::string const> kinds) {
    json.array("kinds");
    for (auto const& kind : kinds) {
        auto const key = "documents." + kind;
        json.object().member("kind", kind).member("name", words(key + ".name"));
        if (words.has(key + ".hint")) json.member("hint", words(key + ".hint"));
        json.end();
    }
    json.end();
}

void write_refusals(Writer& json, Words const& words, Assessment const& found) {
    json.array("refusals");
    for (Error const& refusal : found.refusals) {
        auto const name = info(refusal.code).name;
        auto const key = "codes." + std::string{name};
        json.object()
            .member("code", name)
            .member("pointer", refusal.pointer)
            .member("title", words(key + ".title", refusal.params))
            .member("detail", words(advice_key(refusal), refusal.params));
        write_params(json, refusal.params);
        if (refusal.code == Code::type_not_online && found.at_office) {
            json.array("alternatives");
            write_at_office(json, words, *found.at_office);
            json.end();
        }
        json.end();
    }
    json.end();
}

void write_notices(Writer& json, Words const& words, std::span<application::Notice const> notices) {
    json.array("notices");
    for (application::Notice const& notice : notices) {
        auto const key = "notices." + notice.id;
        json.object()
            .member("id", notice.id)
            .member("pointer", notice.pointer)
            .member("title", words(key + ".title", notice.params))
            .member("text", words(key + ".text", notice.params))
            .end();
    }
    json.end();
}

void write_list(Writer& json, std::string_view name, std::span<std::string const> texts) {
    json.array(name);
    for (auto const& text : texts) json.element(text);
    json.end();
}

void write_documents(Writer& json, Words const& words, Assessment const& found) {
    json.array("documents");
    for (application::Requirement const& requirement : found.documents) {
        json.object()
            .member("id", requirement.id)
            .member("required", requirement.required)
            .member("attached", requirement.attached)
            .member("source", requirement.source);
        write_kinds(json, words, requirement.kinds);
        json.end();
    }
    json.end();
}

void write_asked(Writer& json, OpenDraft const& open, Assessment const& found,
                 form::Form const& form) {
    json.array("asked");
    for (form::Asked const& asked : found.asked) {
        auto const* const section = form.section(asked.section);
        auto const saved = open.sections.find(asked.section);
        json.object()
            .member("section", asked.section)
            .member("stage", section == nullptr ? 2 : section->stage)
            .member("version", saved == open.sections.end() ? 0 : saved->second.version);
        write_list(json, "fields", asked.fields);
        json.end();
    }
    json.end();
}

void write_categories(Writer& json, application::Categories categories) {
    json.array("categories");
    for (std::size_t i = 0; i < application::kCategories.size(); ++i) {
        if (!categories.contains(static_cast<application::Category>(i))) continue;
        json.element(application::kCategories[i]);
    }
    json.end();
}

/// D13: what the applicant confirms at stage 4.
void write_printed_name(Writer& json, OpenDraft const& open, identity::PrimaryRule rule) {
    auto const printed = open.draft.person
                             ? identity::printed_name(open.draft.person->full_name)
                             : Result<identity::PrintedName>{fail(Code::name_not_printable)};
    if (!printed) {
        json.null("printed_name");
        return;
    }
    auto [primary, secondary] = identity::identifiers(printed->text, rule);
    auto const mrz =
        identity::mrz_name_line({.primary = std::move(primary), .secondary = std::move(secondary)});
    json.object("printed_name")
        .member("text", printed->text)
        .member("full", printed->full)
        .member("shortened", printed->shortened)
        .member("changed_signs", printed->changed_signs)
        .member("mrz", mrz)
        .end();
}

void write_hint(Writer& json, Words const& words, std::string const& key) {
    if (words.has(key)) json.member("hint", words(key));
}

void write_field(Writer& json, Words const& words, form::Field const& field) {
    auto const key = "form.fields." + field.id;
    json.object()
        .member("id", field.id)
        .member("kind", form::to_text(field.kind))
        .member("required", field.required)
        .member("asked", field.asked.text())
        .member("length_max", static_cast<std::int64_t>(field.length_max))
        .member("rule", field.rule)
        .member("label", words(key + ".label"));
    write_hint(json, words, key + ".hint");
    json.array("options");
    for (auto const& option : field.options) {
        json.object()
            .member("value", option)
            .member("label", words(key + ".options." + option))
            .end();
    }
    if (field.kind == form::FieldKind::yes_no) {
        for (auto const* const option : {"yes", "no"}) {
            json.object()
                .member("value", option)
                .member("label", words(std::string{"form.yes_no."} + option))
                .end();
        }
    }
    json.end().end();
}

}  // namespace

void write_outcome(Writer& json, Words const& words, Assessment const& before,
                   Assessment const& after) {
    write_missing(json, "missing", after.missing);
    write_refusals(json, words, after);
    auto const did = application::consequences(before, after);
    json.object("consequences");
    write_missing(json, "now_missing", did.now_missing);
    write_list(json, "no_longer_asked", did.no_longer_asked);
    write_list(json, "documents_added", did.documents_added);
    write_list(json, "documents_dropped", did.documents_dropped);
    json.member("product_dropped", did.product_dropped).end();
    write_notices(json, words, after.notices);
}

std::string assessment_json(Words const& words, OpenDraft const& open, Assessment const& found,
                            form::Form const& form, identity::PrimaryRule rule) {
    Writer json;
    json.object()
        .member("revision", open.stored.revision)
        .member("form_from", date_text(form.from))
        .member("good_until", date_text(found.good_until));
    if (found.type) {
        json.member("type", application::to_text(*found.type));
    } else {
        json.null("type");
    }
    write_categories(json, found.categories);
    write_asked(json, open, found, form);
    write_missing(json, "missing", found.missing);
    write_documents(json, words, found);
    write_refusals(json, words, found);
    write_notices(json, words, found.notices);
    json.array("validities");
    for (int const years : found.validities) json.element(std::int64_t{years});
    json.end();
    write_printed_name(json, open, rule);
    if (found.visit_from) {
        json.member("visit_from", date_text(*found.visit_from));
    } else {
        json.null("visit_from");
    }
    json.object("stages")
        .member("questionnaire", found.questionnaire_complete)
        .member("documents", found.documents_complete)
        .member("additional_data", found.additional_data_complete)
        .member("product", found.product_fits)
        .end()
        .end();
    return std::move(json).text();
}

void write_at_office(Writer& json, Words const& words, application::AtOffice const& found) {
    std::string const type{application::to_text(found.type)};
    json.object()
        .member("type", type)
        .member("name", words("at_office.names." + type))
        .member("where", application::to_text(found.where))
        .member("text", words("advice." + application::at_office_advice(found.type)))
        .array("papers");
    for (application::Requirement const& paper : found.papers) {
        json.object()
            .member("id", paper.id)
            .member("required", paper.required)
            .member("source", paper.source);
        write_kinds(json, words, paper.kinds);
        json.end();
    }
    json.end().array("charges");
    for (application::OfficeCharge const& charge : found.charges) {
        json.object()
            .member("item", charge.item)
            .member("amount", charge.amount.amount)
            .member("legal_basis", charge.legal_basis)
            .member("text", words("at_office.charges." + charge.item,
                                  {{"amount", app::rupiah_words(charge.amount)}}))
            .end();
    }
    json.end().end();
}

std::string form_json(Words const& words, std::string_view name, form::Form const& form) {
    Writer json;
    json.object().member("form", name).member("from", date_text(form.from)).array("sections");
    for (form::Section const& section : form.sections) {
        auto const key = "form.sections." + section.id;
        json.object()
            .member("id", section.id)
            .member("stage", section.stage)
            .member("asked", section.asked.text())
            .member("title", words(key + ".title"));
        write_hint(json, words, key + ".hint");
        json.array("fields");
        for (form::Field const& field : section.fields) write_field(json, words, field);
        json.end().end();
    }
    json.end().end();
    return std::move(json).text();
}

}  // namespace mpaspor::http
