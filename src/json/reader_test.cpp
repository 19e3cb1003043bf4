#include "json/reader.hpp"

#include "base/invariant.hpp"
#include "json/writer.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

using namespace mpaspor;

namespace {

enum class Colour : std::uint8_t { red, green };

constexpr auto names(json::As<Colour>) {
    return std::array{json::Name{"RED", Colour::red}, json::Name{"GREEN", Colour::green}};
}

/// Can only be had by parsing one, so it has no default value.
class Plate {
public:
    static Result<Plate> parse(std::string_view text) {
        if (text.size() != 4) return refuse(Code::malformed_number, "", {{"digits", "4"}});
        return Plate{std::string{text}};
    }
    std::string const& text() const { return text_; }

private:
    explicit Plate(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

/// Read by an overload of its own.
struct Celsius {
    std::int64_t degrees;
};
std::optional<Celsius> read(json::As<Celsius>, json::Value value, json::Faults& faults) {
    auto const degrees = json::read_integer(value, faults, -273, 1000);
    return degrees.transform([](std::int64_t d) { return Celsius{d}; });
}

struct Wheel {
    std::int64_t inches;
};
constexpr auto shape(json::As<Wheel>) {
    return json::closed<Wheel>(json::integer_field<&Wheel::inches>("inches", 10, 30));
}

struct Car {
    Plate plate;
    Colour colour;
    bool electric;
    LocalDate built;
    Id<struct OwnerTag> owner;
    Celsius engine;
    std::optional<std::string> note;
    std::vector<Wheel> wheels;
    std::vector<std::string> tags;
    std::optional<Wheel> spare;
};
constexpr auto shape(json::As<Car>) {
    return json::closed<Car>(
        json::field<&Car::plate>("plate"), json::field<&Car::colour>("colour"),
        json::field<&Car::electric>("electric"), json::field<&Car::built>("built"),
        json::field<&Car::owner>("owner"), json::field<&Car::engine>("engine"),
        json::text_field<&Car::note>("note", 5), json::list_field<&Car::wheels>("wheels", 4),
        json::text_field<&Car::tags>("tags", 3, 2), json::field<&Car::spare>("spare"));
}

constexpr std::string_view kCar =
    R"({"plate":"1234","colour":"GREEN","electric":true,"built":"2024-02-29","owner":7,)"
    R"("engine":-5,"wheels":[{"inches":15},{"inches":16}],"tags":["a","bc"]})";

/// kCar with `from` replaced, which must be there.
std::string car_with(std::string_view from, std::string_view to) {
    std::string car{kCar};
    auto const at = car.find(from);
    REQUIRE(at != std::string::npos);
    return car.replace(at, from.size(), to);
}

struct Line {
    std::string text;
};
constexpr auto shape(json::As<Line>) {
    return json::closed<Line>(json::text_field<&Line::text>("text", 100));
}

struct Nothing {};
constexpr auto shape(json::As<Nothing>) {
    return json::closed<Nothing>();
}

struct Loose {
    std::string a;
    std::optional<std::int64_t> b;
};
constexpr auto shape(json::As<Loose>) {
    return json::open<Loose>(json::text_field<&Loose::a>("a", 10), json::field<&Loose::b>("b"));
}

/// A mistake: the rows are not in the order of the members.
struct Swapped {
    std::string first;
    std::string second;
};
constexpr auto shape(json::As<Swapped>) {
    return json::closed<Swapped>(json::text_field<&Swapped::second>("second", 9),
                                 json::text_field<&Swapped::first>("first", 9));
}

/// A shape with too few or too many rows does not compile.
static_assert(json::ConsistsOf<Loose, std::string, std::optional<std::int64_t>>);
static_assert(!json::ConsistsOf<Loose, std::string>);
static_assert(!json::ConsistsOf<Loose>);
static_assert(!json::ConsistsOf<Line, std::string, std::string>);
struct PlateLast {
    std::string a;
    Plate plate;
};
static_assert(json::ConsistsOf<PlateLast, std::string, Plate>);
static_assert(!json::ConsistsOf<PlateLast, std::string>);

Error error_of(auto const& result) {
    REQUIRE_FALSE(result.has_value());
    return result.error();
}

}  // namespace

TEST_CASE("reader: reads every kind of field into a struct without default values") {
    auto const car = json::parse<Car>(kCar);
    REQUIRE(car);
    CHECK(car->plate.text() == "1234");
    CHECK(car->colour == Colour::green);
    CHECK(car->electric);
    CHECK(car->built == LocalDate{std::chrono::year{2024} / 2 / 29});
    CHECK(car->owner.value == 7);
    CHECK(car->engine.degrees == -5);
    CHECK_FALSE(car->note.has_value());
    REQUIRE(car->wheels.size() == 2);
    CHECK(car->wheels[1].inches == 16);
    CHECK(car->tags == std::vector<std::string>{"a", "bc"});
    CHECK_FALSE(car->spare.has_value());
}

TEST_CASE("reader: an optional field may be left out, be null, or be there") {
    CHECK_FALSE(json::parse<Loose>(R"({"a":""})").value().b.has_value());
    CHECK_FALSE(json::parse<Loose>(R"({"a":"","b":null})").value().b.has_value());
    CHECK(json::parse<Loose>(R"({"b":-3,"a":""})").value().b == -3);
    CHECK(error_of(json::parse<Loose>(R"({"a":null})")).code == Code::wrong_type);
    auto const car = json::parse<Car>(car_with(R"("owner")", R"("spare":{"inches":10},"owner")"));
    CHECK(car.value().spare.value_or(Wheel{0}).inches == 10);
}

TEST_CASE("reader: a fault has the exact code, the JSON Pointer of its field, and the limits") {
    struct Case {
        std::string_view from, to;
        Code code;
        std::string_view pointer;
        std::vector<Error::Param> params = {};
    };
    std::vector<Error::Param> const inches{{"min", "10"}, {"max", "30"}};
    std::vector<Case> const cases{
        {R"("1234")", R"("12345")", Code::malformed_number, "/plate", {{"digits", "4"}}},
        {R"("1234")", "1234", Code::wrong_type, "/plate", {{"expected", "text"}}},
        {R"("plate")", R"("pl/a~te")", Code::unknown_field, "/pl~1a~0te"},
        {R"("plate":"1234",)", "", Code::missing_field, "/plate"},
        {R"("plate":"1234",)", R"("plate":"1234","plate":"5678",)", Code::unknown_field, "/plate"},
        {"GREEN", "green", Code::unknown_value, "/colour"},
        {R"("GREEN")", "1", Code::wrong_type, "/colour", {{"expected", "text"}}},
        {"true", R"("true")", Code::wrong_type, "/electric", {{"expected", "boolean"}}},
        {"true", "1", Code::wrong_type, "/electric", {{"expected", "boolean"}}},
        {"true", "null", Code::wrong_type, "/electric", {{"expected", "boolean"}}},
        {"2024-02-29", "2023-02-29", Code::malformed_date, "/built"},
        {"2024-02-29", "2024-2-29", Code::malformed_date, "/built"},
        {"2024-02-29", "2024-02-2\\u0000", Code::malformed_date, "/built"},
        {"2024-02-29", "+024-02-29", Code::malformed_date, "/built"},
        {"2024-02-29", "1899-12-31", Code::malformed_date, "/built"},
        {"2024-02-29", "2200-01-01", Code::malformed_date, "/built"},
        {R"("owner":7)",
         R"("owner":0)",
         Code::out_of_range,
         "/owner",
         {{"min", "1"}, {"max", "9223372036854775807"}}},
        {R"("owner":7)",
         R"("owner":9223372036854775808)",
         Code::out_of_range,
         "/owner",
         {{"min", "1"}, {"max", "9223372036854775807"}}},
        {"-5", "-274", Code::out_of_range, "/engine", {{"min", "-273"}, {"max", "1000"}}},
        {"15", "15.0", Code::out_of_range, "/wheels/0/inches", inches},
        {"16", "1e1", Code::out_of_range, "/wheels/1/inches", inches},
        {"16", "9e99", Code::out_of_range, "/wheels/1/inches", inches},
        {"16", "9", Code::out_of_range, "/wheels/1/inches", inches},
        {"16", "31", Code::out_of_range, "/wheels/1/inches", inches},
        {"16", R"("16")", Code::wrong_type, "/wheels/1/inches", {{"expected", "integer"}}},
        {R"({"inches":16})", "16", Code::wrong_type, "/wheels/1", {{"expected", "object"}}},
        {R"({"inches":16})", "{}", Code::missing_field, "/wheels/1/inches"},
        {R"({"inches":16})", R"({"inches":16,"x":1})", Code::unknown_field, "/wheels/1/x"},
        {R"([{"inches":15},{"inches":16}])",
         "{}",
         Code::wrong_type,
         "/wheels",
         {{"expected", "list"}}},
        {R"([{"inches":15},{"inches":16}])",
         "[1,2,3,4,5]",
         Code::too_long,
         "/wheels",
         {{"max", "4"}}},
        {R"("bc")", R"("bcde")", Code::too_long, "/tags/1", {{"max", "3"}}},
        {R"("bc")", R"("bc","d")", Code::too_long, "/tags", {{"max", "2"}}},
    };
    for (auto const& c : cases) {
        CAPTURE(c.to);
        auto const error = error_of(json::parse<Car>(car_with(c.from, c.to)));
        CHECK(info(error.code).name == info(c.code).name);
        CHECK(error.pointer == c.pointer);
        CHECK(error.params == c.params);
    }
}

TEST_CASE("reader: bounds are inclusive, and text is counted in characters") {
    CHECK(json::parse<Car>(car_with("15", "10")));
    CHECK(json::parse<Car>(car_with("15", "30")));
    CHECK(json::parse<Car>(car_with(R"("bc")", R"("éé€")")));
    CHECK(json::parse<Car>(car_with(R"("bc")", R"("\ud83d\ude00xy")")));
    CHECK_FALSE(json::parse<Car>(car_with(R"("bc")", R"("\ud83d\ude00xyz")")));
    CHECK(json::parse<Car>(car_with(R"("owner")", R"("note":"12345","owner")")));
    CHECK_FALSE(json::parse<Car>(car_with(R"("owner")", R"("note":"123456","owner")")));
}

TEST_CASE("reader: the other faults come with the first, at most twenty") {
    auto const error =
        error_of(json::parse<Car>(R"({"x":1,"plate":"1","wheels":[{"inches":1},{}]})"));
    CHECK(error.code == Code::unknown_field);
    CHECK(error.pointer == "/x");
    std::vector<std::string> pointers;
    pointers.reserve(error.also.size());
    for (auto const& other : error.also) pointers.push_back(other.pointer);
    CHECK(pointers == std::vector<std::string>{"/plate", "/colour", "/electric", "/built", "/owner",
                                               "/engine", "/wheels/0/inches", "/wheels/1/inches",
                                               "/tags"});
    std::string many = "{";
    for (int i = 0; i < 30; ++i) many += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":0";
    CHECK(error_of(json::parse<Nothing>(many + "}")).also.size() == json::Faults::kFurtherMax);
}

TEST_CASE("reader: an empty shape takes only an empty object") {
    CHECK(json::parse<Nothing>(" {} "));
    CHECK(error_of(json::parse<Nothing>("[]")).code == Code::wrong_type);
    CHECK(error_of(json::parse<Nothing>(R"({"a":1})")).code == Code::unknown_field);
}

TEST_CASE("reader: an open shape ignores names it does not know, but not a name that comes twice") {
    CHECK(json::parse<Loose>(R"({"x":[{"y":1}],"a":"b","x":2})").value().a == "b");
    auto const twice = error_of(json::parse<Loose>(R"({"a":"b","a":"c"})"));
    CHECK(twice.code == Code::unknown_field);
    CHECK(twice.pointer == "/a");
}

TEST_CASE("reader: a strange unknown name is not repeated in the answer") {
    CHECK(error_of(json::parse<Nothing>(R"({"a\u0000b":1})")).pointer.empty());
    CHECK(
        error_of(json::parse<Nothing>(R"({")" + std::string(65, 'x') + R"(":1})")).pointer.empty());
}

TEST_CASE("reader: text holds no control characters other than line feed and tab") {
    CHECK(json::parse<Line>(R"({"text":"a\n\tb"})").value().text == "a\n\tb");
    CHECK(json::parse<Line>("{\"text\":\"\u00a0\u0100\u1000\"}").has_value());
    for (std::string_view const bad : {R"(\u0000)", R"(a\u0000b)", R"(\r)", R"(\b)", R"(\u001f)",
                                       R"(\u007f)", R"(\u0080)", R"(a\u009fb)"}) {
        CAPTURE(bad);
        auto const error = error_of(json::parse<Line>(R"({"text":")" + std::string{bad} + "\"}"));
        CHECK(error.code == Code::malformed_text);
        CHECK(error.pointer == "/text");
    }
}

TEST_CASE("reader: a shape whose rows are in another order than its struct is a broken invariant") {
    set_on_broken_invariant(OnBrokenInvariant::throw_it);
    CHECK_THROWS_AS(json::parse<Swapped>(R"({"first":"1","second":"2"})"), BrokenInvariant);
    set_on_broken_invariant(OnBrokenInvariant::abort);
}

TEST_CASE("reader: documents that are not one JSON value in UTF-8 are refused as a whole") {
    std::vector<std::string> const malformed{"",
                                             " ",
                                             "{",
                                             "}",
                                             "{}{}",
                                             "{} x",
                                             "{},",
                                             "[1,]",
                                             R"({"a":1,})",
                                             R"({"a"})",
                                             R"({"a":})",
                                             R"({a:1})",
                                             "{'a':1}",
                                             R"({"a":1 "b":2})",
                                             R"({1:2})",
                                             "nul",
                                             "truex",
                                             "TRUE",
                                             "NaN",
                                             "Infinity",
                                             "+1",
                                             "01",
                                             "-",
                                             "1.",
                                             ".5",
                                             "1e",
                                             "0x10",
                                             "1_000",
                                             "\"",
                                             "\"a",
                                             "a\"",
                                             "\"\\x\"",
                                             "\"\\u12\"",
                                             "\"\\ud800\"",
                                             "\"a\nb\"",
                                             "\"a\tb\"",
                                             "// x\n1",
                                             "/* */1",
                                             "\xef\xbb\xbf{}",
                                             "[1",
                                             "]",
                                             "[[]",
                                             std::string("{}\0", 3),
                                             "18446744073709551616",
                                             "1e400",
                                             "-9223372036854775809"};
    for (auto const& text : malformed) {
        CAPTURE(text);
        auto const error = error_of(json::parse<Nothing>(text));
        CHECK(error.code == Code::malformed_json);
        CHECK(error.pointer.empty());
        CHECK(error.also.empty());
    }
    for (std::string const text : {"\"\xff\"", "{\"text\":\"\xc0\x80\"}", "\"\xed\xa0\x80\"",
                                   "\"\xf4\x90\x80\x80\"", "\"\xc3\"", "{}\x80"}) {
        CAPTURE(text);
        CHECK(error_of(json::parse<Line>(text)).code == Code::malformed_text);
    }
}

TEST_CASE("reader: a low surrogate alone is no text") {
    CHECK_FALSE(json::parse<Line>(R"({"text":"\udc00"})").has_value());
    CHECK_FALSE(json::parse<Line>(R"({"text":"\ud800x"})").has_value());
    CHECK_FALSE(json::parse<Line>(R"({"text":"\ud800\u0041"})").has_value());
}

TEST_CASE("reader: nesting is limited") {
    auto const nested = [](std::size_t depth) {
        return std::string(depth, '[') + std::string(depth, ']');
    };
    CHECK(error_of(json::parse<Nothing>(nested(json::kDepthMax - 1))).code == Code::wrong_type);
    CHECK(error_of(json::parse<Nothing>(nested(json::kDepthMax + 1))).code == Code::malformed_json);
    CHECK(error_of(json::parse<Nothing>(nested(100'000))).code == Code::malformed_json);
}

TEST_CASE("reader: what the writer writes is read back, for any text within the rules") {
    CHECK(rc::check([](std::string const& bytes) {
        json::Writer w;
        if (!json::is_plain_text(bytes) || bytes.size() > 100) return;
        w.object().member("text", bytes).end();
        RC_ASSERT(json::parse<Line>(std::move(w).text()).value().text == bytes);
    }));
}

TEST_CASE("reader: no change of one byte is read as something else without a fault") {
    // Method: each byte of a good document is replaced, removed or doubled; what is still read must
    // be a document that another writing of the same values could have produced.
    CHECK(rc::check([](std::size_t at, char byte, std::uint8_t how) {
        std::string car{kCar};
        at %= car.size();
        if (how % 3 == 0) car[at] = byte;
        if (how % 3 == 1) car.erase(at, 1);
        if (how % 3 == 2) car.insert(at, 1, byte);
        auto const read = json::parse<Car>(car);
        if (!read) {
            RC_ASSERT(info(read.error().code).name != info(Code::internal).name);
            return;
        }
        RC_ASSERT(read->plate.text().size() == 4U);
        RC_ASSERT(read->wheels.size() <= 4U);
        for (auto const& wheel : read->wheels) RC_ASSERT(wheel.inches >= 10 && wheel.inches <= 30);
        for (auto const& tag : read->tags) RC_ASSERT(json::is_plain_text(tag));
    }));
}
