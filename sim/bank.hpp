#pragma once

#include "app/payment/settle_payment.hpp"
#include "app/ports/biller.hpp"
#include "domain/payment/decide.hpp"
#include "sim/random.hpp"
#include "sim/world.hpp"

#include <functional>
#include <string>
#include <vector>

namespace mpaspor::sim {

/// The bank, as far as it matters to time and money: it takes payments and tells of them, late,
/// twice, in any order, and again until it has heard an answer. What it asks before it books
/// (SNAP) and is refused it gives back; what it tells of (QRIS) is taken already.
class Bank {
public:
    enum class State : std::uint8_t { waiting, settled, reversed };
    struct Payment {
        std::string reference;
        BillId bill;
        Rupiah amount;
        Instant at;  ///< Whole seconds.
        payment::Notice notice;
        State state = State::waiting;
        int under_way = 0;  ///< Messages whose answer is still to come.
        int told = 0;
    };
    /// Sends a message to the service. The answer may never come.
    using Heard = std::function<void(Result<payment::BankAnswer>)>;
    using Send = std::function<void(app::SettlePayment, Heard)>;

    Bank(World& world, Random& random, Send send)
        : world_(world), random_(random), send_(std::move(send)) {}

    /// Takes a payment now.
    void pay(BillId bill, Rupiah amount, payment::Notice notice);
    /// As app::Biller::paid. A payment that is being asked for is neither yes nor no.
    Result<std::optional<app::Biller::Paid>> paid(BillId bill) const;
    /// Whether what it would say of this bill is a payment in full and in time.
    bool holds_in_time(store::Bill const& bill) const;
    /// Answers no question until then.
    void be_down_until(Instant until) { down_until_ = until; }
    void calm() { calm_ = true; }

    std::vector<Payment> const& payments() const { return payments_; }
    static constexpr std::string_view kProvider = "snap/bank";

private:
    void tell(std::size_t number);
    void send(std::size_t number, app::SettlePayment const& message);
    void hear(std::size_t number, Result<payment::BankAnswer> const& answer);

    World& world_;
    Random& random_;
    Send send_;
    std::vector<Payment> payments_;
    Instant down_until_{};
    bool calm_ = false;
};

}  // namespace mpaspor::sim
