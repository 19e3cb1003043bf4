#include "app/messages.hpp"

#include <algorithm>
#include <utility>

namespace mpaspor::app {

std::string Messages::text(Language language, std::string_view key,
                           std::span<Error::Param const> params) const {
    auto const& words = words_[std::to_underlying(language)];
    auto const found = words.find(key);
    if (found == words.end()) return std::string{key};
    std::string text;
    std::string_view rest{found->second};
    while (!rest.empty()) {
        auto const open = std::min(rest.find('{'), rest.size());
        text += rest.substr(0, open);
        rest.remove_prefix(open);
        auto const close = rest.find('}');
        if (rest.empty() || close == std::string_view::npos) break;
        auto const name = rest.substr(1, close - 1);
        auto const param = std::ranges::find(params, name, &Error::Param::name);
        text += param == params.end() ? std::string{rest.substr(0, close + 1)} : param->value;
        rest.remove_prefix(close + 1);
    }
    return text + std::string{rest};
}

bool Messages::has(Language language, std::string_view key) const {
    return words_[std::to_underlying(language)].contains(key);
}

Language preferred_language(std::string_view accept_language) {
    while (!accept_language.empty()) {
        auto const comma = std::min(accept_language.find(','), accept_language.size());
        auto item = accept_language.substr(0, comma);
        while (item.starts_with(' ')) item.remove_prefix(1);
        if (item.starts_with("id")) return Language::indonesian;
        if (item.starts_with("en")) return Language::english;
        accept_language.remove_prefix(std::min(comma + 1, accept_language.size()));
    }
    return Language::indonesian;
}

}  // namespace mpaspor::app
