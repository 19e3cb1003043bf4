#pragma once
/// JSON in: the shape of an input is a table beside its struct, and reading is checked constructors
/// all the way down, so that who has an input has a valid one.
///
///     struct HoldRequest {
///         ServicePointId service_point;
///         LocalDate date;
///         std::string slot;
///         std::optional<std::string> note;
///     };
///     constexpr auto shape(json::As<HoldRequest>) {
///         return json::closed<HoldRequest>(
///             json::field<&HoldRequest::service_point>("service_point"),
///             json::field<&HoldRequest::date>("date"),
///             json::text_field<&HoldRequest::slot>("slot", 5),
///             json::text_field<&HoldRequest::note>("note", 200));
///     }
///     auto const hold = TRY(json::parse<HoldRequest>(body));
///
/// All members of the struct are listed, in the order of the struct: they need no default value, so
/// a Nik can be one. A member that is a std::optional may be left out, or be null.
///
/// What can be a member, besides the types read below:
/// - what has a shape;
/// - an enum with a table of names found by argument-dependent lookup:
///     constexpr auto names(json::As<Sex>) {
///         return std::array{json::Name{"MALE", Sex::male}, json::Name{"FEMALE", Sex::female}};
///     }
/// - what is made from text by `static Result<T> T::parse(std::string_view)`;
/// - an object whose member names are data, as a Named<T>, and OneOrMany texts (named.hpp);
/// - anything else with an overload beside it or in this namespace:
///     std::optional<T> read(json::As<T>, json::Value, json::Faults&);
///   which adds a fault when it returns none.

