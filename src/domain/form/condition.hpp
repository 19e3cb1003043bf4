#pragma once
/// Conditions of forms and document rules, as data: which question is asked, which document is
/// needed. A small language without side effects, evaluated over facts.
///
///     condition := or_        or_ := and_ ('|' and_)*      and_ := term ('&' term)*
///     term := '!' term | '(' or_ ')' | name op value | "always"
///     op := '=' | '!=' | '<' | '<=' | '>' | '>='
///
/// Names and values are words of a-z, A-Z, 0-9, '_' and '.', or dates. '=' holds when the fact has
/// that value (a fact may have several), '!=' when it has not. The others compare whole numbers, or
/// dates as YYYY-MM-DD, and do not hold for a fact that is unknown: an unanswered question decides
/// nothing.

#include "base/error.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::form {

/// What is known: a name and its values. A name without values is unknown.
class Facts {
public:
    void add(std::string_view name, std::string_view value);
    void add(std::string_view name, std::int64_t number);
    bool has(std::string_view name, std::string_view value) const;
    /// Its values, ascending; empty when it is unknown.
    std::set<std::string, std::less<>> const& of(std::string_view name) const;
    friend bool operator==(Facts const&, Facts const&) = default;

private:
    std::map<std::string, std::set<std::string, std::less<>>, std::less<>> values_;
};

/// A fact that a condition looks at, and what it holds it against.
struct Comparison {
    std::string name, value;
    friend bool operator==(Comparison const&, Comparison const&) = default;
};

/// A value: cheap to copy, shared parts never change.
class Condition {
public:
    static constexpr std::size_t kTextMax = 400;  ///< Bytes.
    static constexpr int kDepthMax = 8;           ///< Of parentheses and '!'.

    /// "" is "always". Blanks between the words mean nothing. '<' and the like want a number or a
    /// date on their right. Errors: unknown_value (detail: where it stops making sense), too_long
    /// (also too deep).
    static Result<Condition> parse(std::string_view text);

    Condition() = default;  ///< Always.
    bool holds(Facts const& facts) const;
    std::string const& text() const { return text_; }
    /// The facts it asks for, each once, ascending.
    std::vector<std::string> names() const;
    /// Its comparisons from left to right.
    std::vector<Comparison> comparisons() const;

    struct Node;

private:
    std::string text_ = {};
    /// Shared by the copies of a condition, which nobody changes. None: always.
    std::shared_ptr<Node const> root_ = {};
};

}  // namespace mpaspor::form
