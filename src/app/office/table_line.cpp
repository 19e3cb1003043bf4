#include "app/office/table_line.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"

#include <algorithm>

namespace mpaspor::app {
namespace {

bool is_code(std::string_view text) {
    return std::ranges::all_of(
        text, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; });
}

bool is_plain(std::string_view text) {
    bool const control =
        std::ranges::any_of(text, [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; });
    return !control && is_clean_utf8(text);
}

}  // namespace

TableLine::TableLine(std::string_view line, std::span<std::string_view const> columns)
    : rest_(line), columns_(columns) {}

std::string_view TableLine::cell() {
    if (fault_) return {};
    ++at_;
    if (ended_) {
        fail(Code::missing_field);
        return {};
    }
    auto const tab = rest_.find('\t');
    auto const value = rest_.substr(0, tab);
    ended_ = tab == std::string_view::npos;
    if (!ended_) rest_.remove_prefix(tab + 1);
    if (value.size() > kTextMax) fail(Code::too_long);
    if (!is_plain(value)) fail(Code::malformed_text);
    return value;
}

void TableLine::fail(Code code) {
    if (!fault_) fault_ = {code, columns_[at_ - 1]};
}

std::string_view TableLine::text() {
    auto const value = cell();
    if (value.empty()) fail(Code::missing_field);
    return value;
}

std::string_view TableLine::note() {
    return cell();
}

std::string_view TableLine::code() {
    auto const value = text();
    if (!is_code(value)) fail(Code::malformed_text);
    return value;
}

std::int64_t TableLine::integer(std::int64_t min, std::int64_t max) {
    auto digits = text();
    if (fault_) return 0;
    bool const negative = digits.starts_with('-');
    if (negative) digits.remove_prefix(1);
    auto const value = integer_from_text(digits);
    if (!value) {
        fail(Code::malformed_text);
        return 0;
    }
    auto const number = negative ? -*value : *value;
    if (number < min || number > max) fail(Code::out_of_range);
    return number;
}

bool TableLine::flag() {
    return integer(0, 1) == 1;
}

LocalDate TableLine::date() {
    return parsed<LocalDate>(date_from_text);
}

std::optional<LocalDate> TableLine::date_or_none() {
    auto const value = cell();
    if (fault_ || value.empty()) return std::nullopt;
    auto const date = date_from_text(value);
    if (date) return *date;
    fail(Code::malformed_date);
    return std::nullopt;
}

std::optional<TableLine::Fault> TableLine::fault() const {
    if (fault_) return fault_;
    if (at_ != columns_.size() || !ended_) return Fault{Code::unknown_field, columns_.back()};
    return std::nullopt;
}

}  // namespace mpaspor::app
