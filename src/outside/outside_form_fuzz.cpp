/// Whatever a browser sends as a form, it is read the same when it is escaped again; nothing of it
/// is markup in a page.

#include "base/invariant.hpp"
#include "outside/form.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

/// Every character escaped.
std::string escaped(std::string_view text) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string all;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        all.append("%").append(1, kDigits[byte / 16]).append(1, kDigits[byte % 16]);
    }
    return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor;
    std::string_view const text{reinterpret_cast<char const*>(data), size};
    auto const fields = outside::decode_form(text);
    std::string again;
    for (auto const& [name, value] : fields) {
        INVARIANT(name.size() + value.size() < size);
        again += escaped(name) + '=' + escaped(value) + '&';
        auto const shown = outside::escape_html(value);
        INVARIANT(shown.find_first_of("<>\"'") == shown.npos);
    }
    INVARIANT(outside::decode_form(again) == fields);
    return 0;
}
