#include "domain/application/products.hpp"

#include "domain/application/at_office.hpp"
#include "domain/application/categories.hpp"

#include <algorithm>

namespace mpaspor::application {
namespace {

using std::chrono::year_month_day;

static_assert(kTypes.size() == std::to_underlying(Type::data_change) + std::size_t{1});
static_assert(kProducts.size() ==
              std::to_underlying(Product::electronic_polycarbonate) + std::size_t{1});

static_assert(ValidityPolicy{}.ten_years_from ==
              LocalDate{std::chrono::year{2022} / std::chrono::October / 12});
static_assert(ValidityPolicy{}.choice_from ==
              LocalDate{std::chrono::year{2024} / std::chrono::December / 17});

constexpr int kYearsMax = 10;  // V1
constexpr int kYearsBase = 5;  // V2

template <typename Value, std::size_t kSize>
Result<Value> found(std::array<std::string_view, kSize> const& names, std::string_view text) {
    auto const name = std::ranges::find(names, text);
    if (name == names.end()) return fail(Code::unknown_value);
    return static_cast<Value>(name - names.begin());
}

}  // namespace

Result<Type> type_from_text(std::string_view text) {
    return found<Type>(kTypes, text);
}

Result<Product> product_from_text(std::string_view text) {
    return found<Product>(kProducts, text);
}

bool is_online(Type type) {
    return type == Type::new_passport || type == Type::replace_expired ||
           type == Type::replace_full_pages;
}

Result<void> may_apply_online(Type type) {
    if (!is_online(type)) {
        return refuse(Code::type_not_online, "/type", {{"advice", at_office_advice(type)}});
    }
    return {};
}

bool may_be_accelerated(Type type) {
    return type == Type::new_passport || type == Type::replace_expired;
}

bool is_made_for(Product product, Type type, Categories const& categories) {
    return product != Product::non_electronic_24 ||
           (type == Type::new_passport && categories.contains(Category::migrant_worker));
}

int age(LocalDate birth_date, LocalDate on) {
    year_month_day const born{birth_date}, today{on};
    int const years = static_cast<int>(today.year()) - static_cast<int>(born.year());
    bool const had_birthday = today.month() / today.day() >= born.month() / born.day();
    return had_birthday ? years : years - 1;
}

std::vector<int> validity_choices(Holder const& holder, LocalDate issue,
                                  ValidityPolicy const& policy) {
    if (holder.dual_citizen_child) {  // V3, V4: never past the age of choosing.
        LocalDate const limit = expiry_date(holder.birth_date, policy.citizenship_age);
        int const left = age(issue, limit);
        if (left < 1) return {};
        return {std::min(kYearsBase, left)};
    }
    bool const ten_years = holder.married || age(holder.birth_date, issue) >= policy.ten_years_age;
    if (!ten_years || issue < policy.ten_years_from) return {kYearsBase};  // V2
    if (issue < policy.choice_from) return {kYearsMax};                    // V5
    return {kYearsBase, kYearsMax};
}

LocalDate expiry_date(LocalDate issue, int years) {
    year_month_day const later = year_month_day{issue} + std::chrono::years{years};
    if (later.ok()) return LocalDate{later};
    return LocalDate{later.year() / later.month() / std::chrono::last};
}

}  // namespace mpaspor::application
