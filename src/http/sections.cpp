#include "http/sections.hpp"

#include "base/text.hpp"
#include "domain/form/check.hpp"
#include "json/writer.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace mpaspor::identity {

constexpr auto names(json::As<Sex>) {
    return std::array{json::Name{"male", Sex::male}, json::Name{"female", Sex::female}};
}

}  // namespace mpaspor::identity

namespace mpaspor::application {

/// The names of an enum are the domain's own table.
template <typename Enum, std::size_t kSize>
constexpr auto table(std::array<std::string_view, kSize> const& texts) {
    std::array<json::Name<Enum>, kSize> rows{};
    for (std::size_t i = 0; i < kSize; ++i) rows[i] = {texts[i], static_cast<Enum>(i)};
    return rows;
}
constexpr auto names(json::As<Type>) {
    return table<Type>(kTypes);
}
constexpr auto names(json::As<Product>) {
    return table<Product>(kProducts);
}

}  // namespace mpaspor::application

namespace mpaspor::http {

using form::FieldKind;

constexpr std::size_t kNameMax = 100;
constexpr std::size_t kWordsMax = 64;
constexpr std::size_t kAnswersMax = 64;  // Of one section.
constexpr std::size_t kOptionsMax = 32;  // Chosen at once.

constexpr auto shape(json::As<IdentitySection>) {
    using S = IdentitySection;
    return json::closed<S>(
        json::field<&S::nik>("nik"), json::text_field<&S::full_name>("full_name", kNameMax),
        json::field<&S::birth_date>("birth_date"),
        json::text_field<&S::birth_place>("birth_place", kWordsMax), json::field<&S::sex>("sex"),
        json::text_field<&S::family_card_number>("family_card_number", 16),
        json::text_field<&S::mother_name>("mother_name", kNameMax));
}
struct SectionRequest {
    SentAnswers answers;
};
constexpr auto shape(json::As<SectionRequest>) {
    return json::closed<SectionRequest>(json::named_field<&SectionRequest::answers>(
        "answers", kAnswersMax, form::kLengthMax, kOptionsMax));
}
constexpr auto shape(json::As<ProductSection>) {
    using S = ProductSection;
    return json::closed<S>(json::field<&S::type>("type"), json::field<&S::product>("product"),
                           json::integer_field<&S::validity_years>("validity_years", 1, 10),
                           json::field<&S::accelerated>("accelerated"));
}

namespace {

bool blank(std::string_view text) {
    return text.find_first_not_of(" \t\n") == std::string_view::npos;
}

bool digits(std::string_view text, std::size_t count) {
    return text.size() == count &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// None of the fields is only blanks.
Result<void> filled_in(app::Answers const& answers) {
    for (auto const& [name, value] : answers) {
        if (blank(value)) return refuse(Code::missing_field, "/" + name);
    }
    return {};
}

/// As a field keeps it: options with a blank between. Nothing, with a fault, when a list was sent
/// for one text or one text for a list.
std::optional<std::string> one_text(FieldKind kind, json::OneOrMany const& value,
                                    json::Faults& faults) {
    bool const list = kind == FieldKind::choices;
    if (value.list != list) {
        faults.add(Code::wrong_type, {{"expected", list ? "list" : "text"}});
        return std::nullopt;
    }
    std::string text;
    for (std::size_t i = 0; i < value.texts.size(); ++i) {
        auto const& one = value.texts[i];
        // An option is a word: several in one text are none of them.
        if (list && (one.empty() || one.contains(' '))) {
            json::Faults::Step const step{faults, i};
            faults.add(Code::unknown_value);
            return std::nullopt;
        }
        text.append(i == 0 ? "" : " ").append(one);
    }
    return text;
}

/// What form::check_section says, each at its field.
void add_all(json::Faults& faults, Error const& error) {
    constexpr std::string_view kPrefix = "/answers/";
    auto const add = [&](Error const& one) {
        json::Faults::Step const step{faults, std::string_view{one.pointer}.substr(kPrefix.size())};
        faults.add(one);
    };
    add(error);
    for (Error const& further : error.also) add(further);
}

bool is_list(form::Section const& section, std::string_view field) {
    auto const found = std::ranges::find(section.fields, field, &form::Field::id);
    return found != section.fields.end() && found->kind == FieldKind::choices;
}

void write_options(json::Writer& json, std::string_view name, std::string_view options) {
    json.array(name);
    while (!options.empty()) {
        auto const end = std::min(options.find(' '), options.size());
        json.element(options.substr(0, end));
        options.remove_prefix(std::min(end + 1, options.size()));
    }
    json.end();
}

std::string_view text_of(identity::Sex sex) {
    return sex == identity::Sex::male ? "male" : "female";
}

}  // namespace

Result<IdentitySection> parse_identity(std::string_view body) {
    auto section = TRY(json::parse<IdentitySection>(body));
    TRY(filled_in(answers_of(section)));
    if (!digits(section.family_card_number, 16)) {
        return refuse(Code::malformed_family_card, "/family_card_number");
    }
    return section;
}

Result<ProductSection> parse_product(std::string_view body) {
    return json::parse<ProductSection>(body);
}

app::Answers answers_of(IdentitySection const& s) {
    return {{"nik", std::string{s.nik.text()}},      {"full_name", s.full_name},
            {"birth_date", date_text(s.birth_date)}, {"birth_place", s.birth_place},
            {"sex", std::string{text_of(s.sex)}},    {"family_card_number", s.family_card_number},
            {"mother_name", s.mother_name}};
}

app::Answers answers_of(ProductSection const& s) {
    app::Answers answers{{"type", std::string{application::to_text(s.type)}},
                         {"product", std::string{application::to_text(s.product)}},
                         {"validity_years", std::to_string(s.validity_years)}};
    if (s.accelerated.value_or(false)) answers.emplace("accelerated", "true");
    return answers;
}

Result<SentAnswers> parse_answers(std::string_view body) {
    auto request = TRY(json::parse<SectionRequest>(body));
    return std::move(request.answers);
}

Result<form::Answers> checked(form::Section const& section, SentAnswers const& sent) {
    json::Faults faults;
    json::Faults::Step const answers{faults, "answers"};
    form::Answers texts;
    for (auto const& [name, value] : sent) {
        json::Faults::Step const step{faults, name};
        auto const field = std::ranges::find(section.fields, name, &form::Field::id);
        if (field == section.fields.end()) {
            faults.add(Code::unknown_field);
        } else if (auto text = one_text(field->kind, value, faults)) {
            texts.emplace(name, *std::move(text));
        }
    }
    auto kept = form::check_section(section, texts);
    if (!kept) add_all(faults, kept.error());
    if (!faults.empty()) return std::unexpected(std::move(faults).error());
    return kept;
}

std::string answers_json(app::Answers const& answers, form::Section const* section) {
    json::Writer json;
    json.object();
    for (auto const& [name, value] : answers) {
        if (section != nullptr && is_list(*section, name)) {
            write_options(json, name, value);
        } else if (section == nullptr && (name == "validity_years" || name == "accelerated")) {
            json.raw(name, value);
        } else {
            json.member(name, value);
        }
    }
    json.end();
    return std::move(json).text();
}

}  // namespace mpaspor::http
