/// Whatever stands in a body, reading an object whose names are data ends with a value or a
/// refusal; what was read keeps to its bounds, and is read the same when it is written again.

#include "base/invariant.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace mpaspor {
namespace {

constexpr std::size_t kNames = 8, kCharacters = 20, kItems = 4;

struct Request {
    json::Named<json::OneOrMany> answers;
};
constexpr auto shape(json::As<Request>) {
    return json::closed<Request>(
        json::named_field<&Request::answers>("answers", kNames, kCharacters, kItems));
}

std::string written(Request const& request) {
    json::Writer json;
    json.object().object("answers");
    for (auto const& [name, value] : request.answers) {
        if (!value.list) {
            json.member(name, value.texts.at(0));
            continue;
        }
        json.array(name);
        for (auto const& text : value.texts) json.element(text);
        json.end();
    }
    json.end().end();
    return std::move(json).text();
}

}  // namespace
}  // namespace mpaspor

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor;
    std::string_view const body{reinterpret_cast<char const*>(data), size};
    auto const request = json::parse<Request>(body);
    if (!request) {
        INVARIANT(request.error().also.size() <= json::Faults::kFurtherMax);
        return 0;
    }
    INVARIANT(request->answers.size() <= kNames);
    for (auto const& [name, value] : request->answers) {
        INVARIANT(!name.empty() && name.size() <= json::kNameMax);
        INVARIANT(value.list ? value.texts.size() <= kItems : value.texts.size() == 1);
        for (auto const& text : value.texts) INVARIANT(text.size() <= 4 * kCharacters);
    }
    auto const again = json::parse<Request>(written(*request));
    INVARIANT(again.has_value());
    INVARIANT(again->answers == request->answers);
    return 0;
}
