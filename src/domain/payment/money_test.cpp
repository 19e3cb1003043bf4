#include "domain/payment/money.hpp"

#include <doctest/doctest.h>

#include <map>

using namespace mpaspor;
using namespace mpaspor::payment;

TEST_CASE("D4: each movement is a debit and a credit that add up to nothing") {
    for (MovementRow const& row : movements()) {
        CAPTURE(row.name);
        auto const [debit, credit] = postings(row.movement, Rupiah{650'000});
        CHECK(debit == Posting{row.debit, Rupiah{650'000}});
        CHECK(credit == Posting{row.credit, Rupiah{-650'000}});
    }
}

TEST_CASE("D4: what was received is at every moment applied, refund_due, refunded or forfeited") {
    std::map<Account, Rupiah> balance;
    auto const book = [&](Movement movement, std::int64_t amount) {
        for (Posting const& posting : postings(movement, Rupiah{amount})) {
            balance[posting.account] = balance[posting.account] + posting.amount;
        }
        Rupiah elsewhere{};
        for (auto const& [account, amount_there] : balance) {
            if (account != Account::bank) elsewhere = elsewhere + amount_there;
        }
        CHECK(balance[Account::bank] == Rupiah{0} - elsewhere);
    };
    book(Movement::apply, 650'000);
    book(Movement::owe, 650'000);
    book(Movement::apply, 350'000);
    book(Movement::forfeit, 350'000);
    book(Movement::owe_applied, 650'000);
    book(Movement::refund, 1'300'000);
    CHECK(balance[Account::bank] == Rupiah{1'650'000});
    CHECK(balance[Account::refunded] == Rupiah{-1'300'000});
    CHECK(balance[Account::forfeited] == Rupiah{-350'000});
    CHECK(balance[Account::applied] == Rupiah{0});
    CHECK(balance[Account::refund_due] == Rupiah{0});
}
