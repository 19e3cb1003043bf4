#include "bin/mpaspor/table.hpp"

#include "bin/mpaspor/answer.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>

namespace mpaspor::bin {
namespace {

using json::Kind;
using json::Value;

/// Characters, as a terminal counts them: bytes that continue a character take no room.
std::size_t width(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (c & '\xc0') != '\x80'; }));
}

bool is_number(std::string_view text) {
    return !text.empty() &&
           std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || c == '-'; }) &&
           text != "-";
}

std::optional<Value> find(Value object, std::string_view name) {
    for (auto const& [member, value] : object.members()) {
        if (member == name) return value;
    }
    return std::nullopt;
}

std::string text_of(Value value) {
    switch (value.kind()) {
        case Kind::null: return "-";
        case Kind::boolean: return value.boolean() ? "yes" : "no";
        case Kind::integer: return std::to_string(value.integer());
        case Kind::other_number: return "?";
        case Kind::text: return value.text().empty() ? "-" : std::string{value.text()};
        case Kind::array: break;
        case Kind::object: return "...";
    }
    std::string joined;
    for (auto const element : value.elements()) {
        joined.append(joined.empty() ? "" : " ").append(text_of(element));
    }
    return joined.empty() ? "-" : joined;
}

void append_row(std::string& text, std::vector<std::string> const& row,
                std::vector<std::size_t> const& widths) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
        std::string const padding(widths[i] - width(row[i]), ' ');
        line.append(i == 0 ? "" : "  ");
        line.append(is_number(row[i]) ? padding + row[i] : row[i] + padding);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text.append(line).append("\n");
}

}  // namespace

std::string Table::text() const {
    std::vector<std::size_t> widths;
    for (auto const& heading : headings_) widths.push_back(width(heading));
    for (auto const& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
    }
    std::string text;
    append_row(text, headings_, widths);
    for (auto const& row : rows_) append_row(text, row, widths);
    return text;
}

std::string cell(Value object, std::string_view name) {
    auto const value = find(object, name);
    return value ? text_of(*value) : "-";
}

std::vector<Value> items(Value object, std::string_view name) {
    auto const value = find(object, name);
    if (!value || value->kind() != Kind::array) return {};
    return value->elements();
}

std::string listed(Value root, std::string_view name, std::vector<std::string> const& columns) {
    Table table{columns};
    for (auto const row : items(root, name)) {
        std::vector<std::string> cells;
        for (auto member : columns) {
            std::ranges::replace(member, ' ', '_');
            std::ranges::transform(member, member.begin(), [](char c) {
                return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            });
            cells.push_back(cell(row, member));
        }
        table.add(std::move(cells));
    }
    return table.empty() ? "Nothing.\n" : table.text();
}

}  // namespace mpaspor::bin
