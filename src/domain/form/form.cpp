#include "domain/form/form.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace mpaspor::form {
namespace {

using std::string_view;

static_assert(kFieldKinds.size() == std::to_underlying(FieldKind::number) + std::size_t{1});

constexpr std::size_t kOptionsMax = 40;
constexpr std::size_t kDigitsMax = 16;  ///< Of `digits`.
constexpr std::size_t kNumberMax = 9;   ///< Digits of `number`.

bool has_options(FieldKind kind) {
    return kind == FieldKind::choice || kind == FieldKind::choices;
}

/// The longest `length_max` of a kind that needs one; 0 for the others.
std::size_t length_limit(FieldKind kind) {
    switch (kind) {
        case FieldKind::name:
        case FieldKind::text: return kLengthMax;
        case FieldKind::digits: return kDigitsMax;
        case FieldKind::number: return kNumberMax;
        default: return 0;
    }
}

Result<void> wrong(string_view where, string_view what) {
    return fail(Code::unknown_value, std::string{where} + ": " + std::string{what});
}

bool has_value(Field const& field, string_view value) {
    if (field.kind == FieldKind::yes_no) return value == "yes" || value == "no";
    if (field.kind == FieldKind::date) return true;
    return std::ranges::find(field.options, value) != field.options.end();
}

/// Goes over a form from top to bottom, so that a condition meets only what stands before it.
class Inspection {
public:
    explicit Inspection(std::vector<std::string> const& given)
        : given_(given.begin(), given.end()) {}

    Result<void> section(Section const& section) {
        if (!is_id(section.id) || !sections_.insert(section.id).second) {
            return wrong(section.id, "not an id, or a second one");
        }
        if (section.stage != 2 && section.stage != 4) return wrong(section.id, "its stage");
        TRY(condition(section.id, section.asked));
        for (Field const& candidate : section.fields) TRY(field(candidate));
        return {};
    }

private:
    Result<void> field(Field const& field) {
        if (!is_id(field.id) || given_.contains(field.id)) return wrong(field.id, "not an id");
        TRY(condition(field.id, field.asked));
        if (!fields_.emplace(field.id, &field).second) return wrong(field.id, "a second one");
        if (has_options(field.kind) == field.options.empty() ||
            field.options.size() > kOptionsMax) {
            return wrong(field.id, "its options");
        }
        std::set<string_view> const unique(field.options.begin(), field.options.end());
        if (unique.size() != field.options.size() || !std::ranges::all_of(unique, is_id)) {
            return wrong(field.id, "its options");
        }
        auto const limit = length_limit(field.kind);
        if ((limit == 0) != (field.length_max == 0) || field.length_max > limit) {
            return wrong(field.id, "its length");
        }
        return {};
    }

    Result<void> condition(string_view where, Condition const& condition) const {
        for (auto const& [name, value] : condition.comparisons()) {
            if (given_.contains(name)) continue;
            auto const field = fields_.find(name);
            if (field == fields_.end() || !gives_facts(field->second->kind)) {
                return wrong(where, "asks for " + name);
            }
            if (!has_value(*field->second, value)) return wrong(where, name + " is never " + value);
        }
        return {};
    }

    std::set<std::string, std::less<>> given_;
    std::set<string_view> sections_ = {};
    std::map<string_view, Field const*> fields_ = {};
};

}  // namespace

Result<FieldKind> field_kind_from_text(string_view text) {
    auto const name = std::ranges::find(kFieldKinds, text);
    if (name == kFieldKinds.end()) return fail(Code::unknown_value);
    return static_cast<FieldKind>(name - kFieldKinds.begin());
}

Section const* Form::section(string_view id) const {
    auto const found = std::ranges::find(sections, id, &Section::id);
    return found == sections.end() ? nullptr : &*found;
}

bool is_id(string_view text) {
    if (text.empty() || text.size() > kIdMax || text.front() < 'a' || text.front() > 'z') {
        return false;
    }
    return std::ranges::all_of(
        text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

Result<void> check_form(Form const& form, std::vector<std::string> const& given) {
    Inspection inspection{given};
    for (Section const& section : form.sections) TRY(inspection.section(section));
    return {};
}

}  // namespace mpaspor::form
