#pragma once
/// How domain values stand in columns.

#include "base/crypto.hpp"
#include "base/types.hpp"
#include "domain/booking/seat.hpp"
#include "sql/statement.hpp"

#include <algorithm>
#include <optional>

namespace mpaspor::store {

inline std::int64_t number(LocalDate date) {
    return date.time_since_epoch().count();
}
inline std::int64_t number(Instant at) {
    return at.time_since_epoch().count();
}
inline std::int64_t number(std::chrono::minutes slot) {
    return slot.count();
}
inline std::chrono::minutes minutes(std::int64_t count) {
    return std::chrono::minutes{count};
}
inline LocalDate local_date(std::int64_t days) {
    return LocalDate{std::chrono::days{static_cast<int>(days)}};
}
inline Instant instant(std::int64_t microseconds) {
    return Instant{std::chrono::microseconds{microseconds}};
}

inline std::string_view text(booking::Pool pool) {
    return booking::to_text(pool);
}

/// A column that may be null.
template <typename T, typename Convert>
std::optional<T> optional_column(sql::Row const& row, std::size_t at, Convert convert) {
    if (row.null(at)) return std::nullopt;
    return convert(row.integer(at));
}
inline std::optional<Instant> optional_instant(sql::Row const& row, std::size_t at) {
    return optional_column<Instant>(row, at, instant);
}
inline std::optional<LocalDate> optional_date(sql::Row const& row, std::size_t at) {
    return optional_column<LocalDate>(row, at, local_date);
}

/// An argument that may be null.
inline sql::Argument argument(std::optional<Instant> const& at) {
    if (!at) return sql::Null{};
    return number(*at);
}
inline sql::Argument argument(std::optional<LocalDate> const& date) {
    if (!date) return sql::Null{};
    return number(*date);
}
inline sql::Argument argument(std::optional<std::string> const& text) {
    if (!text) return sql::Null{};
    return std::string_view{*text};
}

inline Digest digest(Bytes const& bytes) {
    Digest digest{};
    std::copy_n(bytes.begin(), std::min(bytes.size(), digest.size()), digest.begin());
    return digest;
}

}  // namespace mpaspor::store
