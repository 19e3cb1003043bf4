#include "base/text.hpp"
#include "domain/application/draft_judgement.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace mpaspor::application {
namespace {

using std::chrono::days;

/// Who may come directly, and the field that says so.
constexpr std::array<std::pair<Category, std::string_view>, 6> kDirectly{
    {{Category::elderly, ""},
     {Category::toddler, ""},
     {Category::sick, "special_needs"},
     {Category::disabled, "special_needs"},
     {Category::pregnant, "pregnancy"},
     {Category::breastfeeding, "pregnancy"}}};
static_assert(std::ranges::all_of(kDirectly,
                                  [](auto const& row) { return may_come_directly(row.first); }));

/// "12:00"
std::string hour_text(std::chrono::minutes of_day) {
    auto const two = [](std::int64_t number) {
        return (number < 10 ? "0" : "") + std::to_string(number);
    };
    return two(of_day.count() / 60) + ':' + two(of_day.count() % 60);
}

class Notices {
public:
    Notices(Look const& look, std::span<Requirement const> documents)
        : look_(look), about_(look.about), documents_(documents) {}

    std::vector<Notice> all() && {
        record();
        visit();
        directly();
        ages();
        family();
        purpose();
        name();
        return std::move(found_);
    }

private:
    void tell(std::string id, std::string pointer = {}, std::vector<Error::Param> params = {}) {
        found_.push_back({std::move(id), std::move(pointer), std::move(params)});
    }
    bool is(Category category) const { return about_.categories.contains(category); }

    // D10, R6: what a wrong answer costs is said while it can still be changed.
    void record() {
        if (!about_.knows("had_passport")) return;
        auto const pointer = look_.pointer_to("had_passport");
        if (look_.draft.record == PassportRecord::pending) tell("record_pending", pointer);
        for (std::string& flag : flags_of(look_)) tell(std::move(flag), pointer);
    }

    // 2.7
    void visit() {
        auto const from = look_.replaceable_from();
        if (from && *from > look_.today + days{1} && *from <= look_.latest_visit()) {
            tell("replaceable_from", look_.pointer_to("old_expiry_date"),
                 {{"from", date_text(*from)}});
        }
    }

    // 000-11, 001-05, 001-08: once, at the answer that says so; an age has none.
    void directly() {
        for (auto const& [category, field] : kDirectly) {
            if (!is(category)) continue;
            return tell("may_come_directly", look_.pointer_to(field),
                        {{"until", hour_text(look_.rules.priority_until)}});
        }
    }

    /// Whether somebody is younger than `age` today and no longer so at the latest visit.
    bool reaches(int limit) const {
        return *about_.age < limit &&
               age(look_.draft.person->birth_date, look_.latest_visit()) >= limit;
    }

    // V7: what the day of issue may change is said before.
    void ages() {
        if (!look_.draft.person) return;
        auto const tell_age = [&](std::string id, int limit) {
            tell(std::move(id), {}, {{"age", std::to_string(limit)}});
        };
        auto const& rules = look_.rules;
        if (is(Category::child) && reaches(rules.validity.ten_years_age)) {
            tell_age("comes_of_age", rules.validity.ten_years_age);
        }
        if (reaches(rules.elderly_age)) tell_age("becomes_elderly", rules.elderly_age);
        if (reaches(rules.toddler_age)) tell_age("no_longer_toddler", rules.toddler_age);
        bool const shrinks =
            about_.two_citizenships &&
            look_.validities_on(look_.today) != look_.validities_on(look_.latest_visit());
        if (shrinks) {
            tell("citizenship_limit_near", look_.pointer_to("citizenship"),
                 {{"age", std::to_string(rules.validity.citizenship_age)}});
        }
    }

    // 2.5: who has to sign has to come.
    void family() {
        if (!is(Category::child)) return;
        bool const both = std::ranges::find(documents_, "parents_statement", &Requirement::id) !=
                          documents_.end();
        if (both) tell("both_parents_attend", look_.pointer_to("parents_situation"));
    }

    void purpose() {
        if (is(Category::migrant_worker) && about_.type == Type::new_passport) {
            tell("migrant_first_passport", look_.pointer_to("purpose"));
        }
        // 2.5, 3.6: bin for a man, binti for a woman.
        if (is(Category::umrah) && about_.says("name_words", "1")) {
            bool const male = look_.draft.person->sex == identity::Sex::male;
            tell("umrah_single_name", look_.pointer_to("endorsement_father_name"),
                 {{"word", male ? "bin" : "binti"}});
        }
    }

    // D13
    void name() {
        if (!about_.printed) return;
        auto const pointer = look_.pointer_to("printed_name_confirmed");
        if (about_.printed->shortened) tell("name_shortened", pointer);
        if (about_.printed->changed_signs) tell("name_signs_changed", pointer);
    }

    Look const& look_;
    DraftFacts const& about_;
    std::span<Requirement const> documents_;
    std::vector<Notice> found_ = {};
};

}  // namespace

std::vector<Notice> notices_of(Look const& look, std::span<Requirement const> documents) {
    return Notices{look, documents}.all();
}

std::vector<std::string> flags_of(Look const& look) {
    auto const& about = look.about;
    std::vector<std::string> flags;
    if (!about.knows("had_passport")) return flags;
    bool const never = about.says("had_passport", "never");
    switch (look.draft.record) {
        case PassportRecord::pending: break;
        case PassportRecord::unavailable: flags.emplace_back("record_unavailable"); break;
        case PassportRecord::none:
            if (!never) flags.emplace_back("record_not_found");
            break;
        case PassportRecord::known:
            if (never && about.says("record_is_wrong", "yes"))
                flags.emplace_back("record_disputed");
            break;
    }
    return flags;
}

}  // namespace mpaspor::application
