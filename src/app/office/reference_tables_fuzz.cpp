/// Whatever stands in a table of reference data, it is refused at a line and a column, or its rows
/// are those of its lines, whichever way these end. A form feed stands between tables, and a
/// table's name on its first line.

#include "app/office/reference_rows.hpp"
#include "app/office/reference_tables.hpp"
#include "base/invariant.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::app {
namespace {

constexpr std::string_view kOffices =
    "id\tcode\tname\tclass\tborder_checkpoint\tregion\tsource\tunofficial\n"
    "1\tPONTIANAK\tPontianak\tI\t1\tKalimantan Barat\tt\t1\n";
constexpr std::string_view kPoints =
    "id\toffice\tname\tkind\tzone\tsource\tunofficial\n1\tPONTIANAK\tp\tOFFICE\tWIB\tt\t1\n";

bool is_among(std::vector<ReferenceTable> const& tables, std::string_view name) {
    return std::ranges::find(tables, name, &ReferenceTable::name) != tables.end();
}

/// What stands before the first `end`, which is taken off too.
std::string_view take(std::string_view& text, char end) {
    auto const part = text.substr(0, text.find(end));
    text.remove_prefix(std::min(part.size() + 1, text.size()));
    return part;
}

/// The tables, beside those that they refer to.
Result<ReferenceData> read(std::string_view input) {
    std::vector<ReferenceTable> tables;
    while (!input.empty()) {
        auto text = take(input, '\f');
        auto const name = take(text, '\n');
        tables.push_back({name, text});
    }
    if (!is_among(tables, "offices")) tables.push_back({"offices", kOffices});
    if (!is_among(tables, "service_points")) tables.push_back({"service_points", kPoints});
    return read_reference_tables(tables);
}

std::size_t rows_in(ReferenceData const& data) {
    std::size_t sections = 0, fields = 0;
    for (auto const& version : data.forms) {
        sections += version.sections.size();
        for (auto const& section : version.sections) fields += section.fields.size();
    }
    return data.offices.size() + data.points.size() + data.products.size() +
           data.accelerated.size() + data.holidays.size() + data.tariffs.size() +
           data.slots.size() + data.releases.size() + data.settings.size() +
           data.quota_rules.size() + data.details.size() + data.regions.size() + data.hours.size() +
           data.notices.size() + data.document_rules.size() + sections + fields;
}

/// Lines that end the other way; a table's name stays as it is.
std::string with_other_ends(std::string_view text) {
    bool const had = text.contains("\r\n");
    bool in_name = true;
    std::string other;
    for (char const c : text) {
        if (c == '\r') continue;
        if (c == '\n' && !had && !in_name) other += '\r';
        in_name = c == '\f' || (in_name && c != '\n');
        other += c;
    }
    return other;
}

/// Cell by cell, whatever the columns are: what was taken was in the line, and fits its kind.
void read_cells(std::string_view text) {
    static constexpr std::array<std::string_view, 5> kColumns{"a", "b", "c", "d", "e"};
    TableLine line{text, kColumns};
    auto const code = line.code();
    auto const note = line.note();
    auto const number = line.integer(-5, 500);
    line.date_or_none();
    auto const flag = line.flag();
    if (line.fault()) return;
    INVARIANT(std::ranges::count(text, '\t') == 4 && text.starts_with(code));
    INVARIANT(note.size() <= TableLine::kTextMax && number >= -5 && number <= 500);
    INVARIANT(flag == text.ends_with('1'));
}

}  // namespace
}  // namespace mpaspor::app

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor;
    std::string_view const input{reinterpret_cast<char const*>(data), size};
    app::read_cells(input);
    auto const tables = app::read(input);
    if (!tables) {
        auto const& error = tables.error();
        INVARIANT(info(error.code).category == Category::bad_input);
        INVARIANT(error.pointer.starts_with('/'));
        return 0;
    }
    INVARIANT(app::rows_in(*tables) <=
              2 + static_cast<std::size_t>(std::ranges::count(input, '\n')));
    auto const again = app::read(app::with_other_ends(input));
    INVARIANT(again.has_value() && app::rows_in(*again) == app::rows_in(*tables));
    return 0;
}
