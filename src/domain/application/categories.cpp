#include "domain/application/categories.hpp"

#include <algorithm>

namespace mpaspor::application {

static_assert(kCategories.size() == std::to_underlying(Category::disabled) + std::size_t{1});

Result<Category> category_from_text(std::string_view text) {
    auto const name = std::ranges::find(kCategories, text);
    if (name == kCategories.end()) return fail(Code::unknown_value);
    return static_cast<Category>(name - kCategories.begin());
}

}  // namespace mpaspor::application
