#pragma once
/// Objects whose member names are data, such as the answers to a form that is data itself. Read
/// through a shape like everything else:
///
///     struct SectionRequest {
///         json::Named<json::OneOrMany> answers;
///     };
///     constexpr auto shape(json::As<SectionRequest>) {
///         return json::closed<SectionRequest>(
///             json::named_field<&SectionRequest::answers>("answers", 64, 500, 16));
///     }

#include "json/faults.hpp"
#include "json/read.hpp"
#include "json/value.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::json {

/// By name. Which names there may be is for the caller to say.
template <typename T>
using Named = std::map<std::string, T, std::less<>>;

/// Longest name that is data, in bytes.
constexpr std::size_t kNameMax = 64;

/// Fault: unknown_field, for a name that should not be there, or not again. It is told to its
/// sender unless it is too strange to be told.
void add_unknown(Faults& faults, std::string_view name);

/// One text, or a list of texts.
struct OneOrMany {
    std::vector<std::string> texts = {};  ///< Exactly one where it is no list.
    bool list = false;
    friend bool operator==(OneOrMany const&, OneOrMany const&) = default;
};

/// The members of an object that can be looked at, and how many it has.
struct NamedMembers {
    std::vector<Member> readable;
    std::size_t count = 0;
};
/// Nothing, with a fault, when it is no object or has more than `names_max` members. Adds a fault
/// for each name that is empty, not plain text, longer than kNameMax, or comes again: those are not
/// among the readable ones. Faults: wrong_type, too_long, unknown_field.
std::optional<NamedMembers> named_members(Value object, Faults& faults, std::size_t names_max);

/// Faults: wrong_type, too_long (a text or the list), malformed_text.
std::optional<OneOrMany> read_one_or_many(Value value, Faults& faults, Bounds const& bounds);

}  // namespace mpaspor::json
