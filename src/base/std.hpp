/// The standard vocabulary, precompiled once for all targets. Not to be included by hand: a source
/// includes what it names, and `./do build --no-pch` proves it.
#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <expected>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>
