#include "domain/booking/seat.hpp"

#include <algorithm>

namespace mpaspor::booking {
namespace {

static_assert(kPools.size() == std::to_underlying(Pool::outreach) + std::size_t{1});

constexpr std::size_t kSlotLength = 5;
constexpr int kMinutesPerDay = 24 * 60;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

Result<Pool> pool_from_text(std::string_view text) {
    auto const name = std::ranges::find(kPools, text);
    if (name == kPools.end()) return fail(Code::unknown_value, "pool");
    return static_cast<Pool>(name - kPools.begin());
}

std::string slot_text(std::chrono::minutes slot) {
    auto const minutes = static_cast<int>(slot.count());
    std::string text = std::to_string(10'000 + minutes / 60 * 100 + minutes % 60).substr(1);
    return text.insert(2, 1, ':');
}

Result<std::chrono::minutes> slot_from_text(std::string_view text) {
    bool const shaped = text.size() == kSlotLength && text[2] == ':' && is_digit(text[0]) &&
                        is_digit(text[1]) && is_digit(text[3]) && is_digit(text[4]);
    if (!shaped) return fail(Code::malformed_text, "slot");
    int const hours = (text[0] - '0') * 10 + (text[1] - '0');
    int const minutes = (text[3] - '0') * 10 + (text[4] - '0');
    if (hours * 60 >= kMinutesPerDay || minutes >= 60) return fail(Code::malformed_text, "slot");
    return std::chrono::minutes{hours * 60 + minutes};
}

}  // namespace mpaspor::booking
