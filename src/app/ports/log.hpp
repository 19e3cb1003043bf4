#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <variant>

namespace mpaspor::app {

enum class Severity : std::uint8_t { info, warning, alarm };

/// The service's log: an event with a name and few typed fields, written as one JSON line.
///
/// What may be logged is a list, not a habit: a value is a number, or one of the texts below that
/// cannot hold anything about a person (trust.md P7: names, numbers and what people type have no
/// way in). Any thread.
class Log {
public:
    struct Field {
        std::string_view name;
        /// Texts are codes, names of routes, statements, topics and systems: of static storage or
        /// made by us, never from a request.
        std::variant<std::int64_t, std::string_view> value;
    };

    virtual ~Log() = default;
    virtual void write(Severity severity, std::string_view event,
                       std::initializer_list<Field> fields = {}) = 0;
};

}  // namespace mpaspor::app
