#pragma once

#include "app/ports/log.hpp"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mpaspor::testing {

/// Keeps what is logged, to be looked at. Any thread.
class CollectingLog final : public app::Log {
public:
    struct Event {
        app::Severity severity;
        std::string name;
        std::map<std::string, std::variant<std::int64_t, std::string>> fields;
    };

    void write(app::Severity severity, std::string_view event,
               std::initializer_list<Field> fields) override {
        Event kept{severity, std::string{event}, {}};
        for (auto const& field : fields) {
            auto& value = kept.fields[std::string{field.name}];
            if (auto const* number = std::get_if<std::int64_t>(&field.value)) {
                value = *number;
            } else {
                value = std::string{std::get<std::string_view>(field.value)};
            }
        }
        std::scoped_lock const lock{mutex_};
        events_.push_back(std::move(kept));
    }

    std::vector<Event> events() const {
        std::scoped_lock const lock{mutex_};
        return events_;
    }

    /// How often an event of this name was logged.
    std::size_t count(std::string_view event) const {
        std::scoped_lock const lock{mutex_};
        auto const named = std::ranges::count(events_, event, &Event::name);
        return static_cast<std::size_t>(named);
    }

private:
    mutable std::mutex mutex_;
    std::vector<Event> events_;
};

}  // namespace mpaspor::testing
