#include "sql/postgres_values.hpp"

#include "base/utf8.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace mpaspor::sql {
namespace {

constexpr int kAsText = 0, kAsBytes = 1;
constexpr std::size_t kDigitsMax = 20;  // Of an int64, with its sign.
/// Of pg_type.dat; they never change.
constexpr Oid kBool = 16, kBytea = 17, kInt8 = 20, kInt2 = 21, kInt4 = 23, kFloat4 = 700,
              kFloat8 = 701, kNumeric = 1700;

/// 6 for "6" and "6.000"; nothing for a fraction or what does not fit.
std::optional<std::int64_t> whole_number(std::string_view text) {
    auto const point = std::min(text.find('.'), text.size());
    if (text.find_first_not_of('0', point + 1) != text.npos) return std::nullopt;
    text = text.substr(0, point);
    std::int64_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

constexpr std::byte nibble(char digit) {
    return static_cast<std::byte>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

Bytes from_bytea(std::string_view text) {
    text.remove_prefix(2);  // "\x"
    Bytes bytes(text.size() / 2);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] = nibble(text[2 * i]) << 4U | nibble(text[2 * i + 1]);
    }
    return bytes;
}

Column column_of(Oid type, std::string_view text) {
    switch (type) {
        case kBool: return std::int64_t{text == "t"};
        case kBytea: return from_bytea(text);
        case kInt2:
        case kInt4:
        case kInt8:
        case kFloat4:
        case kFloat8:
        case kNumeric:
            if (auto const number = whole_number(text)) return *number;
            break;
        default: break;
    }
    return std::string{text};
}

}  // namespace

void PostgresArguments::add(char const* value, std::size_t length, int format) {
    values_.push_back(value);
    lengths_.push_back(static_cast<int>(length));
    formats_.push_back(format);
}

void PostgresArguments::add_text(std::string_view text) {
    auto const start = texts_.size();
    texts_.append(text).push_back('\0');
    add(texts_.data() + start, text.size(), kAsText);
}

Result<void> PostgresArguments::fill(Statement const& statement,
                                     std::initializer_list<Argument> arguments) {
    texts_.clear();
    values_.clear();
    lengths_.clear();
    formats_.clear();
    std::size_t room = 0;
    for (Argument const& argument : arguments) {
        auto const* text = std::get_if<std::string_view>(&argument);
        if (text != nullptr && !is_clean_utf8(*text)) {
            return fail(Code::malformed_text, std::string{statement.name});
        }
        room += text != nullptr ? text->size() + 1 : kDigitsMax + 1;
    }
    texts_.reserve(room);  // It is pointed into, so it must not move.
    for (Argument const& argument : arguments) {
        if (auto const* number = std::get_if<std::int64_t>(&argument)) {
            std::array<char, kDigitsMax> digits{};
            auto const end = std::to_chars(digits.begin(), digits.end(), *number).ptr;
            add_text({digits.begin(), end});
        } else if (auto const* text = std::get_if<std::string_view>(&argument)) {
            add_text(*text);
        } else if (auto const* bytes = std::get_if<std::span<std::byte const>>(&argument)) {
            char const* const start = reinterpret_cast<char const*>(bytes->data());
            add(bytes->empty() ? "" : start, bytes->size(), kAsBytes);
        } else {
            add(nullptr, 0, kAsText);
        }
    }
    return {};
}

Rows rows_of(PGresult const* result) {
    int const width = PQnfields(result), height = PQntuples(result);
    Rows rows;
    rows.reserve(static_cast<std::size_t>(height));
    for (int row = 0; row < height; ++row) {
        std::vector<Column> columns;
        columns.reserve(static_cast<std::size_t>(width));
        for (int at = 0; at < width; ++at) {
            if (PQgetisnull(result, row, at) != 0) {
                columns.emplace_back(Null{});
                continue;
            }
            auto const length = static_cast<std::size_t>(PQgetlength(result, row, at));
            columns.push_back(
                column_of(PQftype(result, at), {PQgetvalue(result, row, at), length}));
        }
        rows.emplace_back(std::move(columns));
    }
    return rows;
}

}  // namespace mpaspor::sql
