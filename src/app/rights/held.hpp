#pragma once

#include "base/types.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mpaspor::app {

/// Something that is held about a person, as a tree: http writes it as JSON and the printed export
/// shows the same, so that neither can leave out what the other has.
struct Held {
    enum class Kind : std::uint8_t { nothing, text, word, number, instant, date, list, record };

    std::string name = {};  ///< Of a member; empty in a list.
    Kind kind = Kind::nothing;
    std::string text = {};    ///< Typed by people; or a word of ours, which has its own words.
    std::int64_t number = 0;  ///< Or an instant in microseconds, or a date in days, since 1970.
    std::vector<Held> items = {};

    static Held of_text(std::string_view name, std::string text) {
        return {.name = std::string{name}, .kind = Kind::text, .text = std::move(text)};
    }
    static Held of_word(std::string_view name, std::string_view word) {
        return {.name = std::string{name}, .kind = Kind::word, .text = std::string{word}};
    }
    static Held of_number(std::string_view name, std::int64_t number) {
        return {.name = std::string{name}, .kind = Kind::number, .number = number};
    }
    static Held of_instant(std::string_view name, Instant at) {
        return {.name = std::string{name},
                .kind = Kind::instant,
                .number = at.time_since_epoch().count()};
    }
    static Held of_date(std::string_view name, LocalDate date) {
        return {.name = std::string{name},
                .kind = Kind::date,
                .number = date.time_since_epoch().count()};
    }
    static Held nothing(std::string_view name) { return {.name = std::string{name}}; }
    static Held list(std::string_view name, std::vector<Held> items = {}) {
        return {.name = std::string{name}, .kind = Kind::list, .items = std::move(items)};
    }
    static Held record(std::string_view name, std::vector<Held> items = {}) {
        return {.name = std::string{name}, .kind = Kind::record, .items = std::move(items)};
    }
    static Held of(std::string_view name, std::optional<Instant> const& at) {
        return at ? of_instant(name, *at) : nothing(name);
    }
    static Held of(std::string_view name, std::optional<std::string> const& text) {
        return text ? of_text(name, *text) : nothing(name);
    }

    Instant instant() const { return Instant{std::chrono::microseconds{number}}; }
    LocalDate date() const { return LocalDate{std::chrono::days{static_cast<int>(number)}}; }
    /// Whether there is anything in it.
    bool empty() const {
        return kind == Kind::nothing ||
               (items.empty() && (kind == Kind::list || kind == Kind::record));
    }
};

}  // namespace mpaspor::app
