#include "base/text.hpp"
#include "domain/application/draft_judgement.hpp"

#include <algorithm>

namespace mpaspor::application {
namespace {

using std::chrono::days;
using std::chrono::year_month_day;

constexpr days kLookAgainAfter{366};

/// The first of many days that is still to come.
class FirstAfter {
public:
    FirstAfter(LocalDate today, days ahead)
        : today_(today), ahead_(ahead), first_(today + kLookAgainAfter) {}

    void at(LocalDate day) {
        if (day > today_) first_ = std::min(first_, day);
    }
    /// What happens on `day` is seen on it, and before that for the latest visit.
    void seen_ahead(LocalDate day) {
        at(day);
        at(day - ahead_);
    }
    LocalDate day() const { return first_; }

private:
    LocalDate today_;
    days ahead_;
    LocalDate first_;
};

/// As age() counts: who was born on 29 February is a year older on 1 March of other years.
LocalDate birthday(LocalDate birth, int years) {
    year_month_day const day = year_month_day{birth} + std::chrono::years{years};
    if (day.ok()) return LocalDate{day};
    return LocalDate{day.year() / std::chrono::March / 1};
}

/// Ages and the years left until citizenship is chosen: those end a day later (V4). The next
/// birthday, and the one that the latest visit comes to.
void add_birthdays(FirstAfter& next, Look const& look) {
    LocalDate const birth = look.draft.person->birth_date;
    int const last = age(birth, look.latest_visit()) + 1;
    for (int years = age(birth, look.today); years <= last; ++years) {
        next.seen_ahead(birthday(birth, years));
        next.seen_ahead(birthday(birth, years) + days{1});
    }
}

void add_rules(FirstAfter& next, DraftRules const& rules) {
    for (auto const& form : rules.forms) next.at(form.from);
    for (auto const& rule : rules.documents) {
        next.at(rule.from);
        if (rule.to) next.at(*rule.to);
    }
    next.seen_ahead(rules.validity.ten_years_from);
    next.seen_ahead(rules.validity.choice_from);
}

/// A date that is answered is still to come, is today, or has passed.
void add_answers(FirstAfter& next, Look const& look) {
    for (auto const& section : look.form.sections) {
        for (auto const& field : section.fields) {
            if (field.kind != form::FieldKind::date) continue;
            auto const date = look.about.date(field.id);
            if (!date) continue;
            next.at(*date);
            next.at(*date + days{1});
        }
    }
    if (auto const from = look.replaceable_from()) {  // 2.7: the earliest visit is tomorrow.
        next.seen_ahead(*from);
        next.at(*from - days{1});
    }
}

}  // namespace

LocalDate next_change(Look const& look) {
    FirstAfter next{look.today, look.latest_visit() - look.today};
    add_rules(next, look.rules);
    if (look.draft.person) add_birthdays(next, look);
    add_answers(next, look);
    return next.day();
}

}  // namespace mpaspor::application
