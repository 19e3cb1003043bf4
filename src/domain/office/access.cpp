#include "domain/office/access.hpp"

#include <algorithm>

namespace mpaspor::office {
namespace {

/// The element of `E` that is called so in its table.
template <typename E, std::size_t kSize>
Result<E> found_in(std::array<std::string_view, kSize> const& table, std::string_view text) {
    auto const* const found = std::ranges::find(table, text);
    if (found == table.end()) return fail(Code::unknown_value, "access");
    return static_cast<E>(found - table.begin());
}

}  // namespace

Result<Purpose> purpose_from_text(std::string_view text) {
    return found_in<Purpose>(kPurposes, text);
}

std::string to_text(DataKinds kinds) {
    std::string text;
    for (std::size_t i = 0; i < kDataKinds.size(); ++i) {
        if (!kinds.contains(static_cast<DataKind>(i))) continue;
        if (!text.empty()) text += ' ';
        text += kDataKinds[i];
    }
    return text;
}

Result<DataKinds> data_kinds_from_text(std::string_view text) {
    DataKinds kinds;
    while (!text.empty()) {
        auto const end = std::min(text.find(' '), text.size());
        auto const kind = TRY(found_in<DataKind>(kDataKinds, text.substr(0, end)));
        kinds = kinds | DataKinds{kind};
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return kinds;
}

}  // namespace mpaspor::office
