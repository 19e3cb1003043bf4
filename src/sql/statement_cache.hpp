#pragma once
/// What a driver keeps of the statements it has prepared.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace mpaspor::sql {

/// From the text of a statement to what the driver keeps for it: at most kStatementsMax, of which
/// the one unused for longest gives way. The text is owned and compared whole, because neither a
/// name (two statements may share it) nor an address (memory is used again) identifies a statement.
template <typename Prepared>
class StatementCache {
public:
    /// The service has fewer; the limit is for texts that are built at run time.
    static constexpr std::size_t kStatementsMax = 256;

    /// Nothing when it is not kept. Good until the next `add` or `make_room`.
    Prepared* find(std::string_view text) {
        auto const known = entries_.find(text);
        if (known == entries_.end()) return nullptr;
        known->second.last_use = ++uses_;
        return &known->second.prepared;
    }

    /// What has to give way before one more is added, if anything.
    std::optional<Prepared> make_room() {
        if (entries_.size() < kStatementsMax) return std::nullopt;
        auto const oldest = std::ranges::min_element(
            entries_, {}, [](auto const& entry) { return entry.second.last_use; });
        auto prepared = std::move(oldest->second.prepared);
        entries_.erase(oldest);
        return prepared;
    }

    Prepared* add(std::string_view text, Prepared prepared) {
        Entry entry{.prepared = std::move(prepared), .last_use = ++uses_};
        return &entries_.insert_or_assign(std::string{text}, std::move(entry))
                    .first->second.prepared;
    }

    std::size_t size() const { return entries_.size(); }

private:
    struct Entry {
        Prepared prepared;
        std::uint64_t last_use;
    };

    /// Reads nine words spread over the text instead of all of it: this runs for every statement of
    /// the service, and two texts that agree in all nine cost no more than one comparison.
    struct SampledHash {
        using is_transparent = void;
        static constexpr std::size_t kWord = sizeof(std::uint64_t), kSamples = 8;
        std::size_t operator()(std::string_view text) const {
            std::uint64_t hash = text.size();
            auto const mix = [&](std::size_t at) {
                std::uint64_t word = 0;
                std::memcpy(&word, text.data() + at, std::min(kWord, text.size() - at));
                hash = (hash ^ word) * 0x9e37'79b9'7f4a'7c15U;
                hash ^= hash >> 32U;
            };
            for (std::size_t i = 0; i < kSamples && !text.empty(); ++i) {
                mix(i * (text.size() - 1) / kSamples);
            }
            if (text.size() >= kWord) mix(text.size() - kWord);
            return hash;
        }
    };

    std::unordered_map<std::string, Entry, SampledHash, std::equal_to<>> entries_;
    std::uint64_t uses_ = 0;
};

}  // namespace mpaspor::sql
