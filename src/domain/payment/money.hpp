#pragma once
/// Double entry: every rupiah stands in two accounts, once with each sign (D4).

#include "base/types.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace mpaspor::payment {

/// `bank` is what was received; the four others are where each rupiah of it stands. A debit is
/// above zero, a credit below: bank never falls, the others never rise above zero, and all together
/// are zero at every moment.
enum class Account : std::uint8_t { bank, applied, refund_due, refunded, forfeited };
inline constexpr std::array<std::string_view, 5> kAccounts{"bank", "applied", "refund_due",
                                                           "refunded", "forfeited"};
constexpr std::string_view to_text(Account account) {
    return kAccounts[std::to_underlying(account)];
}

enum class Movement : std::uint8_t {
    apply,        ///< Effect settle.
    owe,          ///< Effect open_refund_case.
    owe_applied,  ///< Effect refund_fee.
    forfeit,      ///< Effect forfeit_fee.
    refund,       ///< The treasurer paid it back.
};

struct MovementRow {
    Movement movement;
    std::string_view name;
    Account debit;
    Account credit;
};

/// One row per movement, in their order.
std::span<MovementRow const> movements();

struct Posting {
    Account account;
    Rupiah amount;  ///< Above zero for the debit.
    friend bool operator==(Posting const&, Posting const&) = default;
};

/// The two postings, debit first, of a movement of `amount`, which is positive.
std::array<Posting, 2> postings(Movement movement, Rupiah amount);

}  // namespace mpaspor::payment
