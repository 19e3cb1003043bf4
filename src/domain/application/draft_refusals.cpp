#include "base/text.hpp"
#include "domain/application/draft_judgement.hpp"

#include <algorithm>
#include <array>

namespace mpaspor::application {
namespace {

using std::chrono::days;

constexpr int kPassportYearsMax = 10;     // V1
constexpr int kMigrantPassportYears = 5;  // 2.5: 24 pages, five years, no fee.

/// Conditions of an old passport whose replacement starts at the office (000-11, 1.6).
constexpr std::array<std::string_view, 5> kAtOffice{"lost", "damaged", "lost_force_majeure",
                                                    "damaged_force_majeure", "data_changed"};

/// Days that have passed when they are written down.
constexpr std::array<std::string_view, 5> kPastDates{"old_issue_date", "mother_birth_date",
                                                     "father_birth_date", "spouse_birth_date",
                                                     "id_document_issue_date"};

/// V4: before the age of choosing the passport waits for the choice, after it the choice is past.
std::vector<Error::Param> choice_of(Look const& look) {
    int const limit = look.rules.validity.citizenship_age;
    std::vector<Error::Param> params{{"age", std::to_string(limit)}};
    if (look.about.age >= limit) params.push_back({"advice", "citizenship_age_passed"});
    return params;
}

class Refusals {
public:
    explicit Refusals(Look const& look) : look_(look), about_(look.about) {}

    std::vector<Error> all() && {
        name();
        passport_history();
        citizenship();
        filer();
        dates();
        return std::move(found_);
    }

private:
    void refuse(Code code, std::string_view field, std::vector<Error::Param> params = {}) {
        add({.code = code, .pointer = look_.pointer_to(field), .params = std::move(params)});
    }
    /// One answer is refused once for one reason.
    void add(Error error) {
        bool const told = std::ranges::any_of(found_, [&](Error const& other) {
            return other.code == error.code && other.pointer == error.pointer;
        });
        if (!told) found_.push_back(std::move(error));
    }

    // D13: a name that has no letters to print is corrected at stage 1.
    void name() {
        if (look_.draft.person && !about_.printed) {
            add({.code = Code::name_not_printable, .pointer = "/sections/identity/full_name"});
        }
    }

    void passport_history() {
        // D10, R6: who had a passport and applies for a first one loses the fee.
        bool const on_record =
            about_.says("had_passport", "never") && look_.draft.record == PassportRecord::known;
        if (on_record && !about_.says("record_is_wrong", "yes")) {
            refuse(Code::passport_on_record, "had_passport");
        }
        // 000-11, 1.6
        bool const at_office = std::ranges::any_of(
            kAtOffice, [&](auto condition) { return about_.says("old_condition", condition); });
        if (at_office) refuse(Code::type_not_online, "old_condition", where_to_go());
        // 2.7: at the visit, which is within the horizon.
        auto const from = look_.replaceable_from();
        if (from && *from > look_.latest_visit()) {
            refuse(Code::passport_still_valid, "old_expiry_date", {{"from", date_text(*from)}});
        }
        old_dates();
    }

    /// Own words for each type; it is known once the last day of the old passport is.
    std::vector<Error::Param> where_to_go() const {
        if (!about_.type) return {};
        return {{"advice", at_office_advice(*about_.type)}};
    }

    void old_dates() {
        auto const issue = about_.date("old_issue_date"), expiry = about_.date("old_expiry_date");
        if (issue && born_after(*issue)) refuse(Code::answer_contradicts, "old_issue_date");
        if (!issue || !expiry) return;
        bool const possible = *expiry > *issue && *expiry <= expiry_date(*issue, kPassportYearsMax);
        if (!possible) refuse(Code::answer_contradicts, "old_expiry_date");
    }

    void citizenship() {
        // D12
        if (about_.says("citizenship", "other")) refuse(Code::citizens_only, "citizenship");
        // V3, V4
        bool const undecided = about_.two_citizenships && look_.draft.person &&
                               look_.validities_on(look_.today).empty();
        if (undecided) refuse(Code::citizenship_undecided, "citizenship", choice_of(look_));
    }

    // 2.5: parents act for a child while one of them can; a guardian only after both died.
    void filer() {
        if (!about_.knows("filer_relation") || !about_.knows("parents_situation")) return;
        bool const guardian = about_.says("filer_relation", "guardian");
        if (guardian != about_.says("parents_situation", "both_died")) {
            refuse(Code::answer_contradicts, "filer_relation");
        }
        if (about_.knows("deceased_parent") &&
            about_.facts.of("deceased_parent") == about_.facts.of("filer_relation")) {
            refuse(Code::answer_contradicts, "deceased_parent");
        }
    }

    void dates() {
        for (auto const field : kPastDates) {
            auto const date = about_.date(field);
            if (date && *date > look_.today) refuse(Code::answer_contradicts, field);
        }
        for (auto const* field : {"mother_birth_date", "father_birth_date"}) {
            auto const date = about_.date(field);
            if (date && !born_after(*date)) refuse(Code::answer_contradicts, field);
        }
        auto const id_issue = about_.date("id_document_issue_date");
        if (id_issue && born_after(*id_issue)) {
            refuse(Code::answer_contradicts, "id_document_issue_date");
        }
    }

    /// Whether the applicant was born after that day; nobody else is asked about.
    bool born_after(LocalDate day) const {
        return look_.draft.person && look_.draft.person->birth_date > day;
    }

    Look const& look_;
    DraftFacts const& about_;
    std::vector<Error> found_ = {};
};

std::string joined(std::span<int const> numbers) {
    std::string text;
    for (int const number : numbers) {
        if (!text.empty()) text += ", ";
        text += std::to_string(number);
    }
    return text;
}

}  // namespace

std::vector<Error> refusals_of_answers(Look const& look) {
    return Refusals{look}.all();
}

std::vector<Error> refusals_of_product(Look const& look, std::span<int const> validities) {
    std::vector<Error> found;
    auto const& chosen = look.draft.product;
    if (!chosen || !look.about.type) return found;
    auto const refuse = [&](Code code, std::string_view field,
                            std::vector<Error::Param> params = {}) {
        found.push_back({.code = code,
                         .pointer = "/sections/product/" + std::string{field},
                         .params = std::move(params)});
    };
    if (chosen->type != *look.about.type) refuse(Code::answer_contradicts, "type");
    // V1 to V5
    bool const undecided = validities.empty() && look.draft.person;
    bool const offered = std::ranges::find(validities, chosen->validity_years) != validities.end();
    if (undecided) {
        refuse(Code::citizenship_undecided, "validity_years", choice_of(look));
    } else if (!offered) {
        refuse(Code::validity_not_offered, "validity_years", {{"choices", joined(validities)}});
    }
    // 2.5: the booklet of 24 pages is a migrant worker's first.
    bool const too_long = chosen->product == Product::non_electronic_24 &&
                          chosen->validity_years != kMigrantPassportYears;
    if (too_long || !is_made_for(chosen->product, *look.about.type, look.about.categories)) {
        refuse(Code::answer_contradicts, "product");
    }
    // 6.4
    if (chosen->accelerated && !may_be_accelerated(*look.about.type)) {
        refuse(Code::accelerated_not_offered, "accelerated");
    }
    return found;
}

}  // namespace mpaspor::application
