/// Files are uploaded under their SHA-256, judged and re-encoded by the inspector, and sealed under
/// a key of their own (002-S3). documents.cpp attaches them to applications.

#include "app/application/documents.hpp"
#include "base/text.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/subjects.hpp"
#include "http/uploaded_files.hpp"
#include "json/writer.hpp"

#include <array>

namespace mpaspor::http {
namespace {

constexpr std::array<std::string_view, 4> kMediaTypes{"image/jpeg", "image/png", "image/heic",
                                                      "application/pdf"};

Response uploaded(std::string_view hex, store::Upload const& upload) {
    json::Writer json;
    json.object().member("upload", hex);
    write_upload(json, upload);
    json.end();
    return json_response(201, std::move(json).text());
}

std::string hints_of(app::InspectedFile const& file) {
    std::string hints;
    if (file.looks_blurred) hints = "blurred";
    if (file.looks_dark) hints += hints.empty() ? "dark" : " dark";
    return hints;
}

/// On a worker: the blob is durable before the row that names it.
void keep(CallPtr const& call, std::string const& hex, app::InspectedFile const& file) {
    std::array<std::byte, 16> name_bytes{};
    call->service.entropy.fill(name_bytes);
    auto const subject = blob_key_subject(to_hex(name_bytes));
    auto const key = call->service.keys.create(subject);
    if (!key) return call->refuse(key.error());
    auto const blob = call->service.blobs.put(seal(*key, call->nonce(), subject, file.content));
    if (!blob) return call->refuse(blob.error());
    store::Upload const upload{.account = {},
                               .hash = upload_hash(*call, hex),
                               .blob = to_hex(name_bytes) + ' ' + *blob,
                               .type = file.type == app::FileType::jpeg ? "jpeg" : "pdf",
                               .width = file.width,
                               .height = file.height,
                               .pages = file.pages,
                               .hints = hints_of(file),
                               .created = {}};
    run_use_case<store::Upload>(
        call, {},
        [upload](auto& tx, auto const& context) { return app::keep_upload(tx, context, upload); },
        [call, hex](store::Upload const& kept) { call->answer(uploaded(hex, kept)); });
}

void inspect(CallPtr const& call, std::string const& hex) {
    auto const bytes = as_bytes(call->request.body);
    if (to_hex(sha256(bytes)) != hex) return call->refuse({Code::file_hash_mismatch});
    call->service.inspector.inspect(
        {bytes.begin(), bytes.end()}, [call, hex](Result<app::InspectedFile> file) {
            if (!file) return call->refuse(file.error());
            on_worker(call, call->service.workers,
                      [call, hex, file = *std::move(file)] { keep(call, hex, file); });
        });
}

}  // namespace

void put_upload(CallPtr call) {
    auto const type = field(call->request.headers, "content-type");
    if (std::ranges::find(kMediaTypes, type) == kMediaTypes.end()) {
        return call->refuse({Code::unsupported_media_type});
    }
    auto const hex = hex_hash(call->path.at(0));
    if (!hex) return call->refuse(hex.error());
    if (call->request.body.empty()) return call->refuse({Code::file_empty});
    run_use_case<std::optional<store::Upload>>(
        call, {},
        [hash = upload_hash(*call, *hex)](auto& tx, auto const& context) {
            return app::renew_upload(tx, context, hash);
        },
        [call, hex = *hex](std::optional<store::Upload> const& known) {
            if (known) return call->answer(uploaded(hex, *known));
            on_worker(call, call->service.workers, [call, hex] { inspect(call, hex); });
        });
}

}  // namespace mpaspor::http
