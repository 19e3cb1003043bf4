/// Whatever word stands where one of a closed list was expected, it is refused, or it is the word
/// of what was read; what officers are called and let in with keeps to its signs and its length.

#include "base/invariant.hpp"
#include "domain/application/categories.hpp"
#include "domain/application/event.hpp"
#include "domain/application/products.hpp"
#include "domain/application/state.hpp"
#include "domain/booking/calendar.hpp"
#include "domain/booking/quota.hpp"
#include "domain/booking/seat.hpp"
#include "domain/form/form.hpp"
#include "domain/office/access.hpp"
#include "domain/office/officer.hpp"
#include "domain/office/request.hpp"
#include "domain/payment/bill.hpp"
#include "domain/payment/decide.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mpaspor {
namespace {

template <typename Read>
void is_word(std::string_view text, Read read) {
    auto const value = read(text);
    if (value) INVARIANT(to_text(*value) == text);
}

void read_words(std::string_view text) {
    is_word(text, booking::pool_from_text);
    is_word(text, booking::quota_rule_kind_from_text);
    is_word(text, booking::holiday_kind_from_text);
    is_word(text, form::field_kind_from_text);
    is_word(text, payment::bill_state_from_text);
    is_word(text, payment::outcome_from_text);
    is_word(text, application::type_from_text);
    is_word(text, application::product_from_text);
    is_word(text, application::category_from_text);
    is_word(text, application::state_from_text);
    is_word(text, application::channel_from_text);
    is_word(text, application::event_from_text);
    is_word(text, office::role_from_text);
    is_word(text, office::request_state_from_text);
    is_word(text, office::reason_from_text);
    is_word(text, office::purpose_from_text);
    if (auto const slot = booking::slot_from_text(text)) {
        INVARIANT(booking::slot_text(*slot) == text);
    }
    if (auto const kinds = office::data_kinds_from_text(text)) {
        INVARIANT(office::data_kinds_from_text(office::to_text(*kinds)).value() == *kinds);
    }
    INVARIANT(office::check_role(text).has_value() == office::role_from_text(text).has_value());
}

bool holds_only(std::string_view text, bool (*allowed)(char)) {
    return std::ranges::all_of(text, allowed);
}

void let_in(std::string_view text) {
    if (office::check_login(text)) {
        INVARIANT(text.size() >= 2 && text.size() <= 32 && text != office::kRoot);
        INVARIANT(holds_only(text, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
        }));
    }
    if (office::check_station(text)) {
        INVARIANT(!text.empty() && text.size() <= 32 && text.front() != ' ' && text.back() != ' ');
        INVARIANT(holds_only(text, [](char c) { return c >= ' ' && c < '\x7f'; }));
    }
    if (office::check_new_password(text, "another one", "ratna.dewi")) {
        INVARIANT(text.size() >= office::kPasswordMin);
        INVARIANT(text.size() <= 4 * office::kPasswordMax);
        INVARIANT(!text.contains("ratna.dewi"));
    }
}

}  // namespace
}  // namespace mpaspor

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const text{reinterpret_cast<char const*>(data), size};
    mpaspor::read_words(text);
    mpaspor::let_in(text);
    return 0;
}
