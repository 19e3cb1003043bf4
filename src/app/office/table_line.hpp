#pragma once
/// One line of a table of reference data, cell by cell in the order of the columns.

#include "base/error.hpp"
#include "base/types.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace mpaspor::app {

/// The first cell that cannot be read makes the line a failure; the cells after it read as
/// nothing, so that a reader of rows says what a row is and fault() whether it was one.
class TableLine {
public:
    TableLine(std::string_view line, std::span<std::string_view const> columns);

    std::string_view text();  ///< At least one character, at most kTextMax bytes of plain text.
    std::string_view note();  ///< The same, or nothing.
    std::string_view code();  ///< Of A-Z, 0-9 and '_'.
    std::int64_t integer(std::int64_t min, std::int64_t max);
    bool flag();  ///< "0" or "1".
    LocalDate date();
    std::optional<LocalDate> date_or_none();
    /// What `parse`, a Result<T>(std::string_view), makes of the cell.
    template <typename T, typename Parse>
    T parsed(Parse parse) {
        auto const cell = text();
        if (fault_) return {};
        Result<T> made = parse(cell);
        if (made) return *std::move(made);
        fail(made.error().code);
        return {};
    }

    struct Fault {
        Code code;
        std::string_view column;
    };
    /// What is wrong with the line. Asked after its last column was read.
    std::optional<Fault> fault() const;

    static constexpr std::size_t kTextMax = 500;

private:
    std::string_view cell();
    void fail(Code code);

    std::string_view rest_;
    bool ended_ = false;  ///< The line has no cell after those that were read.
    std::span<std::string_view const> columns_;
    std::size_t at_ = 0;  ///< Cells read.
    std::optional<Fault> fault_ = {};
};

}  // namespace mpaspor::app
