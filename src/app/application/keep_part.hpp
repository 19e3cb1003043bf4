#pragma once

#include "app/context.hpp"
#include "sql/connection.hpp"
#include "store/unfinished_uploads.hpp"

#include <string>

namespace mpaspor::app {

/// No file is larger.
inline constexpr std::int64_t kUploadBytesMax = std::int64_t{10} << 20;
/// Parts of one file: 16 KiB each still make the largest.
inline constexpr std::int64_t kPartsMax = 640;

struct KeepPart {
    Digest hash;
    std::string key_name;   ///< Under whose key the part was sealed.
    std::int64_t size = 0;  ///< Of the whole file.
    store::UploadPart part;
};
/// The part that goes on where the last one ended, or begins a file (peers 23). Gives how far the
/// file is now; a part that was here before changes nothing and gives the same.
/// Errors: application_not_found (not an applicant), upload_offset_wrong (it begins elsewhere, ends
/// beyond the file, or another client was faster: {offset} says where to go on), uploads_exhausted
/// (too many files, or parts of this one), file_hash_mismatch (another size than before: not the
/// same file).
struct PartKept {
    store::UnfinishedUpload upload;
    bool added = false;  ///< Else the part's blob is not wanted.
};
Result<PartKept> keep_part(sql::Transaction& tx, Context const& context, KeepPart const& input);

}  // namespace mpaspor::app
