#include "domain/office/offered.hpp"

#include <algorithm>

namespace mpaspor::office {
namespace {

bool is_empty(Period const& period) {
    return period.to && *period.to <= period.from;
}

Period common(Period const& a, Period const& b) {
    Period both{std::max(a.from, b.from), a.to};
    if (b.to && (!both.to || *b.to < *both.to)) both.to = b.to;
    return both;
}

/// What two lists of periods have in common.
std::vector<Period> common(std::vector<Period> const& a, std::vector<Period> const& b) {
    std::vector<Period> found;
    for (auto const& first : a) {
        for (auto const& second : b) {
            auto const both = common(first, second);
            if (!is_empty(both)) found.push_back(both);
        }
    }
    return found;
}

/// The first day of several periods.
LocalDate first_day(std::vector<Period> const& periods) {
    return std::ranges::min(periods, {}, &Period::from).from;
}

/// The first day after all of them, each of which ends.
LocalDate end_day(std::vector<Period> const& periods) {
    auto const last =
        std::ranges::max(periods, {}, [](Period const& period) { return period.to.value(); });
    return last.to.value();
}

}  // namespace

Offer offered(PointFacts const& facts, Wanted const& wanted) {
    using enum Hindrance;
    if (!wanted.online) return {type_not_online};
    if (facts.product.empty()) return {product_not_issued};
    auto const issued = common(facts.product, {{wanted.from}});
    if (issued.empty()) return {product_not_issued_any_longer, end_day(facts.product)};

    auto const days = wanted.accelerated ? common(issued, facts.accelerated) : issued;
    if (days.empty()) return {accelerated_not_offered};
    auto const first = first_day(days);
    if (facts.last_open && first <= *facts.last_open) return {};
    if (auto const from = first_day(issued); from > wanted.from) {
        bool const reached = facts.last_open && from <= *facts.last_open;
        if (!reached) return {product_not_issued_before, from};
    }
    if (facts.last_open && *facts.last_open >= wanted.from) return {accelerated_not_offered};
    return {no_days_open};
}

}  // namespace mpaspor::office
