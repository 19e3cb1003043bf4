/// Whatever is typed into the search for offices, it is refused, or it finds each of them at most
/// once, and spaces within it make no difference to its folded form.

#include "base/invariant.hpp"
#include "base/utf8.hpp"
#include "domain/office/search.hpp"
#include "http/query_text.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor {
namespace {

std::vector<office::Names> offices() {
    std::vector<office::Names> all;
    for (auto const* name : {"Pontianak", "Tanjungpandan", "Tanjung Balai Karimun", "Bima"}) {
        all.push_back({{office::place_in(name), "malngada"}, "riau"});
    }
    return all;
}

void look_for(std::string_view wanted) {
    auto const all = offices();
    auto found = office::find(wanted, all);
    std::ranges::sort(found);
    INVARIANT(std::ranges::adjacent_find(found) == found.end());
    INVARIANT(found.empty() || found.back() < all.size());
    auto const folded = office::folded(wanted);
    INVARIANT(office::folded(folded) == folded);
    INVARIANT(office::place_in(wanted).size() <= folded.size());
}

}  // namespace
}  // namespace mpaspor

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor;
    std::string_view const text{reinterpret_cast<char const*>(data), size};
    look_for(text);
    auto const read = http::unescaped(text, office::kWantedMax);
    if (!read) return 0;
    INVARIANT(read->size() <= office::kWantedMax && is_clean_utf8(*read));
    look_for(*read);
    return 0;
}
