#pragma once
/// A file that has come as a whole, on its way from the socket to its row: its hash is checked, the
/// inspector judges and re-encodes it, what is kept is sealed under a key of its own, and then the
/// row is written; what was read in it follows, under the same key.

#include "app/application/unfinished_upload.hpp"
#include "app/application/upload_mrz.hpp"
#include "base/inspection.hpp"
#include "http/call.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace mpaspor::http {

/// Removes a blob that got no row, and the key with which it alone was sealed, if it was: on a
/// worker, tried once. What that leaves nothing refers to, and nobody can read.
void remove_unrowed(CallPtr const& call, std::string blob, std::string key_subject);

struct IncomingFile {
    std::string hex;  ///< The SHA-256 it was announced under.
    inspection::Ask ask = inspection::Ask::file;
    /// It came in parts, sealed under this key, which end with it: whole, or refused for good.
    std::optional<std::string> parts_key = {};
    /// What its sender says it is, a picture or a PDF; of parts nobody says.
    std::optional<app::FileType> claimed = {};
};

/// As the table of uploads has it.
std::string_view type_word(app::FileType type);

/// `?read=mrz`: the picture is said to be of the old passport. Errors: unknown_value.
Result<inspection::Ask> asked(Call const& call);
/// Whether a file that is here already answers what is asked.
bool answers(store::ReadUpload const& upload, inspection::Ask ask);

/// On a worker. Answers the call: 201, or why not. Errors: file_hash_mismatch,
/// unsupported_media_type when it is not what its sender says, those of the inspector, keys, blobs
/// and the executor.
void take_whole(CallPtr const& call, IncomingFile const& file, Bytes content);

/// The answer of an upload that is here. `hex` as announced.
Response uploaded(Call const& call, std::string_view hex, store::ReadUpload const& upload);

}  // namespace mpaspor::http
