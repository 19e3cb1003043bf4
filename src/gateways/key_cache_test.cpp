#include "gateways/key_cache.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>

using namespace mpaspor;
using namespace std::chrono_literals;
using gateways::KeyCache;

namespace {

SecretKey key_of(int fill) {
    std::array<std::byte, SecretKey::kSize> bytes;
    bytes.fill(static_cast<std::byte>(fill));
    return SecretKey{bytes};
}

/// Which key_of() it is.
std::optional<int> fill_of(std::optional<SecretKey> const& key) {
    if (!key) return std::nullopt;
    return std::to_integer<int>(key->bytes()[0]);
}

constexpr KeyCache::Time kNow{1h};

}  // namespace

TEST_CASE("key cache: keeps the keys that were used last, and not one more than it may") {
    KeyCache cache{2, 60s};
    cache.add("a", key_of(1), kNow, 0);
    cache.add("b", key_of(2), kNow, 0);
    CHECK(fill_of(cache.find("a", kNow)) == 1);
    cache.add("c", key_of(3), kNow, 0);
    CHECK(fill_of(cache.find("a", kNow)) == 1);
    CHECK_FALSE(cache.find("b", kNow).has_value());
    CHECK(fill_of(cache.find("c", kNow)) == 3);
}

TEST_CASE("key cache: a key has its life and no longer, however often it is used") {
    KeyCache cache{2, 60s};
    cache.add("a", key_of(1), kNow, 0);
    CHECK(cache.find("a", kNow + 59s).has_value());
    CHECK_FALSE(cache.find("a", kNow + 60s).has_value());
    CHECK_FALSE(cache.find("a", kNow).has_value());
    cache.add("a", key_of(2), kNow + 60s, 0);
    cache.add("a", key_of(3), kNow + 61s, 0);
    CHECK(fill_of(cache.find("a", kNow + 120s)) == 3);
}

TEST_CASE(
    "key cache: what was forgotten is gone, and whoever read it before cannot bring it back") {
    KeyCache cache{2, 60s};
    auto const before = cache.forgettings();
    cache.add("a", key_of(1), kNow, before);
    cache.forget("a");
    CHECK_FALSE(cache.find("a", kNow).has_value());
    cache.add("a", key_of(1), kNow, before);
    CHECK_FALSE(cache.find("a", kNow).has_value());
    cache.add("a", key_of(2), kNow, cache.forgettings());
    CHECK(fill_of(cache.find("a", kNow)) == 2);
}
