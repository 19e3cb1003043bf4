#include "testing/text_table.hpp"

#include <algorithm>

namespace mpaspor::testing {
namespace {

std::string markdown_row(std::vector<std::string> const& cells) {
    std::string line = "|";
    for (std::string const& cell : cells) line += " " + cell + " |";
    return line + "\n";
}

}  // namespace

std::string aligned(std::vector<std::vector<std::string>> const& rows) {
    std::vector<std::size_t> widths;
    for (auto const& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
    }
    std::string text;
    for (auto const& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += row[i] + std::string(widths[i] + 2 - row[i].size(), ' ');
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

std::string markdown_table(std::vector<std::vector<std::string>> const& rows) {
    std::string text;
    for (auto const& row : rows) {
        text += markdown_row(row);
        if (&row == &rows.front()) {
            text += markdown_row(std::vector<std::string>(row.size(), "---"));
        }
    }
    return text;
}

}  // namespace mpaspor::testing
