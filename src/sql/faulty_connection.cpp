#include "sql/faulty_connection.hpp"

#include <charconv>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace mpaspor::sql {
namespace {

constexpr std::string_view kCommit = "commit";
constexpr Statement kFails{"injected_conflict", "SELECT 1 FROM injected_conflict"};

std::unexpected<Error> injected(Code code, std::string_view name) {
    return fail(code, std::string{name} + ": injected");
}

std::optional<Fault> fault_named(std::string_view name) {
    if (name == "conflict") return Fault::conflict;
    if (name == "broken") return Fault::broken;
    if (name == "unavailable") return Fault::unavailable;
    if (name == "answer_lost") return Fault::answer_lost;
    return std::nullopt;
}

/// `count` calls in `of` meet `fault`.
struct Rule {
    std::string call;
    Fault fault = Fault::none;
    std::uint32_t count = 0, of = 1;
};

std::optional<std::uint32_t> number_in(std::string_view text) {
    std::uint32_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

/// What stands before and after the first `mark`; nothing after it where there is none.
std::pair<std::string_view, std::string_view> split(std::string_view text, char mark) {
    auto const at = text.find(mark);
    if (at == std::string_view::npos) return {text, {}};
    return {text.substr(0, at), text.substr(at + 1)};
}

Result<Rule> rule_in(std::string_view text) {
    auto const [call, what] = split(text, '=');
    auto const [name, odds] = split(what, ':');
    auto const [count, of] = split(odds, '/');
    auto const fault = fault_named(name);
    auto const counted = number_in(count), out_of = number_in(of);
    if (call.empty() || !fault || !counted || !out_of || *out_of == 0 || *counted > *out_of) {
        return fail(Code::bad_configuration, "fault: " + std::string{text});
    }
    return Rule{.call = std::string{call}, .fault = *fault, .count = *counted, .of = *out_of};
}

/// SplitMix64 (Steele, Lea, Flood 2014): small, and good enough to choose by.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}

    bool fall(std::uint32_t count, std::uint32_t of) { return next() % of < count; }

private:
    std::uint64_t next() {
        state_ += 0x9e37'79b9'7f4a'7c15U;
        auto mixed = (state_ ^ (state_ >> 30U)) * 0xbf58'476d'1ce4'e5b9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94d0'49bb'1331'11ebU;
        return mixed ^ (mixed >> 31U);
    }

    std::uint64_t state_;
};

}  // namespace

FaultyConnection::FaultyConnection(Connection& real, DecideFault decide)
    : real_(real), decide_(std::move(decide)) {}

FaultyConnection::FaultyConnection(std::unique_ptr<Connection> real, DecideFault decide)
    : owned_(std::move(real)), real_(*owned_), decide_(std::move(decide)) {}

void FaultyConnection::lose() {
    std::ignore = real_.rollback();  // As the server does with a connection that has gone.
    lost_ = true;
}

template <typename Call>
auto FaultyConnection::attempt(std::string_view name, Call const& call) -> decltype(call()) {
    if (lost_) return injected(Code::storage_unavailable, name);
    switch (decide_(name)) {
        case Fault::none: return call();
        case Fault::broken: return injected(Code::storage_broken, name);
        case Fault::conflict:
            // The real transaction fails too, so that nobody carries on with half of it.
            if (name == kCommit) {
                std::ignore = real_.rollback();
            } else if (name != "begin") {
                std::ignore = real_.run(kFails, {});
            }
            return injected(Code::storage_conflict, name);
        case Fault::unavailable: lose(); return injected(Code::storage_unavailable, name);
        case Fault::answer_lost: break;
    }
    // Whether it was carried out or failed, nobody is told. Only of COMMIT does it matter: all else
    // is undone with the connection.
    std::ignore = call();
    lose();
    return injected(name == kCommit ? Code::outcome_unknown : Code::storage_unavailable, name);
}

Result<Rows> FaultyConnection::run(Statement const& statement,
                                   std::initializer_list<Argument> arguments) {
    return attempt(statement.name, [&] { return real_.run(statement, arguments); });
}

Result<void> FaultyConnection::script(std::string_view text) {
    return attempt("script", [&] { return real_.script(text); });
}

Result<void> FaultyConnection::begin() {
    return attempt("begin", [&] { return real_.begin(); });
}

Result<void> FaultyConnection::commit() {
    return attempt(kCommit, [&] { return real_.commit(); });
}

Result<void> FaultyConnection::rollback() {
    if (lost_) return injected(Code::storage_unavailable, "rollback");
    return real_.rollback();
}

Result<DecideFault> parse_faults(std::string_view text, std::uint64_t seed) {
    std::vector<Rule> rules;
    while (!text.empty()) {
        auto const [first, rest] = split(text, ';');
        auto rule = TRY(rule_in(first));
        rules.push_back(std::move(rule));
        text = rest;
    }
    return [rules = std::move(rules), dice = Dice{seed}](std::string_view call) mutable {
        for (Rule const& rule : rules) {
            bool const meant = rule.call == "*" || rule.call == call;
            if (meant && dice.fall(rule.count, rule.of)) return rule.fault;
        }
        return Fault::none;
    };
}

}  // namespace mpaspor::sql
