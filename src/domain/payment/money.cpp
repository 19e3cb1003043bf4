#include "domain/payment/money.hpp"

#include "base/invariant.hpp"

namespace mpaspor::payment {
namespace {

constexpr auto kMovements = std::to_array<MovementRow>({
    {Movement::apply, "apply", Account::bank, Account::applied},
    {Movement::owe, "owe", Account::bank, Account::refund_due},
    {Movement::owe_applied, "owe_applied", Account::applied, Account::refund_due},
    {Movement::forfeit, "forfeit", Account::applied, Account::forfeited},
    {Movement::refund, "refund", Account::refund_due, Account::refunded},
});

consteval bool in_order() {
    for (std::size_t i = 0; i < kMovements.size(); ++i) {
        if (std::to_underlying(kMovements[i].movement) != i) return false;
        // Nothing leaves the bank's account, and what is refunded or forfeited stays so.
        if (kMovements[i].credit == Account::bank || kMovements[i].debit == Account::refunded ||
            kMovements[i].debit == Account::forfeited) {
            return false;
        }
    }
    return kMovements.size() == std::to_underlying(Movement::refund) + std::size_t{1};
}
static_assert(in_order(), "one row per Movement, in the order of the enum");
static_assert(kAccounts.size() == std::to_underlying(Account::forfeited) + std::size_t{1});

}  // namespace

std::span<MovementRow const> movements() {
    return kMovements;
}

std::array<Posting, 2> postings(Movement movement, Rupiah amount) {
    INVARIANT(amount > Rupiah{0});
    MovementRow const& row = kMovements[std::to_underlying(movement)];
    return {Posting{row.debit, amount}, Posting{row.credit, Rupiah{0} - amount}};
}

}  // namespace mpaspor::payment
