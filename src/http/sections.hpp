#pragma once
/// What the four sections of the form look like (stages 1, 2, 4 and 5), and how they stand in a
/// sealed answer.

#include "app/sealing.hpp"
#include "domain/application/products.hpp"
#include "domain/identity/registry_answer.hpp"
#include "json/reader.hpp"

#include <string>
#include <string_view>

namespace mpaspor::http {

struct IdentitySection {
    identity::Nik nik;
    std::string full_name;
    LocalDate birth_date;
    std::string birth_place;
    identity::Sex sex;
    std::string family_card_number;
    std::string mother_name;
};
struct QuestionnaireSection {
    application::HadPassport had_passport;
    std::string purpose, destination_country, stay_length, contact_name, contact_phone,
        contact_relation, civil_status;
};
struct AdditionalDataSection {
    LocalDate id_card_issued_on;
    std::string address, regency, province, postcode, occupation, phone, mother_name, father_name;
};
struct ProductSection {
    application::Type type;
    application::Product product;
    std::int64_t validity_years;
};

/// Errors: those of json::parse and of the checks of single fields (malformed_name,
/// malformed_family_card, missing_field for one that is only blanks).
Result<IdentitySection> parse_identity(std::string_view body);
Result<QuestionnaireSection> parse_questionnaire(std::string_view body);
Result<AdditionalDataSection> parse_additional_data(std::string_view body);
Result<ProductSection> parse_product(std::string_view body);

app::Answers answers_of(IdentitySection const& section);
app::Answers answers_of(QuestionnaireSection const& section);
app::Answers answers_of(AdditionalDataSection const& section);
app::Answers answers_of(ProductSection const& section);

/// The answers as a JSON object; validity_years is a number.
std::string answers_json(app::Answers const& answers);

}  // namespace mpaspor::http
