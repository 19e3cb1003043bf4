#pragma once
/// What the endpoints of uploads and documents share: how an upload is named, read and served.

#include "app/application/documents.hpp"
#include "http/call.hpp"
#include "json/writer.hpp"

#include <string>
#include <string_view>

namespace mpaspor::http {

/// The upload's name in its table, scoped to the caller's account and keyed: who has the table
/// cannot ask whether a known file is in it. `hex` is the SHA-256 of the file as it was sent.
Digest upload_hash(Call const& call, std::string_view hex);

/// A SHA-256 in lower-case hex. Errors: upload_not_found.
Result<std::string> hex_hash(std::string_view text);

/// What was found out about a file, as members of an object that is open. What could be better
/// about it is said in the language of the call.
void write_upload(json::Writer& json, Call const& call, store::Upload const& upload);

/// Reads the blob and opens it; the upload names the subject of its key and its blob. Blocks, so on
/// a worker. Errors: those of keys and blobs.
Result<Bytes> upload_content(Call const& call, store::Upload const& upload);

/// A file to save, never to show within a page of ours.
Response file_response(store::Upload const& upload, Bytes const& content);

}  // namespace mpaspor::http
