#include "sim/bank.hpp"

#include <memory>

namespace mpaspor::sim {
namespace {

using namespace std::chrono_literals;
using payment::BankAnswer;
using payment::Notice;

constexpr auto kPatience = 5s;  // with the answer to one message

}  // namespace

void Bank::pay(BillId bill, Rupiah amount, Notice notice) {
    auto const number = payments_.size();
    payments_.push_back({.reference = "p" + std::to_string(number + 1),
                         .bill = bill,
                         .amount = amount,
                         .at = floored_to_second(world_.outside()),
                         .notice = notice});
    auto const delay = calm_ || random_.chance(7, 10) ? random_.between(20ms, 800ms)
                       : random_.chance(1, 2)         ? random_.between(1s, 20min)
                                                      : random_.between(20min, 5h);
    world_.after(delay, [this, number] { tell(number); });
}

/// A new message of the same payment; its network may carry it twice.
void Bank::tell(std::size_t number) {
    auto& payment = payments_[number];
    if (payment.state != State::waiting) return;
    ++payment.told;
    app::SettlePayment const message{
        .provider = std::string{kProvider},
        .reference = payment.reference,
        .bill = payment.bill,
        .amount = payment.amount,
        .bank_time = payment.at,
        .notice = payment.notice,
        .received = payment.reference + '/' + std::to_string(payment.told),
        .sealed = {std::byte{1}}};
    send(number, message);
    if (!calm_ && random_.chance(1, 6)) send(number, message);
}

void Bank::send(std::size_t number, app::SettlePayment const& message) {
    ++payments_[number].under_way;
    // Shared by the answer and by the patience, whichever comes first.
    auto const open = std::make_shared<bool>(true);
    auto const once = [this, number, open](Result<BankAnswer> const& answer) {
        if (!*open) return;
        *open = false;
        --payments_[number].under_way;
        hear(number, answer);
    };
    world_.after(kPatience, [once] { once(fail(Code::gateway_unavailable)); });
    if (!calm_ && random_.chance(1, 12)) return;  // Lost on its way.
    bool const deaf = !calm_ && random_.chance(1, 8);
    send_(message, [once, deaf](Result<BankAnswer> const& answer) {
        if (!deaf) once(answer);
    });
}

void Bank::hear(std::size_t number, Result<BankAnswer> const& answer) {
    auto& payment = payments_[number];
    if (payment.state != State::waiting) return;
    if (!answer) {
        if (payment.under_way > 0) return;
        world_.after(random_.between(20s, 20min), [this, number] { tell(number); });
        return;
    }
    payment.state = *answer == BankAnswer::accepted ? State::settled : State::reversed;
}

bool Bank::holds_in_time(store::Bill const& bill) const {
    for (auto const& payment : payments_) {
        if (payment.bill != bill.id || payment.state == State::reversed) continue;
        return payment.amount == bill.amount && payment.at <= bill.deadline;
    }
    return false;
}

Result<std::optional<app::Biller::Paid>> Bank::paid(BillId bill) const {
    if (world_.outside() < down_until_) return fail(Code::gateway_unavailable);
    for (auto const& payment : payments_) {
        if (payment.bill != bill || payment.state == State::reversed) continue;
        if (payment.under_way > 0) return fail(Code::gateway_unavailable);
        return app::Biller::Paid{payment.reference, payment.amount, payment.at};
    }
    return std::nullopt;
}

}  // namespace mpaspor::sim
