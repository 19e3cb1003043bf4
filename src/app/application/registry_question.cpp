#include "app/application/registry_question.hpp"

#include "base/text.hpp"

namespace mpaspor::app {

Result<identity::RegistryQuestion> registry_question(Answers const& section) {
    for (auto const* name : {"nik", "full_name", "birth_date", "birth_place", "sex",
                             "family_card_number", "mother_name"}) {
        if (!section.contains(name)) return fail(Code::internal, "an identity without a field");
    }
    auto nik = TRY(identity::Nik::parse(section.at("nik")));
    auto const birth_date = TRY(date_from_text(section.at("birth_date")));
    return identity::RegistryQuestion{
        .nik = std::move(nik),
        .full_name = section.at("full_name"),
        .birth_date = birth_date,
        .birth_place = section.at("birth_place"),
        .sex = section.at("sex") == "male" ? identity::Sex::male : identity::Sex::female,
        .family_card_number = section.at("family_card_number"),
        .mother_name = section.at("mother_name")};
}

}  // namespace mpaspor::app
