#include "json/value.hpp"

#include "base/invariant.hpp"

#include <simdjson.h>

#include <bit>
#include <type_traits>
#include <utility>

namespace mpaspor::json {
namespace {

namespace dom = simdjson::dom;

/// A Value carries the library's handle without its header.
static_assert(sizeof(dom::element) == sizeof(Value));
static_assert(std::is_trivially_copyable_v<dom::element> && std::is_trivially_copyable_v<Value>);

template <typename T>
T checked(simdjson::simdjson_result<T> result) {
    INVARIANT(result.error() == simdjson::SUCCESS);
    return result.value_unsafe();
}

}  // namespace

struct Document::Parsed {
    dom::parser parser;
    dom::element root;
};

template <typename Element>
Value::Value(Element element) : Value{std::bit_cast<Value>(element)} {}

template <typename Element>
Element Value::as() const {
    return std::bit_cast<Element>(*this);
}

Kind Value::kind() const {
    switch (as<dom::element>().type()) {
        case dom::element_type::NULL_VALUE: return Kind::null;
        case dom::element_type::BOOL: return Kind::boolean;
        case dom::element_type::INT64: return Kind::integer;
        case dom::element_type::UINT64:
        case dom::element_type::DOUBLE: return Kind::other_number;
        case dom::element_type::STRING: return Kind::text;
        case dom::element_type::ARRAY: return Kind::array;
        case dom::element_type::OBJECT: return Kind::object;
    }
    std::unreachable();
}

bool Value::boolean() const {
    return checked(as<dom::element>().get_bool());
}

std::int64_t Value::integer() const {
    INVARIANT(kind() == Kind::integer);  // The library would convert.
    return checked(as<dom::element>().get_int64());
}

std::string_view Value::text() const {
    return checked(as<dom::element>().get_string());
}

std::size_t Value::size() const {
    return checked(as<dom::element>().get_array()).size();
}

std::vector<Value> Value::elements() const {
    std::vector<Value> all;
    for (dom::element const element : checked(as<dom::element>().get_array())) {
        all.push_back(Value{element});
    }
    return all;
}

std::vector<Member> Value::members() const {
    std::vector<Member> all;
    for (auto const& [name, value] : checked(as<dom::element>().get_object())) {
        all.push_back({name, Value{value}});
    }
    return all;
}

Result<Document> Document::parse(std::string_view text) {
    if (text.empty()) return fail(Code::malformed_json, "empty");
    auto parsed = std::make_unique<Parsed>();
    auto error = parsed->parser.allocate(text.size(), kDepthMax);
    if (error == simdjson::SUCCESS) {
        error = parsed->parser.parse(text.data(), text.size()).get(parsed->root);
    }
    if (error == simdjson::UTF8_ERROR) return fail(Code::malformed_text, "not UTF-8");
    if (error != simdjson::SUCCESS)
        return fail(Code::malformed_json, simdjson::error_message(error));
    return Document{std::move(parsed)};
}

Value Document::root() const {
    return Value{parsed_->root};
}

Document::Document(std::unique_ptr<Parsed> parsed) : parsed_(std::move(parsed)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

}  // namespace mpaspor::json
