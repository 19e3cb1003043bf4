/// Whatever stands in a body, reading it ends with a value or a refusal, and a payment that was
/// read is read the same when it is written again.

#include "base/invariant.hpp"
#include "snap/minify.hpp"
#include "snap/virtual_account.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor;
    std::string_view const body{reinterpret_cast<char const*>(data), size};
    INVARIANT(snap::minify(snap::minify(body)) == snap::minify(body));
    std::ignore = snap::parse_inquiry(body).has_value();
    std::ignore = snap::parse_inquiry_answer(body).has_value();
    std::ignore = snap::parse_status_answer(body).has_value();
    std::ignore = snap::parse_answer(snap::Service::payment, body).has_value();
    std::ignore = snap::parse_statement_answer(body).has_value();
    if (auto const asked = snap::parse_statement_question(body)) {
        auto const again = snap::parse_statement_question(snap::format(*asked));
        INVARIANT(again.has_value() && again->from == asked->from && again->page == asked->page);
    }
    if (auto const asked = snap::parse_status_question(body)) {
        auto const again = snap::parse_status_question(snap::format(*asked));
        INVARIANT(again.has_value() && again->account == asked->account);
    }
    auto const payment = snap::parse_payment(body);
    if (!payment) return 0;
    auto const again = snap::parse_payment(snap::format(*payment));
    INVARIANT(again.has_value());
    INVARIANT(again->account == payment->account && again->paid == payment->paid);
    INVARIANT(again->request_id == payment->request_id);
    INVARIANT(again->paid_at == payment->paid_at);
    return 0;
}
