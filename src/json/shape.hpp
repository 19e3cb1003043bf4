#pragma once
/// The table of an input struct's fields (reader.hpp has an example and reads by it).

#include "json/read.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace mpaspor::json {

template <typename>
struct MemberOf;
template <typename Owner_, typename Type_>
struct MemberOf<Type_ Owner_::*> {
    using Owner = Owner_;
    using Type = Type_;
};

/// One row: which member, its name in JSON, and what it may be.
template <auto kMember>
struct Field {
    using Owner = typename MemberOf<decltype(kMember)>::Owner;
    using Type = typename MemberOf<decltype(kMember)>::Type;

    std::string_view name;
    Bounds bounds;

    static void const* address_in(Owner const& owner) { return &(owner.*kMember); }
};

template <auto kMember>
constexpr Field<kMember> field(std::string_view name) {
    return {name, {}};
}
/// Of at most `characters_max` code points; a list's items each.
template <auto kMember>
constexpr Field<kMember> text_field(std::string_view name, std::size_t characters_max,
                                    std::size_t items_max = 0) {
    return {name, {.text_max = characters_max, .items_max = items_max}};
}
/// From `min` to `max`, both included.
template <auto kMember>
constexpr Field<kMember> integer_field(std::string_view name, std::int64_t min, std::int64_t max) {
    return {name, {.min = min, .max = max}};
}
template <auto kMember>
constexpr Field<kMember> list_field(std::string_view name, std::size_t items_max) {
    return {name, {.items_max = items_max}};
}

/// An object whose names are data (named.hpp): at most `names_max` members, whose texts have at
/// most `characters_max` code points and whose lists at most `items_max` items.
template <auto kMember>
constexpr Field<kMember> named_field(std::string_view name, std::size_t names_max,
                                     std::size_t characters_max, std::size_t items_max = 0) {
    return {name, {.text_max = characters_max, .items_max = items_max, .names_max = names_max}};
}

/// What happens to members of an object that its shape does not name.
enum class Others : bool { refused, ignored };

template <typename T, typename... Fields>
struct Shape {
    static_assert(std::is_aggregate_v<T>);
    static_assert((std::same_as<T, typename Fields::Owner> && ...));

    std::tuple<Fields...> fields;
    Others others;
};

/// For what our own clients send.
template <typename T, typename... Fields>
constexpr Shape<T, Fields...> closed(Fields... fields) {
    return {std::tuple{fields...}, Others::refused};
}
/// For what other systems send, which may grow without asking us.
template <typename T, typename... Fields>
constexpr Shape<T, Fields...> open(Fields... fields) {
    return {std::tuple{fields...}, Others::ignored};
}

template <typename T>
concept Shaped = requires { shape(As<T>{}); };

}  // namespace mpaspor::json
