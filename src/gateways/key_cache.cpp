#include "gateways/key_cache.hpp"

namespace mpaspor::gateways {

std::optional<SecretKey> KeyCache::find(std::string_view subject, Time now) {
    std::scoped_lock const lock{mutex_};
    auto const found = by_subject_.find(subject);
    if (found == by_subject_.end()) return std::nullopt;
    if (now >= found->second->until) {
        erase(subject);
        return std::nullopt;
    }
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->key;
}

std::uint64_t KeyCache::forgettings() const {
    std::scoped_lock const lock{mutex_};
    return forgettings_;
}

void KeyCache::add(std::string_view subject, SecretKey const& key, Time now,
                   std::uint64_t forgettings) {
    std::scoped_lock const lock{mutex_};
    if (forgettings != forgettings_) return;
    erase(subject);
    entries_.push_front({.subject = std::string{subject}, .key = key, .until = now + life_});
    by_subject_.emplace(entries_.front().subject, entries_.begin());
    if (entries_.size() > most_) erase(entries_.back().subject);
}

void KeyCache::forget(std::string_view subject) {
    std::scoped_lock const lock{mutex_};
    ++forgettings_;
    erase(subject);
}

void KeyCache::erase(std::string_view subject) {
    auto const found = by_subject_.find(subject);
    if (found == by_subject_.end()) return;
    auto const entry = found->second;
    by_subject_.erase(found);  // First: its key is the entry's text.
    entries_.erase(entry);
}

}  // namespace mpaspor::gateways
