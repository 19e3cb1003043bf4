/// Whatever is typed as a number of an application or a bill, it is refused, or the number that its
/// application or bill has; with one digit wrong it is none.

#include "base/invariant.hpp"
#include "domain/application/number.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace mpaspor::application {
namespace {

Numbers const& numbers() {
    static Numbers const made{SecretKey{std::array<std::byte, SecretKey::kSize>{}}};
    return made;
}

/// Every other digit in every place.
template <typename Read>
void mistype(std::string const& right, Read read) {
    for (std::size_t at = 0; at < right.size(); ++at) {
        auto wrong = right;
        for (wrong[at] = '0'; wrong[at] <= '9'; ++wrong[at]) {
            INVARIANT(read(wrong).has_value() == (wrong == right));
        }
    }
}

}  // namespace
}  // namespace mpaspor::application

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor;
    using application::numbers;
    std::string const text{reinterpret_cast<char const*>(data), size};
    if (auto const id = numbers().application(text)) {
        INVARIANT(id->value >= 0 && numbers().application_number(*id) == text);
        INVARIANT(!numbers().bill(text).has_value());
        application::mistype(text, [](auto const& no) { return numbers().application(no); });
    }
    if (auto const id = numbers().bill(text)) {
        INVARIANT(id->value >= 0 && numbers().billing_code(*id) == text);
        application::mistype(text, [](auto const& no) { return numbers().bill(no); });
    }
    return 0;
}
