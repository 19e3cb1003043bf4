#pragma once

#include "base/crypto.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace mpaspor::gateways {

/// Opened keys, at hand: the `most` that were used last, each for `life` at most, so that a key
/// that another server destroyed is soon gone here too. Any thread.
class KeyCache {
public:
    using Time = std::chrono::steady_clock::time_point;

    KeyCache(std::size_t most, std::chrono::seconds life) : most_(most), life_(life) {}

    std::optional<SecretKey> find(std::string_view subject, Time now);

    /// Changes whenever a key is forgotten. Whoever reads a key from its table asks before.
    std::uint64_t forgettings() const;
    /// Unless something was forgotten since, for that may have been this key.
    void add(std::string_view subject, SecretKey const& key, Time now, std::uint64_t forgettings);
    void forget(std::string_view subject);

private:
    struct Entry {
        std::string subject;
        SecretKey key;
        Time until;
    };
    using Entries = std::list<Entry>;
    void erase(std::string_view subject);

    std::size_t most_;
    std::chrono::seconds life_;
    mutable std::mutex mutex_;                                  ///< Guards all below.
    Entries entries_;                                           ///< Used last, first.
    std::map<std::string_view, Entries::iterator> by_subject_;  ///< Of the entry's own text.
    std::uint64_t forgettings_ = 0;
};

}  // namespace mpaspor::gateways
