#pragma once
/// Whether a service point is to be chosen for an application, and where not, why (002-S6,
/// 003-04). That all its places are taken is no reason: another day has some.

#include "base/types.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace mpaspor::office {

struct Period {
    LocalDate from;
    std::optional<LocalDate> to = {};  ///< Exclusive.
};

struct PointFacts {
    std::vector<Period> product;              ///< When it issues the product that is wanted.
    std::vector<Period> accelerated;          ///< When it takes accelerated applications (6.4).
    std::optional<LocalDate> last_open = {};  ///< The last day that is on sale, taken or not.
};

struct Wanted {
    bool online = true;  ///< The app takes applications of its type (000-11).
    bool accelerated = false;
    LocalDate from;  ///< The first day on which its visit may be.
};

enum class Hindrance : std::uint8_t {
    type_not_online,
    product_not_issued,
    product_not_issued_before,      ///< The day from which on it will be.
    product_not_issued_any_longer,  ///< The first day on which it was not.
    accelerated_not_offered,
    no_days_open,
};
inline constexpr std::array<std::string_view, 6> kHindrances{
    "type_not_online",           "product_not_issued",
    "product_not_issued_before", "product_not_issued_any_longer",
    "accelerated_not_offered",   "no_days_open"};
constexpr std::string_view to_text(Hindrance hindrance) {
    return kHindrances[std::to_underlying(hindrance)];
}

struct Offer {
    std::optional<Hindrance> why = {};   ///< None: it is offered.
    std::optional<LocalDate> date = {};  ///< What the hindrance names, if it names one.
    friend bool operator==(Offer const&, Offer const&) = default;
};
Offer offered(PointFacts const& facts, Wanted const& wanted);

}  // namespace mpaspor::office
