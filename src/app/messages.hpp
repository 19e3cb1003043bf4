#pragma once

#include "base/error.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace mpaspor::app {

enum class Language : std::uint8_t { indonesian, english };
inline constexpr std::array<std::string_view, 2> kLanguages{"id", "en"};

/// Everything the service says to people, in both languages, from data/messages/. Immutable.
class Messages {
public:
    /// From a key such as "codes.SLOT_FULL.title" to its words.
    using Words = std::map<std::string, std::string, std::less<>>;

    Messages(Words indonesian, Words english) : words_{std::move(indonesian), std::move(english)} {}

    /// With each {name} replaced by its parameter. A key that nobody knows gives the key: wrong,
    /// but never nothing. A test holds both files to the same keys and placeholders.
    std::string text(Language language, std::string_view key,
                     std::span<Error::Param const> params = {}) const;

    bool has(Language language, std::string_view key) const;

private:
    std::array<Words, 2> words_;
};

/// The first language of an Accept-Language header that we have; Indonesian without one.
Language preferred_language(std::string_view accept_language);

}  // namespace mpaspor::app
