#pragma once

#include <string_view>
#include <vector>

namespace mpaspor::outside {

/// The parts of `text` between the `at`s; one at least.
std::vector<std::string_view> split(std::string_view text, char at);

}  // namespace mpaspor::outside
