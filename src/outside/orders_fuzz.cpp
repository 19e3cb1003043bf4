/// Whatever body the simulated outside systems are sent, they take it or say that it is bad; an
/// order and a ledger's line are read the same when they are written again.

#include "base/invariant.hpp"
#include "outside/bank.hpp"
#include "outside/dpri.hpp"
#include "outside/dukcapil.hpp"
#include "outside/faults.hpp"
#include "outside/ledger.hpp"
#include "outside/sink.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mpaspor::outside {
namespace {

void is_answered(Reply const& reply) {
    INVARIANT(reply.status == 200 || reply.status == 201 || reply.status == 400);
    INVARIANT(reply.body.starts_with('{') && reply.body.ends_with('}'));
}

void order(std::string_view body) {
    if (auto const faults = parse_fault_order(body)) {
        auto const again = parse_fault_order(to_json(faults->system, faults->faults));
        INVARIANT(again.has_value() && again->system == faults->system);
        INVARIANT(again->faults == faults->faults);
    }
    auto const pay = parse_pay_order(body);
    if (!pay) return;
    INVARIANT(!pay->skip_inquiry || pay->amount.has_value());
    INVARIANT(!pay->amount || pay->amount->amount > 0);
}

/// A payment that came back as a line goes into another ledger as it was.
void keep(std::string_view body) {
    Ledger ledger;
    if (!ledger.apply(body)) {
        INVARIANT(ledger.size() == 0);
        return;
    }
    INVARIANT(ledger.size() == 1);
    Ledger restarted;
    auto const* const entry = ledger.entries().front();
    INVARIANT(restarted.apply(Ledger::line(entry->payment)).has_value());
    INVARIANT(restarted.statement(std::nullopt) == ledger.statement(std::nullopt));
    auto const& id = entry->payment.request_id;
    INVARIANT(restarted.apply(Ledger::line(id, Outcome::settled, "2002500")).has_value());
    INVARIANT(restarted.waiting().empty() && ledger.waiting().size() == 1);
}

}  // namespace
}  // namespace mpaspor::outside

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor::outside;
    std::string_view const body{reinterpret_cast<char const*>(data), size};
    order(body);
    keep(body);
    is_answered(Dukcapil{{}, "19"}.verify(body));
    is_answered(Dpri{}.accept(body));
    is_answered(Dpri{}.look_up(body));
    Sink sink;
    auto const kept = sink.receive(body, {});
    is_answered(kept);
    INVARIANT(sink.messages("", 10).size() == (kept.status == 201 ? 1 : 0));
    return 0;
}
