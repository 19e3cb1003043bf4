#pragma once
/// What the sections of a draft look like, and how they stand in a sealed answer: identity and
/// product (stages 1 and 5) with members of their own, the sections of the form (stages 2 and 4) as
/// the form says.

#include "app/sealing.hpp"
#include "domain/application/products.hpp"
#include "domain/form/form.hpp"
#include "domain/identity/registry_answer.hpp"
#include "json/reader.hpp"

#include <string>
#include <string_view>

namespace mpaspor::http {

inline constexpr std::string_view kIdentity = "identity", kProduct = "product";

struct IdentitySection {
    identity::Nik nik;
    std::string full_name;
    LocalDate birth_date;
    std::string birth_place;
    identity::Sex sex;
    std::string family_card_number;
    std::string mother_name;
};
struct ProductSection {
    application::Type type;
    application::Product product;
    std::int64_t validity_years;
    std::optional<bool> accelerated;  ///< Left out: no.
};

/// Errors: those of json::parse and of the checks of single fields (malformed_name,
/// malformed_family_card, missing_field for one that is only blanks).
Result<IdentitySection> parse_identity(std::string_view body);
Result<ProductSection> parse_product(std::string_view body);

app::Answers answers_of(IdentitySection const& section);
app::Answers answers_of(ProductSection const& section);

/// The answers of a section of the form, as they were sent.
using SentAnswers = json::Named<json::OneOrMany>;
/// {"answers": {field: text or list of texts}}, whatever the fields. Errors: those of json::parse.
Result<SentAnswers> parse_answers(std::string_view body);
/// What was sent, if each value is one its field can have; a field that is left out has no answer.
/// Errors: those of form::check_section, wrong_type (a list for one answer, or one for a list).
Result<form::Answers> checked(form::Section const& section, SentAnswers const& sent);

/// The answers as a JSON object: validity_years is a number, accelerated is true, what a form lets
/// choose several of a list. `section` is null where they are not the form's.
std::string answers_json(app::Answers const& answers, form::Section const* section);

}  // namespace mpaspor::http
