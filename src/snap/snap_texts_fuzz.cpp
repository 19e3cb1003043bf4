/// Whatever the other side writes as a time, an amount, a number or a code, it is refused, or it is
/// what we would write for what was read.

#include "base/invariant.hpp"
#include "snap/response.hpp"
#include "snap/signature.hpp"
#include "snap/timestamp.hpp"
#include "snap/virtual_account.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor;
    std::string_view const text{reinterpret_cast<char const*>(data), size};
    if (auto const at = snap::parse_timestamp(text)) {
        INVARIANT(snap::parse_timestamp(snap::format_timestamp(*at)).value() == *at);
    }
    if (auto const amount = snap::parse_amount(text)) {
        INVARIANT(snap::format_amount(*amount) == text);
    }
    if (auto const padded = snap::padded_service_id(text)) {
        INVARIANT(padded->size() == 8 && padded->ends_with(text));
    }
    if (auto const encoding = snap::parse_encoding(text)) {
        INVARIANT(snap::name_of(*encoding) == text);
    }
    for (auto const service : {snap::Service::inquiry, snap::Service::payment,
                               snap::Service::status, snap::Service::token}) {
        auto const what = snap::case_of(service, text);
        if (what) INVARIANT(snap::response_code(service, *what) == text);
    }
    return 0;
}
