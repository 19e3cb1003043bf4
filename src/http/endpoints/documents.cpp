/// Stage 3: files are uploaded under their SHA-256, judged and re-encoded by the inspector, sealed
/// under a key of their own, and then attached to an application.

#include "app/application/documents.hpp"
#include "base/text.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/subjects.hpp"
#include "json/writer.hpp"

#include <array>

namespace mpaspor::http {
namespace {

/// The kinds that are asked for now (2.5: an adult's identity card).
constexpr std::array<std::string_view, 1> kKinds{"id_card"};
constexpr std::array<std::string_view, 4> kMediaTypes{"image/jpeg", "image/png", "image/heic",
                                                      "application/pdf"};

struct AttachRequest {
    std::string upload;
};
constexpr auto shape(json::As<AttachRequest>) {
    return json::closed<AttachRequest>(json::text_field<&AttachRequest::upload>("upload", 64));
}

/// Scoped to the account and keyed: who has the table cannot ask whether a known file is in it.
Digest upload_hash(Call const& call, std::string_view hex) {
    return blind_index(call.service.keys.blind_index(), "upload",
                       call.context.actor.name() + ' ' + std::string{hex});
}

Result<std::string> hex_hash(std::string_view text) {
    auto const bytes = from_hex(text);
    if (!bytes || bytes->size() != Digest{}.size()) return fail(Code::upload_not_found);
    return std::string{text};
}

Response uploaded(std::string_view hex, store::Upload const& upload) {
    json::Writer json;
    json.object()
        .member("upload", hex)
        .member("type", upload.type)
        .member("width", upload.width)
        .member("height", upload.height)
        .member("pages", upload.pages)
        .array("hints");
    std::string_view hints{upload.hints};
    while (!hints.empty()) {
        auto const end = std::min(hints.find(' '), hints.size());
        json.element(hints.substr(0, end));
        hints.remove_prefix(std::min(end + 1, hints.size()));
    }
    json.end().end();
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

Result<std::string> kind_of(Call const& call) {
    auto const& kind = call.path.at(1);
    if (std::ranges::find(kKinds, kind) == kKinds.end()) return fail(Code::document_not_found);
    return kind;
}

/// Reads the blob and opens it. The upload names the subject of its key and its blob.
Result<Bytes> content_of(Call const& call, store::Upload const& upload) {
    auto const space = upload.blob.find(' ');
    auto const subject = blob_key_subject(upload.blob.substr(0, space));
    auto const key = TRY(call.service.keys.open(subject));
    auto const sealed = TRY(call.service.blobs.get(upload.blob.substr(space + 1)));
    return open_sealed(key, subject, sealed);
}

Response file_response(store::Upload const& upload, Bytes const& content) {
    bool const pdf = upload.type == "pdf";
    return {.status = 200,
            .body = to_text(content),
            .content_type = pdf ? "application/pdf" : "image/jpeg",
            .headers = {{"Cache-Control", "no-store"},
                        {"Content-Disposition", pdf ? "attachment; filename=\"document.pdf\""
                                                    : "attachment; filename=\"document.jpg\""},
                        {"X-Content-Type-Options", "nosniff"},
                        {"Content-Security-Policy", "sandbox; default-src 'none'"}}};
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
    call->service.readers.read<std::optional<store::Upload>>(
        [call, hash = upload_hash(*call, *hex)](auto& tx) {
            return app::find_upload(tx, call->context, hash);
        },
        [call, hex = *hex](Result<std::optional<store::Upload>> known) {
            if (!known) return call->refuse(known.error());
            if (*known) return call->answer(uploaded(hex, **known));
            on_worker(call, call->service.workers, [call, hex] { inspect(call, hex); });
        });
}

void put_document(CallPtr call) {
    auto const input = json::parse<AttachRequest>(call->request.body);
    if (!input) return call->refuse(input.error());
    auto const hex = hex_hash(input->upload);
    if (!hex) return call->refuse({Code::upload_not_found, "", "/upload"});
    auto const kind = kind_of(*call);
    if (!kind) return call->refuse(kind.error());
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    app::AttachDocument const attach{*id, *kind, upload_hash(*call, *hex)};
    run_use_case<bool>(
        call, {},
        [attach](auto& tx, auto const& context) -> Result<bool> {
            TRY(app::attach_document(tx, context, attach));
            return true;
        },
        [call, kind = *kind, hex = *hex](bool) {
            json::Writer json;
            json.object().member("kind", kind).member("upload", hex).end();
            call->answer(json_response(200, std::move(json).text()));
        });
}

void get_document(CallPtr call) {
    auto const kind = kind_of(*call);
    if (!kind) return call->refuse(kind.error());
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    call->service.readers.read<store::Upload>(
        [call, id = *id, kind = *kind](auto& tx) {
            return app::find_document(tx, call->context, id, kind);
        },
        [call](Result<store::Upload> upload) {
            if (!upload) return call->refuse(upload.error());
            on_worker(call, call->service.workers, [call, upload = *upload] {
                auto const content = content_of(*call, upload);
                if (!content) return call->refuse(content.error());
                call->answer(file_response(upload, *content));
            });
        });
}

void delete_document(CallPtr call) {
    auto const kind = kind_of(*call);
    if (!kind) return call->refuse(kind.error());
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    run_use_case<bool>(
        call, {},
        [id = *id, kind = *kind](auto& tx, auto const& context) -> Result<bool> {
            TRY(app::remove_document(tx, context, id, kind));
            return true;
        },
        [call](bool) { call->answer(no_content()); });
}

}  // namespace mpaspor::http
