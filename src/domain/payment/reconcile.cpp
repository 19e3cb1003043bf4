#include "domain/payment/reconcile.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace mpaspor::payment {
namespace {

template <typename Enum, std::size_t kSize>
Result<Enum> from_text(std::array<std::string_view, kSize> const& names, std::string_view text) {
    auto const* const it = std::ranges::find(names, text);
    if (it == names.end()) return fail(Code::unknown_value);
    return static_cast<Enum>(it - names.begin());
}

void compare(StatementLine const& line, BookedPayment const& ours, std::vector<Difference>& found) {
    if (line.amount != ours.amount) found.push_back({DifferenceKind::other_amount, line, ours});
    if (line.bank_time != ours.bank_time) {
        found.push_back({DifferenceKind::other_time, line, ours});
    }
}

}  // namespace

Result<DifferenceKind> difference_kind_from_text(std::string_view text) {
    return from_text<DifferenceKind>(kDifferenceKinds, text);
}

Result<DifferenceState> difference_state_from_text(std::string_view text) {
    return from_text<DifferenceState>(kDifferenceStates, text);
}

Result<Explanation> explanation_from_text(std::string_view text) {
    return from_text<Explanation>(kExplanations, text);
}

std::vector<Difference> reconcile(std::span<StatementLine const> lines,
                                  std::span<BookedPayment const> booked) {
    std::unordered_map<std::string_view, BookedPayment const*> ours;
    for (auto const& payment : booked) ours.emplace(payment.reference, &payment);
    std::unordered_set<std::string_view> seen;
    std::vector<Difference> found;
    for (auto const& line : lines) {
        auto const booked_as = ours.find(line.reference);
        if (!seen.insert(line.reference).second) {
            auto twice = Difference{DifferenceKind::twice, line, std::nullopt};
            if (booked_as != ours.end()) twice.ours = *booked_as->second;
            found.push_back(std::move(twice));
        } else if (booked_as == ours.end()) {
            found.push_back({DifferenceKind::missing_with_us, line, std::nullopt});
        } else {
            compare(line, *booked_as->second, found);
        }
    }
    for (auto const& payment : booked) {
        if (seen.contains(payment.reference)) continue;
        found.push_back({DifferenceKind::missing_at_bank, std::nullopt, payment});
    }
    return found;
}

}  // namespace mpaspor::payment
