#pragma once

#include "app/ports/blobs.hpp"
#include "app/ports/entropy.hpp"
#include "base/error.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace mpaspor::gateways {

/// A document of 10 MiB after re-encoding and sealing, with room to spare.
inline constexpr std::size_t kBlobBytesMax = 12U * 1024 * 1024;

/// A name is this many random bytes in lower-case hexadecimal.
inline constexpr std::size_t kBlobNameBytes = 16;
std::string new_blob_name(app::Entropy& entropy);
bool is_blob_name(std::string_view name);

/// Blobs as files of a folder that is made when it is not there: ab/cd/abcd..., so that no folder
/// grows large and no name tells anything. Only the service's user can read it.
///
/// A file is written under unfinished/, synced, renamed, and its folders are synced: after a crash
/// a blob is there as a whole or not at all. What a crash leaves in unfinished/ is swept when the
/// folder is opened, so one process at a time opens it. What sync refuses is storage_broken.
///
/// put() beyond kBlobBytesMax is body_too_large.
/// Errors: bad_configuration (the folder can be neither made nor written).
Result<std::unique_ptr<app::Blobs>> open_blob_folder(std::string const& folder,
                                                     app::Entropy& entropy);

/// Blobs as rows of the service's table, for servers that share a PostgreSQL: `address` is its, as
/// sql::open takes it, and its tables are there. put() beyond kBlobBytesMax is body_too_large.
/// Errors: those of sql::open.
Result<std::unique_ptr<app::Blobs>> open_blob_table(std::string const& address,
                                                    app::Entropy& entropy);

}  // namespace mpaspor::gateways
