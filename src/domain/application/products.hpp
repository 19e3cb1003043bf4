#pragma once
/// What is applied for: type (D11), product and validity (2.2).

#include "base/error.hpp"
#include "base/types.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace mpaspor::application {

class Categories;

enum class Type : std::uint8_t {
    new_passport,
    replace_expired,  ///< Also less than six months before expiry.
    replace_full_pages,
    replace_lost_valid,
    replace_lost_expired,
    replace_damaged_valid,
    replace_damaged_expired,
    data_change,
};
inline constexpr std::array<std::string_view, 8> kTypes{"NEW",
                                                        "REPLACE_EXPIRED",
                                                        "REPLACE_FULL_PAGES",
                                                        "REPLACE_LOST_VALID",
                                                        "REPLACE_LOST_EXPIRED",
                                                        "REPLACE_DAMAGED_VALID",
                                                        "REPLACE_DAMAGED_EXPIRED",
                                                        "DATA_CHANGE"};
constexpr std::string_view to_text(Type type) {
    return kTypes[std::to_underlying(type)];
}
/// Errors: unknown_value.
Result<Type> type_from_text(std::string_view text);

enum class Product : std::uint8_t {
    non_electronic,
    non_electronic_24,  ///< 24 pages, for migrant workers.
    electronic_laminated,
    electronic_polycarbonate,
};
inline constexpr std::array<std::string_view, 4> kProducts{
    "ORDINARY_NON_ELECTRONIC", "ORDINARY_NON_ELECTRONIC_24", "ORDINARY_ELECTRONIC_LAMINATED",
    "ORDINARY_ELECTRONIC_POLYCARBONATE"};
constexpr std::string_view to_text(Product product) {
    return kProducts[std::to_underlying(product)];
}
/// Errors: unknown_value.
Result<Product> product_from_text(std::string_view text);

/// Types that the app takes: new, expired and full pages. The others start at the office (000-11,
/// 1.6).
bool is_online(Type type);
/// Errors: type_not_online.
Result<void> may_apply_online(Type type);

/// The accelerated service takes first passports and expired ones only (6.4, 000-13).
bool may_be_accelerated(Type type);

/// 24 pages are for the first passport of a migrant worker (2.2, 2.4); the others are for anybody.
bool is_made_for(Product product, Type type, Categories const& categories);

/// Dates from which the validity rules changed, and their ages (V2, V3, V5). Data.
struct ValidityPolicy {
    LocalDate ten_years_from{std::chrono::days{19277}};  ///< 12 October 2022.
    LocalDate choice_from{std::chrono::days{20074}};     ///< 17 December 2024.
    int ten_years_age = 17;
    int citizenship_age = 21;
};

struct Holder {
    LocalDate birth_date;
    bool married = false;
    bool dual_citizen_child = false;  ///< ABG.
};

/// Whole years of age on `on`.
int age(LocalDate birth_date, LocalDate on);

/// The validities in years that may be chosen for a passport issued on `issue`, ascending. Empty:
/// it has to be deferred until citizenship is chosen (V1-V5, V7).
std::vector<int> validity_choices(Holder const& holder, LocalDate issue,
                                  ValidityPolicy const& policy);

/// The same day `years` later; 28 February when there is no such day (V6).
LocalDate expiry_date(LocalDate issue, int years);

}  // namespace mpaspor::application
