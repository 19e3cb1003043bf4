#include "store/forms.hpp"

#include "store/columns.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

namespace mpaspor::store {
namespace {

constexpr sql::Statement kDropSections{"drop_form_sections", R"sql(
    DELETE FROM form_section WHERE from_date = $1
)sql"};
constexpr sql::Statement kDropFields{"drop_form_fields", R"sql(
    DELETE FROM form_field WHERE from_date = $1
)sql"};
constexpr sql::Statement kInsertSection{"insert_form_section", R"sql(
    INSERT INTO form_section (from_date, id, position, stage, asked) VALUES ($1, $2, $3, $4, $5)
)sql"};
constexpr sql::Statement kInsertField{"insert_form_field", R"sql(
    INSERT INTO form_field (from_date, section, id, position, kind, required, asked, options,
                            length_max, rule)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
)sql"};
constexpr sql::Statement kSections{"form_sections", R"sql(
    SELECT from_date, id, stage, asked FROM form_section ORDER BY from_date, position
)sql"};
constexpr sql::Statement kFields{"form_fields", R"sql(
    SELECT from_date, section, id, kind, required, asked, options, length_max, rule
      FROM form_field ORDER BY from_date, section, position
)sql"};

constexpr sql::Statement kHasForm{"has_form", R"sql(
    SELECT EXISTS (SELECT 1 FROM form_section)
)sql"};

constexpr sql::Statement kSaveRule{"save_document_rule", R"sql(
    INSERT INTO document_rule (id, from_date, to_date, position, asked, kinds, required, source)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (id, from_date) DO UPDATE
       SET to_date = excluded.to_date, position = excluded.position, asked = excluded.asked,
           kinds = excluded.kinds, required = excluded.required, source = excluded.source
)sql"};
constexpr sql::Statement kRules{"document_rules", R"sql(
    SELECT id, from_date, to_date, asked, kinds, required, source
      FROM document_rule ORDER BY position, id, from_date
)sql"};

constexpr sql::Statement kVersion{"draft_rules_version", R"sql(
    SELECT version FROM draft_rules WHERE id = 1
)sql"};
constexpr sql::Statement kCount{"count_draft_rules_change", R"sql(
    UPDATE draft_rules SET version = version + 1 WHERE id = 1
)sql"};

std::string joined(std::vector<std::string> const& words) {
    std::string text;
    for (auto const& word : words) text.append(text.empty() ? "" : " ").append(word);
    return text;
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        auto const end = std::min(text.find(' '), text.size());
        words.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

/// What was saved was a Condition; anything else was not written by us.
Result<form::Condition> condition_in(std::string const& text) {
    auto condition = form::Condition::parse(text);
    if (!condition) return fail(Code::internal, "a stored condition that is none");
    return condition;
}

Result<form::Field> field_in(sql::Row const& row) {
    auto const kind = form::field_kind_from_text(row.text(3));
    if (!kind) return fail(Code::internal, "a stored field of an unknown kind");
    auto asked = TRY(condition_in(row.text(5)));
    return form::Field{.id = row.text(2),
                       .kind = *kind,
                       .required = row.integer(4) != 0,
                       .asked = std::move(asked),
                       .options = words_of(row.text(6)),
                       .length_max = static_cast<std::size_t>(row.integer(7)),
                       .rule = row.text(8)};
}

Result<void> insert_field(sql::Transaction& tx, LocalDate from, form::Section const& section,
                          std::size_t position) {
    auto const& f = section.fields[position];
    return tx.run(kInsertField,
                  {number(from), section.id, f.id, static_cast<std::int64_t>(position),
                   form::to_text(f.kind), std::int64_t{f.required}, f.asked.text(),
                   joined(f.options), static_cast<std::int64_t>(f.length_max), f.rule});
}

}  // namespace

Result<void> save_form(sql::Transaction& tx, form::Form const& form) {
    auto const from = number(form.from);
    TRY(tx.run(kDropFields, {from}));
    TRY(tx.run(kDropSections, {from}));
    for (std::size_t i = 0; i < form.sections.size(); ++i) {
        auto const& section = form.sections[i];
        TRY(tx.run(kInsertSection, {from, section.id, static_cast<std::int64_t>(i),
                                    std::int64_t{section.stage}, section.asked.text()}));
        for (std::size_t j = 0; j < section.fields.size(); ++j) {
            TRY(insert_field(tx, form.from, section, j));
        }
    }
    return {};
}

Result<bool> has_form(sql::Transaction& tx) {
    auto const row = TRY(tx.row(kHasForm, {}));
    return row->integer(0) != 0;
}

Result<std::vector<form::Form>> load_forms(sql::Transaction& tx) {
    auto const fields = TRY(tx.rows(kFields, {}));
    std::map<std::pair<std::int64_t, std::string>, std::vector<form::Field>> by_section;
    for (sql::Row const& row : fields) {
        auto field = TRY(field_in(row));
        by_section[{row.integer(0), row.text(1)}].push_back(std::move(field));
    }
    auto const sections = TRY(tx.rows(kSections, {}));
    std::vector<form::Form> forms;
    for (sql::Row const& row : sections) {
        auto const from = local_date(row.integer(0));
        auto asked = TRY(condition_in(row.text(3)));
        if (forms.empty() || forms.back().from != from) {
            forms.push_back({.from = from, .sections = {}});
        }
        forms.back().sections.push_back(
            {.id = row.text(1),
             .stage = static_cast<int>(row.integer(2)),
             .asked = std::move(asked),
             .fields = std::move(by_section[{row.integer(0), row.text(1)}])});
    }
    return forms;
}

Result<void> save_document_rule(sql::Transaction& tx, application::DocumentRule const& rule,
                                std::size_t position) {
    return tx.run(kSaveRule, {rule.id, number(rule.from), argument(rule.to),
                              static_cast<std::int64_t>(position), rule.when.text(),
                              joined(rule.kinds), std::int64_t{rule.required}, rule.source});
}

Result<std::vector<application::DocumentRule>> load_document_rules(sql::Transaction& tx) {
    auto const rows = TRY(tx.rows(kRules, {}));
    std::vector<application::DocumentRule> rules;
    for (sql::Row const& row : rows) {
        auto when = TRY(condition_in(row.text(3)));
        rules.push_back({.id = row.text(0),
                         .when = std::move(when),
                         .kinds = words_of(row.text(4)),
                         .required = row.integer(5) != 0,
                         .from = local_date(row.integer(1)),
                         .to = optional_date(row, 2),
                         .source = row.text(6)});
    }
    return rules;
}

Result<std::int64_t> draft_rules_version(sql::Transaction& tx) {
    auto const row = TRY(tx.row(kVersion, {}));
    if (!row) return fail(Code::internal, "no version of the draft rules");
    return row->integer(0);
}

Result<void> count_draft_rules_change(sql::Transaction& tx) {
    return tx.run(kCount, {});
}

}  // namespace mpaspor::store
