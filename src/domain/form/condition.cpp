#include "domain/form/condition.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace mpaspor::form {
namespace {

using std::string_view;
using Values = std::set<std::string, std::less<>>;

enum class Kind : std::uint8_t { always, all, any, no, compare };
enum class Op : std::uint8_t { equal, unequal, less, less_or_equal, greater, greater_or_equal };

/// Longer signs first, so that "<=" is not read as "<".
constexpr std::array<std::pair<string_view, Op>, 6> kOps{{{"!=", Op::unequal},
                                                          {"<=", Op::less_or_equal},
                                                          {">=", Op::greater_or_equal},
                                                          {"=", Op::equal},
                                                          {"<", Op::less},
                                                          {">", Op::greater}}};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_word(char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '.';
}

/// A whole number; facts may be negative, the values of a condition have no sign.
std::optional<std::int64_t> number_of(string_view text) {
    bool const negative = text.starts_with('-');
    auto const digits = integer_from_text(text.substr(negative ? 1 : 0));
    if (!digits) return std::nullopt;
    return negative ? -*digits : *digits;
}

/// How `a` stands to `b`, when both are numbers or both are dates.
std::optional<std::strong_ordering> ordering(string_view a, string_view b) {
    if (auto const first = number_of(a)) {
        auto const second = number_of(b);
        if (!second) return std::nullopt;
        return *first <=> *second;
    }
    auto const first = date_from_text(a), second = date_from_text(b);
    if (!first || !second) return std::nullopt;
    return *first <=> *second;
}

bool fits(Op op, std::strong_ordering order) {
    switch (op) {
        case Op::less: return order < 0;
        case Op::less_or_equal: return order <= 0;
        case Op::greater: return order > 0;
        case Op::greater_or_equal: return order >= 0;
        case Op::equal:
        case Op::unequal: break;
    }
    return false;
}

}  // namespace

struct Condition::Node {
    Kind kind = Kind::always;
    std::vector<Node> parts = {};  ///< Of all, any and no.
    Op op = Op::equal;
    std::string name = {}, value = {};

    bool holds(Facts const& facts) const {
        auto const part_holds = [&](Node const& part) { return part.holds(facts); };
        switch (kind) {
            case Kind::always: return true;
            case Kind::all: return std::ranges::all_of(parts, part_holds);
            case Kind::any: return std::ranges::any_of(parts, part_holds);
            case Kind::no: return !part_holds(parts.front());
            case Kind::compare: break;
        }
        if (op == Op::equal) return facts.has(name, value);
        if (op == Op::unequal) return !facts.has(name, value);
        return std::ranges::any_of(facts.of(name), [&](std::string const& fact) {
            auto const order = ordering(fact, value);
            return order && fits(op, *order);
        });
    }

    void collect(std::vector<Comparison>& found) const {
        if (kind == Kind::compare) found.push_back({name, value});
        for (Node const& part : parts) part.collect(found);
    }
};

namespace {

using Node = Condition::Node;

/// Reads one condition from left to right. Its recursion is bounded by kDepthMax.
class Reader {
public:
    explicit Reader(string_view text) : text_(text) {}

    Result<Node> whole() {
        auto node = TRY(any());
        skip_blanks();
        if (at_ != text_.size()) return nonsense();
        return node;
    }

private:
    std::unexpected<Error> nonsense() const {
        return fail(Code::unknown_value, "at byte " + std::to_string(at_));
    }
    void skip_blanks() { at_ = std::min(text_.find_first_not_of(' ', at_), text_.size()); }
    bool take(string_view sign) {
        skip_blanks();
        if (!text_.substr(at_).starts_with(sign)) return false;
        at_ += sign.size();
        return true;
    }
    string_view word() {
        skip_blanks();
        auto const begin = at_;
        while (at_ < text_.size() && is_word(text_[at_])) ++at_;
        return text_.substr(begin, at_ - begin);
    }

    Result<Node> any() {
        auto first = TRY(all());
        if (!take("|")) return first;
        Node node{.kind = Kind::any};
        node.parts.push_back(std::move(first));
        do {
            auto part = TRY(all());
            node.parts.push_back(std::move(part));
        } while (take("|"));
        return node;
    }

    Result<Node> all() {
        auto first = TRY(term());
        if (!take("&")) return first;
        Node node{.kind = Kind::all};
        node.parts.push_back(std::move(first));
        do {
            auto part = TRY(term());
            node.parts.push_back(std::move(part));
        } while (take("&"));
        return node;
    }

    Result<Node> term() {
        bool const negated = take("!");
        if (!negated && !take("(")) return comparison();
        if (++depth_ > Condition::kDepthMax) return fail(Code::too_long, "too deep");
        auto inner = TRY(negated ? term() : any());
        --depth_;
        if (!negated) {
            if (!take(")")) return nonsense();
            return inner;
        }
        Node node{.kind = Kind::no};
        node.parts.push_back(std::move(inner));
        return node;
    }

    Result<Node> comparison() {
        auto const name = word();
        if (name == "always") return Node{.kind = Kind::always};
        if (name.empty() || !is_letter(name.front())) return nonsense();
        auto const op =
            std::ranges::find_if(kOps, [&](auto const& row) { return take(row.first); });
        if (op == kOps.end()) return nonsense();
        auto const value = TRY(this->value());
        bool const measured = op->second != Op::equal && op->second != Op::unequal;
        if (measured && !ordering(value, value)) return nonsense();
        return Node{.kind = Kind::compare,
                    .op = op->second,
                    .name = std::string{name},
                    .value = std::string{value}};
    }

    /// A word, or a date: the one value with dashes.
    Result<string_view> value() {
        skip_blanks();
        auto const date = text_.substr(at_, kDateLength);
        if (date_from_text(date)) {
            at_ += kDateLength;
            return date;
        }
        auto const text = word();
        if (text.empty()) return nonsense();
        return text;
    }

    static constexpr std::size_t kDateLength = 10;
    string_view text_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

}  // namespace

void Facts::add(string_view name, string_view value) {
    values_[std::string{name}].emplace(value);
}

void Facts::add(string_view name, std::int64_t number) {
    add(name, std::to_string(number));
}

bool Facts::has(string_view name, string_view value) const {
    return of(name).contains(value);
}

Values const& Facts::of(string_view name) const {
    static Values const kNone;
    auto const values = values_.find(name);
    return values == values_.end() ? kNone : values->second;
}

Result<Condition> Condition::parse(string_view text) {
    if (text.size() > kTextMax) return fail(Code::too_long, "longer than it may be");
    Condition condition;
    condition.text_ = text;
    if (text.empty()) return condition;
    auto node = TRY(Reader{text}.whole());
    condition.root_ = std::make_shared<Node const>(std::move(node));
    return condition;
}

bool Condition::holds(Facts const& facts) const {
    return !root_ || root_->holds(facts);
}

std::vector<std::string> Condition::names() const {
    std::set<std::string> names;
    for (auto& comparison : comparisons()) names.insert(std::move(comparison.name));
    return {names.begin(), names.end()};
}

std::vector<Comparison> Condition::comparisons() const {
    std::vector<Comparison> found;
    if (root_) root_->collect(found);
    return found;
}

}  // namespace mpaspor::form
