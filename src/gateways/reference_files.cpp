#include "gateways/reference_files.hpp"

#include "app/office/reference_tables.hpp"
#include "base/crypto.hpp"
#include "gateways/file.hpp"

#include <fcntl.h>

#include <array>
#include <cstddef>
#include <string>

namespace mpaspor::gateways {
namespace {

constexpr std::size_t kFileBytesMax = std::size_t{4} * 1024 * 1024;

Error explained(Error const& error, std::filesystem::path const& folder) {
    auto detail = (folder / error.pointer.substr(error.pointer.empty() ? 0 : 1)).string() + ".tsv";
    for (auto const& [name, value] : error.params) {
        detail.append(", ").append(name).append(" ").append(value);
    }
    detail.append(": ").append(info(error.code).title);
    if (!error.detail.empty()) detail.append(" ").append(error.detail);
    return {.code = Code::bad_configuration, .detail = std::move(detail)};
}

}  // namespace

Result<app::ReferenceData> read_reference_files(std::filesystem::path const& folder) {
    std::array<std::string, app::kReferenceTables.size()> texts;
    std::array<app::ReferenceTable, app::kReferenceTables.size()> tables;
    for (std::size_t i = 0; i < tables.size(); ++i) {
        auto const path = folder / (std::string{app::kReferenceTables[i]} + ".tsv");
        File const file{path, O_RDONLY};
        auto const bytes = file ? file.read(kFileBytesMax) : std::nullopt;
        if (!bytes) return fail(Code::bad_configuration, path.string() + ": cannot be read");
        texts[i] = to_text(*bytes);
        tables[i] = {app::kReferenceTables[i], texts[i]};
    }
    auto data = app::read_reference_tables(tables);
    if (!data) return std::unexpected(explained(data.error(), folder));
    return data;
}

}  // namespace mpaspor::gateways
