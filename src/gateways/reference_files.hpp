#pragma once

#include "app/office/load_reference.hpp"
#include "base/error.hpp"

#include <filesystem>

namespace mpaspor::gateways {

/// Reads a folder of reference data (data/README.md): all of app::kReferenceTables, each from
/// "<table>.tsv". What it refers to is in the folder too.
/// Errors: bad_configuration; its detail names the file, the line and the column.
Result<app::ReferenceData> read_reference_files(std::filesystem::path const& folder);

}  // namespace mpaspor::gateways
