#pragma once
/// What the clients of a race saw, as HISTORY.md describes it.

#include "base/error.hpp"

#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::race {

/// Nanoseconds of the monotonic clock.
using Tick = std::int64_t;
constexpr Tick kNever = std::numeric_limits<Tick>::max();

enum class Phase : std::uint8_t { ask, ok, refused, unknown };
using Fields = std::map<std::string, std::string, std::less<>>;

struct Line {
    Tick at = 0;
    int client = 0;
    std::string request;
    int attempt = 0;
    Phase phase = Phase::ask;
    std::string operation;
    Fields fields = {};
};
std::string format(Line const& line);
/// Errors: malformed_text.
Result<Line> parse_line(std::string_view text);

struct Attempt {
    Tick asked = 0, ended = kNever;
    Phase phase = Phase::unknown;
    Fields fields = {};  ///< Of its answer.
};

/// One request, however often it was sent.
struct Operation {
    std::string request, name;
    Fields asked;
    std::vector<Attempt> attempts;

    Tick invoked() const { return attempts.front().asked; }
    /// The earliest acknowledgement, or null.
    Attempt const* acked() const;
    /// False only when every attempt was refused: one that nobody heard of may happen at any time.
    bool possible() const;
    std::string const& value(std::string_view field) const;
    std::int64_t number(std::string_view field) const;
};
/// A field of an answer; 0 and "" where it is missing.
std::int64_t number_in(Fields const& fields, std::string_view field);

/// Ordered by invocation. Errors: malformed_text (an answer to what was not asked).
Result<std::vector<Operation>> operations(std::span<Line const> lines);

/// The latest that the service's clock can have been, from what its controller did.
class ClockBound {
public:
    explicit ClockBound(std::span<Operation const> history);
    /// The earliest moment at which the service's clock can have shown `instant`.
    Tick earliest(std::int64_t instant) const;

private:
    struct Step {
        Tick from;
        std::int64_t at_most;  ///< At `from`; it runs on from there.
    };
    std::vector<Step> steps_;
};

/// One application in one row. It may have been there from may_begin to has_ended, and certainly
/// was from has_begun to may_end.
struct Stay {
    std::string application, person, row;
    Tick may_begin = 0, has_begun = kNever;
    Tick may_end = kNever, has_ended = kNever;
    bool may_be_granted = false;  ///< Beyond the capacity of its row.
    bool certain() const { return has_begun < may_end; }
};
std::vector<Stay> stays(std::span<Operation const> history);

}  // namespace mpaspor::race