#include "base/error.hpp"
#include "base/invariant.hpp"
#include "json/faults.hpp"
#include "json/named.hpp"
#include "json/read.hpp"
#include "json/shape.hpp"
#include "json/value.hpp"

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace mpaspor::json {

/// Errors: malformed_json, unknown_field (also a name that comes twice), missing_field, wrong_type,
/// out_of_range, too_long, unknown_value, malformed_text, malformed_date, and those of the checked
/// constructors, each with the JSON Pointer of its field. Of one object the names that should not
/// be there come first, then its fields in the order of its shape; beyond the first,
/// Faults::kFurtherMax are in Error::also.
template <typename T>
Result<T> parse(std::string_view body);

/// The values of `names` in `object`, empty where they are missing. Nothing, with a fault, when it
/// is no object. Adds faults for a name that comes twice, and for others unless they are ignored.
std::optional<std::vector<std::optional<Value>>> values_of(Value object, Faults& faults,
                                                           std::span<std::string_view const> names,
                                                           Others others);

/// Nothing, with a fault, when it is no array or a longer one.
std::optional<std::vector<Value>> elements_of(Value array, Faults& faults, std::size_t items_max);

template <typename>
constexpr bool kIsOptional = false;
template <typename T>
constexpr bool kIsOptional<std::optional<T>> = true;
template <typename>
constexpr bool kIsList = false;
template <typename T>
constexpr bool kIsList<std::vector<T>> = true;
template <typename>
constexpr bool kIsNamed = false;
template <typename T>
constexpr bool kIsNamed<Named<T>> = true;

/// Converts to whatever member comes next, if one does.
struct Anything {
    template <typename T>
    operator T() const;
};
template <typename T, typename... Members>
concept ConsistsOf = requires(Members... members) { T{std::move(members)...}; } &&
                     !requires(Members... members) { T{std::move(members)..., {}}; } &&
                     !requires(Members... members) { T{std::move(members)..., Anything{}}; };

template <typename T>
std::optional<T> read_any(Value value, Faults& faults, Bounds const& bounds);

template <typename List>
std::optional<List> read_list(Value value, Faults& faults, Bounds const& bounds) {
    auto const elements = elements_of(value, faults, bounds.items_max);
    if (!elements) return std::nullopt;
    List list;
    for (std::size_t i = 0; i < elements->size(); ++i) {
        Faults::Step const step{faults, i};
        auto item = read_any<typename List::value_type>((*elements)[i], faults, bounds);
        if (item) list.push_back(*std::move(item));
    }
    if (list.size() != elements->size()) return std::nullopt;
    return list;
}

template <typename Map>
std::optional<Map> read_named(Value value, Faults& faults, Bounds const& bounds) {
    auto const members = named_members(value, faults, bounds.names_max);
    if (!members) return std::nullopt;
    Map map;
    for (Member const& member : members->readable) {
        Faults::Step const step{faults, member.name};
        auto item = read_any<typename Map::mapped_type>(member.value, faults, bounds);
        if (item) map.emplace(member.name, *std::move(item));
    }
    if (map.size() != members->count) return std::nullopt;
    return map;
}

/// A member of an object, which may be missing.
template <typename T>
std::optional<T> read_member(std::optional<Value> value, Faults& faults, std::string_view name,
                             Bounds const& bounds) {
    Faults::Step const step{faults, name};
    if constexpr (kIsOptional<T>) {
        if (!value || value->kind() == Kind::null) return std::optional<T>{std::in_place};
        auto present = read_any<typename T::value_type>(*value, faults, bounds);
        if (!present) return std::nullopt;
        return std::optional<T>{std::in_place, *std::move(present)};
    } else {
        if (value) return read_any<T>(*value, faults, bounds);
        faults.add(Code::missing_field);
        return std::nullopt;
    }
}

template <typename T, typename... Fields, std::size_t... kIndex>
std::optional<T> read_fields(Shape<T, Fields...> const& shape, Value value, Faults& faults,
                             std::index_sequence<kIndex...>) {
    std::array<std::string_view, sizeof...(Fields)> const names{
        std::get<kIndex>(shape.fields).name...};
    auto const values = values_of(value, faults, names, shape.others);
    if (!values) return std::nullopt;
    // Braces evaluate from left to right.
    std::tuple<std::optional<typename Fields::Type>...> read{read_member<typename Fields::Type>(
        (*values)[kIndex], faults, names[kIndex], std::get<kIndex>(shape.fields).bounds)...};
    if (!(std::get<kIndex>(read).has_value() && ...)) return std::nullopt;

    T made{*std::move(std::get<kIndex>(read))...};  // NOLINT(*-unchecked-optional-access)
    // Two neighbours of one type could be listed in the wrong order; nothing else could.
    std::array<void const*, sizeof...(Fields)> const places{Fields::address_in(made)...};
    for (std::size_t i = 1; i < places.size(); ++i) {
        INVARIANT(std::less<>{}(places[i - 1], places[i]));
    }
    return made;
}

template <typename T, typename... Fields>
std::optional<T> read_object(Shape<T, Fields...> const& shape, Value value, Faults& faults) {
    static_assert(ConsistsOf<T, typename Fields::Type...>,
                  "a shape lists all members of its struct, in their order");
    return read_fields(shape, value, faults, std::index_sequence_for<Fields...>{});
}

template <typename T>
std::optional<T> read_any(Value value, Faults& faults, Bounds const& bounds) {
    if constexpr (kIsList<T>) {
        return read_list<T>(value, faults, bounds);
    } else if constexpr (kIsNamed<T>) {
        return read_named<T>(value, faults, bounds);
    } else if constexpr (std::same_as<T, OneOrMany>) {
        return read_one_or_many(value, faults, bounds);
    } else if constexpr (std::same_as<T, std::string>) {
        auto const text = read_text(value, faults, bounds.text_max);
        return text.transform([](std::string_view t) { return std::string{t}; });
    } else if constexpr (std::same_as<T, std::int64_t>) {
        return read_integer(value, faults, bounds.min, bounds.max);
    } else if constexpr (Shaped<T>) {
        return read_object(shape(As<T>{}), value, faults);
    } else {
        return read(As<T>{}, value, faults);
    }
}

template <typename T>
Result<T> parse(std::string_view body) {
    auto const document = TRY(Document::parse(body));
    Faults faults;
    auto value = read_any<T>(document.root(), faults, Bounds{});
    if (!faults.empty()) return std::unexpected(std::move(faults).error());
    INVARIANT(value.has_value());
    return *std::move(value);
}

}  // namespace mpaspor::json
