/// Whatever stands in a body, it is one JSON value or refused; what a shape made of it keeps to the
/// shape's bounds, and is read the same when it is written again.

#include "base/invariant.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mpaspor {
namespace {

enum class Way : std::uint8_t { up, down };
constexpr auto names(json::As<Way>) {
    return std::array{json::Name{"up", Way::up}, json::Name{"down", Way::down}};
}

struct Step {
    Way way;
    std::optional<std::int64_t> count;
    friend bool operator==(Step const&, Step const&) = default;
};
constexpr auto shape(json::As<Step>) {
    return json::open<Step>(json::field<&Step::way>("way"),
                            json::integer_field<&Step::count>("count", -3, 99));
}

struct Request {
    ServicePointId point;
    LocalDate date;
    bool sure;
    std::string note;
    std::vector<std::string> words;
    std::vector<Step> steps;
    std::optional<Step> last;
    friend bool operator==(Request const&, Request const&) = default;
};
constexpr auto shape(json::As<Request>) {
    return json::closed<Request>(
        json::field<&Request::point>("point"), json::field<&Request::date>("date"),
        json::field<&Request::sure>("sure"), json::text_field<&Request::note>("note", 20),
        json::text_field<&Request::words>("words", 5, 3),
        json::list_field<&Request::steps>("steps", 2), json::field<&Request::last>("last"));
}

void write(json::Writer& json, Step const& step) {
    json.member("way", step.way == Way::up ? "up" : "down");
    if (step.count) json.member("count", *step.count);
    json.end();
}

std::string written(Request const& request) {
    json::Writer json;
    json.object()
        .member("point", request.point.value)
        .member("date", date_text(request.date))
        .member("sure", request.sure)
        .member("note", request.note)
        .array("words");
    for (auto const& word : request.words) json.element(word);
    json.end().array("steps");
    for (auto const& step : request.steps) write(json.object(), step);
    json.end();
    if (request.last) write(json.object("last"), *request.last);
    json.end();
    return std::move(json).text();
}

/// How deep `value` goes; its texts are UTF-8.
std::size_t depth_of(json::Value value) {
    std::size_t below = 0;
    if (value.kind() == json::Kind::text)
        INVARIANT(is_clean_utf8(value.text()) || value.text().contains('\0'));
    if (value.kind() == json::Kind::array) {
        INVARIANT(value.size() == value.elements().size());
        for (auto const element : value.elements()) below = std::max(below, depth_of(element));
    }
    if (value.kind() == json::Kind::object) {
        for (auto const& member : value.members()) below = std::max(below, depth_of(member.value));
    }
    return below + 1;
}

}  // namespace
}  // namespace mpaspor

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor;
    std::string_view const body{reinterpret_cast<char const*>(data), size};
    auto const document = json::Document::parse(body);
    if (document) INVARIANT(depth_of(document->root()) <= json::kDepthMax + 1);
    auto const request = json::parse<Request>(body);
    if (!request) {
        INVARIANT(info(request.error().code).category == Category::bad_input);
        INVARIANT(request.error().also.size() <= json::Faults::kFurtherMax);
        return 0;
    }
    INVARIANT(document.has_value() && request->point.value > 0);
    INVARIANT(request->words.size() <= 3 && request->steps.size() <= 2);
    INVARIANT(json::is_plain_text(request->note) && request->note.size() <= std::size_t{80});
    INVARIANT(json::parse<Request>(written(*request)).value() == *request);
    return 0;
}
