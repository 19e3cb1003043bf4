#pragma once
/// What a draft amounts to: one pure look at all answers, documents and what the registries said.
/// Everything that depends on several answers is decided here and nowhere else, so that a changed
/// answer re-validates all that hangs on it.

#include "base/error.hpp"
#include "base/types.hpp"
#include "domain/application/at_office.hpp"
#include "domain/application/categories.hpp"
#include "domain/application/documents.hpp"
#include "domain/application/products.hpp"
#include "domain/form/check.hpp"
#include "domain/identity/nik.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::application {

/// What the issuing system knows of a person's earlier passports (D10).
enum class PassportRecord : std::uint8_t {
    pending,      ///< Not asked yet, or no answer yet: billing waits.
    none,         ///< It knows none.
    known,        ///< It knows one.
    unavailable,  ///< It could not be asked in time: the applicant's answer counts, flagged.
};
inline constexpr std::array<std::string_view, 4> kPassportRecords{"pending", "none", "known",
                                                                  "unavailable"};
constexpr std::string_view to_text(PassportRecord record) {
    return kPassportRecords[std::to_underlying(record)];
}

/// The rules in force: reference data, loaded once and replaced when an operator loads others.
struct DraftRules {
    std::vector<form::Form> forms;        ///< By `from`, ascending; at least one.
    std::vector<DocumentRule> documents;  ///< In the order of the file.
    ValidityPolicy validity = {};
    int elderly_age = 60;  ///< 2.9; settings.
    int toddler_age = 5;
    int months_before_expiry = 6;   ///< 2.7: replaceable with less than that left.
    int booking_horizon_days = 90;  ///< Visits are at most so far ahead.
    /// 001-08: until then of the office's day, exclusive, the priority lane registers people.
    std::chrono::minutes priority_until{12 * 60};
    std::vector<OfficeCharge> charges = {};  ///< Of types that start at the office (2.4).

    /// The version in force; before the first one begins, that one.
    form::Form const& form_on(LocalDate day) const;
};
inline OfficeRules office_rules(DraftRules const& rules) {
    return {.documents = rules.documents, .charges = rules.charges};
}

struct Person {
    std::string full_name;
    LocalDate birth_date;
    std::string birth_place;
    identity::Sex sex = identity::Sex::male;
};

struct ChosenProduct {
    Type type;
    Product product;
    int validity_years;
    bool accelerated = false;
};

/// Everything an applicant has given so far, opened.
struct Draft {
    std::optional<Person> person;          ///< Of stage 1; VALID or not.
    form::AllAnswers answers;              ///< Stages 2 and 4.
    std::vector<std::string> attached;     ///< Kinds of documents that are there.
    std::optional<ChosenProduct> product;  ///< Of stage 5.
    PassportRecord record = PassportRecord::pending;
};

/// Something the applicant should know, which stops nothing: words under "notices.<id>".
struct Notice {
    std::string id;       ///< "may_come_directly", "fee_not_refunded", "name_shortened", ...
    std::string pointer;  ///< "/sections/passport_history/had_passport", or "".
    std::vector<Error::Param> params = {};
};

struct Assessment {
    Categories categories;
    std::optional<Type> type;          ///< As the questionnaire says; none while it does not.
    std::vector<form::Asked> asked;    ///< Sections and fields, in order.
    std::vector<form::Fault> missing;  ///< Of stages 2 and 4.
    std::vector<Requirement> documents;
    /// Why it cannot go on like this, each with a pointer to the answer that decides it: the type
    /// starts at the office (000-11, 1.6), not a citizen (D12), citizenship undecided (V4), a
    /// passport that is still valid (2.7), one on record (D10), a contradiction, a product that
    /// does not fit (002-S5, V2, V5).
    std::vector<Error> refusals;
    std::optional<AtOffice> at_office = {};  ///< Of a type that the app does not take.
    std::vector<Notice> notices;
    /// What the officer has to look at: "record_unavailable", "record_disputed" or
    /// "record_not_found" (D10).
    std::vector<std::string> flags;
    std::vector<int> validities;            ///< Years that may be chosen (V1-V7).
    bool questionnaire_complete = false;    ///< Stage 2: nothing missing, nothing refused.
    bool documents_complete = false;        ///< Stage 3.
    bool additional_data_complete = false;  ///< Stage 4, the printed name confirmed (D13).
    bool product_fits = false;              ///< Stage 5.
    /// Until when this holds if nobody changes anything, exclusive: the next rule, form, birthday
    /// or date among the answers that could make it different, a year from today at most.
    LocalDate good_until = {};
    /// The first day on which the visit may be: of a passport that is not yet replaceable (2.7).
    std::optional<LocalDate> visit_from = {};
};

/// Never fails and never refuses to look: what is wrong with a draft stands in the Assessment. Ages
/// count on `today` (V7). Rules that check_forms and check_documents accept give a draft that can
/// always be completed, or a refusal that says what is in the way.
Assessment assess(Draft const& draft, DraftRules const& rules, LocalDate today);

/// The facts conditions may ask for that no field gives: for check_form and tools.
std::vector<std::string> given_facts();

/// That each version of the form can be worked with: check_form, the fields that the rules read by
/// name, values of given facts that exist, and no question that depends on a fact which answers
/// further down decide. They are by `from`, no two of one day. Errors: unknown_value (detail says
/// what).
Result<void> check_forms(std::span<form::Form const> forms);

/// That rules ask for facts of these forms, have ids and sensible periods, and no requirement is in
/// force twice. Errors: unknown_value (detail says what).
Result<void> check_documents(std::span<DocumentRule const> rules,
                             std::span<form::Form const> forms);

/// What a change did, for the applicant: compared by section, field, document and code.
struct Consequences {
    std::vector<form::Fault> now_missing;      ///< Asked now, and not answered yet.
    std::vector<std::string> no_longer_asked;  ///< "section/field".
    std::vector<std::string> documents_added, documents_dropped;  ///< Ids of requirements.
    bool product_dropped = false;  ///< What was chosen at stage 5 fits no more.
};
Consequences consequences(Assessment const& before, Assessment const& after);

}  // namespace mpaspor::application
