#pragma once
/// Which kinds of applicant somebody is (2.3): a set, not exclusive, found from the answers.

#include "base/error.hpp"

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace mpaspor::application {

enum class Category : std::uint8_t {
    adult,
    married_minor,  ///< Gets the validities of an adult (V2).
    child,          ///< Under 17 and not married.
    child_born_abroad,
    dual_citizen_child,  ///< ABG (V3, V4).
    naturalised,
    hajj,
    umrah,
    migrant_worker,
    name_changed,
    elderly,
    toddler,
    pregnant,
    breastfeeding,
    sick,
    disabled,
};
inline constexpr std::array<std::string_view, 16> kCategories{
    "ADULT",       "MARRIED_MINOR", "CHILD",    "CHILD_BORN_ABROAD", "DUAL_CITIZEN_CHILD",
    "NATURALISED", "HAJJ",          "UMRAH",    "MIGRANT_WORKER",    "NAME_CHANGED",
    "ELDERLY",     "TODDLER",       "PREGNANT", "BREASTFEEDING",     "SICK",
    "DISABLED"};
constexpr std::string_view to_text(Category category) {
    return kCategories[std::to_underlying(category)];
}
/// Errors: unknown_value.
Result<Category> category_from_text(std::string_view text);

/// May come to the office directly, without M-Paspor, if they like (000-11, 001-05).
constexpr bool may_come_directly(Category category) {
    using enum Category;
    switch (category) {
        case elderly:
        case toddler:
        case pregnant:
        case breastfeeding:
        case sick:
        case disabled: return true;
        default: return false;
    }
}

class Categories {
public:
    constexpr Categories() = default;
    constexpr Categories(std::initializer_list<Category> categories) {
        for (Category const category : categories) add(category);
    }
    constexpr void add(Category category) { bits_ |= bit(category); }
    constexpr bool contains(Category category) const { return (bits_ & bit(category)) != 0; }
    friend constexpr bool operator==(Categories, Categories) = default;

private:
    static constexpr std::uint32_t bit(Category category) {
        return std::uint32_t{1} << std::to_underlying(category);
    }
    std::uint32_t bits_ = 0;
};

}  // namespace mpaspor::application
