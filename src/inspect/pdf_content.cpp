#include "inspect/pdf_content.hpp"

#include "base/inspection.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mpaspor::inspect {
namespace {

using std::string_view_literals::operator""sv;

/// Members that hold something to run or another file, whatever their value.
constexpr auto kActiveMembers = std::to_array({
    "/JS"sv,
    "/JavaScript"sv,
    "/AA"sv,
    "/EmbeddedFiles"sv,
    "/EF"sv,
    "/XFA"sv,
    "/RichMediaContent"sv,
    "/RichMediaSettings"sv,
});

/// Names that say so in /S, /Type or /Subtype: ISO 32000-2, tables 171 and 201, and PostScript.
constexpr auto kActiveNames = std::to_array({
    "/JavaScript"sv,
    "/Launch"sv,
    "/SubmitForm"sv,
    "/ImportData"sv,
    "/GoToR"sv,
    "/GoToE"sv,
    "/Rendition"sv,
    "/RichMedia"sv,
    "/Movie"sv,
    "/Sound"sv,
    "/Screen"sv,
    "/FileAttachment"sv,
    "/EmbeddedFile"sv,
    "/3D"sv,
    "/PS"sv,
    "/Trans3D"sv,
    "/GoTo3DView"sv,
    "/GoToDp"sv,
    "/RichMediaExecute"sv,
});

constexpr auto kMetadataMembers =
    std::to_array({"/Metadata"sv, "/PieceInfo"sv, "/LastModified"sv, "/OpenAction"sv});

bool is_among(std::span<std::string_view const> names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

bool names_something_active(QPDFObjectHandle& dictionary, std::string const& member) {
    auto value = dictionary.getKey(member);
    return value.isName() && is_among(kActiveNames, value.getName());
}

/// `[page /Fit]`, as word processors write it, or its name.
bool opens_at_plain_destination(QPDFObjectHandle& catalogue) {
    auto what = catalogue.getKey("/OpenAction");
    return what.isArray() || what.isNull();
}

}  // namespace

void for_each_direct(QPDFObjectHandle const& object,
                     std::function<void(QPDFObjectHandle&)> const& visit) {
    // A stack of our own: depth is the file's choice.
    std::vector<QPDFObjectHandle> waiting{object};
    auto const add = [&waiting](QPDFObjectHandle const& inner) {
        if (!inner.isIndirect()) waiting.push_back(inner);
    };
    while (!waiting.empty()) {
        auto here = waiting.back();
        waiting.pop_back();
        visit(here);
        if (here.isStream()) {
            waiting.push_back(here.getDict());
        } else if (here.isArray()) {
            for (auto const& item : here.getArrayAsVector()) add(item);
        } else if (here.isDictionary()) {
            for (auto const& [name, value] : here.getDictAsMap()) add(value);
        }
    }
}

bool is_active(QPDFObjectHandle& dictionary) {
    for (auto const& name : dictionary.getKeys()) {
        if (is_among(kActiveMembers, name)) return true;
    }
    if (!opens_at_plain_destination(dictionary)) return true;
    return names_something_active(dictionary, "/S") ||
           names_something_active(dictionary, "/Type") ||
           names_something_active(dictionary, "/Subtype");
}

bool has_too_many_pixels(QPDFObjectHandle& dictionary) {
    auto width = dictionary.getKey("/Width");
    auto height = dictionary.getKey("/Height");
    if (!width.isInteger() || !height.isInteger()) return false;
    long long const across = width.getIntValue();
    long long const down = height.getIntValue();
    if (across <= 0 || down <= 0) return false;
    return across > inspection::kPixelsMax / down;
}

void remove_metadata(QPDFObjectHandle& dictionary) {
    for (auto const member : kMetadataMembers) dictionary.removeKey(std::string{member});
}

}  // namespace mpaspor::inspect
