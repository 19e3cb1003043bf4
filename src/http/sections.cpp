#include "http/sections.hpp"

#include "base/text.hpp"
#include "json/writer.hpp"

#include <algorithm>
#include <array>
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
constexpr auto names(json::As<HadPassport>) {
    return table<HadPassport>(kHadPassport);
}
constexpr auto names(json::As<Type>) {
    return table<Type>(kTypes);
}
constexpr auto names(json::As<Product>) {
    return table<Product>(kProducts);
}

}  // namespace mpaspor::application

namespace mpaspor::http {

constexpr std::size_t kNameMax = 100;
constexpr std::size_t kWordsMax = 64;
constexpr std::size_t kAddressMax = 200;
constexpr std::size_t kPhoneMax = 20;

constexpr auto shape(json::As<IdentitySection>) {
    using S = IdentitySection;
    return json::closed<S>(
        json::field<&S::nik>("nik"), json::text_field<&S::full_name>("full_name", kNameMax),
        json::field<&S::birth_date>("birth_date"),
        json::text_field<&S::birth_place>("birth_place", kWordsMax), json::field<&S::sex>("sex"),
        json::text_field<&S::family_card_number>("family_card_number", 16),
        json::text_field<&S::mother_name>("mother_name", kNameMax));
}
constexpr auto shape(json::As<QuestionnaireSection>) {
    using S = QuestionnaireSection;
    return json::closed<S>(
        json::field<&S::had_passport>("had_passport"),
        json::text_field<&S::purpose>("purpose", kWordsMax),
        json::text_field<&S::destination_country>("destination_country", kWordsMax),
        json::text_field<&S::stay_length>("stay_length", 32),
        json::text_field<&S::contact_name>("contact_name", kNameMax),
        json::text_field<&S::contact_phone>("contact_phone", kPhoneMax),
        json::text_field<&S::contact_relation>("contact_relation", 32),
        json::text_field<&S::civil_status>("civil_status", 32));
}
constexpr auto shape(json::As<AdditionalDataSection>) {
    using S = AdditionalDataSection;
    return json::closed<S>(json::field<&S::id_card_issued_on>("id_card_issued_on"),
                           json::text_field<&S::address>("address", kAddressMax),
                           json::text_field<&S::regency>("regency", kWordsMax),
                           json::text_field<&S::province>("province", kWordsMax),
                           json::text_field<&S::postcode>("postcode", 5),
                           json::text_field<&S::occupation>("occupation", kWordsMax),
                           json::text_field<&S::phone>("phone", kPhoneMax),
                           json::text_field<&S::mother_name>("mother_name", kNameMax),
                           json::text_field<&S::father_name>("father_name", kNameMax));
}
constexpr auto shape(json::As<ProductSection>) {
    using S = ProductSection;
    return json::closed<S>(json::field<&S::type>("type"), json::field<&S::product>("product"),
                           json::integer_field<&S::validity_years>("validity_years", 1, 10));
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
Result<void> filled_in(app::Answers const& answers, std::string_view but = {}) {
    for (auto const& [name, value] : answers) {
        if (blank(value) && name != but) return refuse(Code::missing_field, "/" + name);
    }
    return {};
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

Result<QuestionnaireSection> parse_questionnaire(std::string_view body) {
    auto section = TRY(json::parse<QuestionnaireSection>(body));
    TRY(filled_in(answers_of(section)));
    return section;
}

Result<AdditionalDataSection> parse_additional_data(std::string_view body) {
    auto section = TRY(json::parse<AdditionalDataSection>(body));
    TRY(filled_in(answers_of(section), "father_name"));  // The mother is mandatory (2.13).
    if (!digits(section.postcode, 5)) return refuse(Code::unknown_value, "/postcode");
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

app::Answers answers_of(QuestionnaireSection const& s) {
    return {{"had_passport", std::string{application::to_text(s.had_passport)}},
            {"purpose", s.purpose},
            {"destination_country", s.destination_country},
            {"stay_length", s.stay_length},
            {"contact_name", s.contact_name},
            {"contact_phone", s.contact_phone},
            {"contact_relation", s.contact_relation},
            {"civil_status", s.civil_status}};
}

app::Answers answers_of(AdditionalDataSection const& s) {
    return {{"id_card_issued_on", date_text(s.id_card_issued_on)},
            {"address", s.address},
            {"regency", s.regency},
            {"province", s.province},
            {"postcode", s.postcode},
            {"occupation", s.occupation},
            {"phone", s.phone},
            {"mother_name", s.mother_name},
            {"father_name", s.father_name}};
}

app::Answers answers_of(ProductSection const& s) {
    return {{"type", std::string{application::to_text(s.type)}},
            {"product", std::string{application::to_text(s.product)}},
            {"validity_years", std::to_string(s.validity_years)}};
}

std::string answers_json(app::Answers const& answers) {
    json::Writer json;
    json.object();
    for (auto const& [name, value] : answers) {
        if (name == "validity_years") {
            json.raw(name, value);
        } else {
            json.member(name, value);
        }
    }
    json.end();
    return std::move(json).text();
}

}  // namespace mpaspor::http
