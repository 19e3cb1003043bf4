#pragma once

#include "json/value.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::bin {

/// Rows under headings, for a terminal: columns as wide as they need to be, numbers to the right.
class Table {
public:
    explicit Table(std::vector<std::string> headings) : headings_(std::move(headings)) {}
    void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
    bool empty() const { return rows_.empty(); }
    std::string text() const;

private:
    std::vector<std::string> headings_;
    std::vector<std::vector<std::string>> rows_;
};

/// A member of an object; a value that is null when there is none of this name.
std::string cell(json::Value object, std::string_view name);
/// The elements of an array that is a member, or nothing.
std::vector<json::Value> items(json::Value object, std::string_view name);

}  // namespace mpaspor::bin
