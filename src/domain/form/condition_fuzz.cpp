/// Whatever stands in a condition, reading it ends with a condition or a refusal; one that was read
/// is read again from its text, holds for the same facts, and negated for the others.

#include "base/invariant.hpp"
#include "domain/form/condition.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using mpaspor::form::Condition;
using mpaspor::form::Facts;

/// Some of the values that the condition asks for: every second name is known.
Facts facts_for(Condition const& condition) {
    Facts facts;
    bool known = true;
    for (std::string const& name : condition.names()) {
        if (known) facts.add(name, "yes");
        if (known) facts.add(name, std::int64_t{17});
        known = !known;
    }
    return facts;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const text{reinterpret_cast<char const*>(data), size};
    auto const condition = Condition::parse(text);
    if (!condition) return 0;
    INVARIANT(size <= Condition::kTextMax && condition->text() == text);
    auto const facts = facts_for(*condition);
    auto const again = Condition::parse(condition->text());
    INVARIANT(again.has_value() && again->holds(facts) == condition->holds(facts));
    INVARIANT(again->names() == condition->names());
    if (text.empty()) return 0;
    auto const negated = Condition::parse("!(" + condition->text() + ")");
    if (negated) INVARIANT(negated->holds(facts) != condition->holds(facts));
    return 0;
}
