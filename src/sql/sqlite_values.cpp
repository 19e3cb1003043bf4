#include "sql/sqlite_values.hpp"

#include <sqlite3.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <variant>
#include <vector>

namespace mpaspor::sql {
namespace {

constexpr int kPrimary = 0xff;  // A status without its extended part.
/// Around the columns in a message.
constexpr std::string_view kBefore = ": ", kBetween = ", ";

Column column_of(sqlite3_stmt* statement, int at) {
    switch (sqlite3_column_type(statement, at)) {
        case SQLITE_INTEGER: return sqlite3_column_int64(statement, at);
        case SQLITE_NULL: return Null{};
        case SQLITE_BLOB: {
            auto const* start = static_cast<std::byte const*>(sqlite3_column_blob(statement, at));
            return Bytes(start, start + sqlite3_column_bytes(statement, at));
        }
        case SQLITE_FLOAT: {
            double const number = sqlite3_column_double(statement, at);
            if (number == std::floor(number) && std::abs(number) < 0x1p63) {
                return static_cast<std::int64_t>(number);
            }
            break;
        }
        default: break;
    }
    auto const* start = reinterpret_cast<char const*>(sqlite3_column_text(statement, at));
    return std::string(start, static_cast<std::size_t>(sqlite3_column_bytes(statement, at)));
}

}  // namespace

/// https://www.sqlite.org/rescode.html
Code code_of(int status) {
    // A text in an integer column of a STRICT table: PostgreSQL finds it no constraint either.
    if (status == SQLITE_CONSTRAINT_DATATYPE) return Code::storage_misused;
    if (status == SQLITE_IOERR_NOMEM) return Code::storage_unavailable;
    switch (status & kPrimary) {
        case SQLITE_CONSTRAINT: return Code::constraint_violated;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_PROTOCOL:
        case SQLITE_INTERRUPT: return Code::storage_conflict;
        case SQLITE_CANTOPEN:
        case SQLITE_FULL:
        case SQLITE_NOMEM: return Code::storage_unavailable;
        case SQLITE_IOERR:
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB: return Code::storage_broken;
        default: return Code::storage_misused;
    }
}

std::string constraint_in(std::string_view message) {
    auto const start = message.find(kBefore);
    if (start == std::string_view::npos) return {};
    message.remove_prefix(start + kBefore.size());
    std::string name{message.substr(0, message.find('.'))};
    if (name.size() == message.size()) return name;
    for (std::size_t at = 0; at != std::string_view::npos;) {
        auto const end = message.find(kBetween, at);
        auto const column = message.substr(at, end == message.npos ? end : end - at);
        name.append("_").append(column.substr(column.find('.') + 1));
        at = end == message.npos ? end : end + kBetween.size();
    }
    return name;
}

int bind(sqlite3_stmt* statement, int index, Argument const& argument) {
    if (auto const* number = std::get_if<std::int64_t>(&argument)) {
        return sqlite3_bind_int64(statement, index, *number);
    }
    // Borrowed, not copied (SQLITE_STATIC): the arguments outlive the call. No text and no bytes
    // are values of their own, where SQLite would take a null pointer for NULL.
    if (auto const* text = std::get_if<std::string_view>(&argument)) {
        char const* const start = text->empty() ? "" : text->data();
        return sqlite3_bind_text64(statement, index, start, text->size(), SQLITE_STATIC,
                                   SQLITE_UTF8);
    }
    if (auto const* bytes = std::get_if<std::span<std::byte const>>(&argument)) {
        if (bytes->empty()) return sqlite3_bind_zeroblob(statement, index, 0);
        return sqlite3_bind_blob64(statement, index, bytes->data(), bytes->size(), SQLITE_STATIC);
    }
    return sqlite3_bind_null(statement, index);
}

Row row_of(sqlite3_stmt* statement) {
    int const count = sqlite3_column_count(statement);
    std::vector<Column> columns;
    columns.reserve(static_cast<std::size_t>(count));
    for (int at = 0; at < count; ++at) columns.push_back(column_of(statement, at));
    return Row{std::move(columns)};
}

}  // namespace mpaspor::sql
