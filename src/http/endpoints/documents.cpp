/// Stage 3 (002-S3): uploads are attached to an application as its documents, and read back.

#include "app/application/documents.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/uploaded_files.hpp"
#include "json/writer.hpp"

#include <array>

namespace mpaspor::http {
namespace {

/// The kinds that are asked for now (2.5: an adult's identity card).
constexpr std::array<std::string_view, 1> kKinds{"id_card"};

struct AttachRequest {
    std::string upload;
};
constexpr auto shape(json::As<AttachRequest>) {
    return json::closed<AttachRequest>(json::text_field<&AttachRequest::upload>("upload", 64));
}

Result<std::string> kind_of(Call const& call) {
    auto const& kind = call.path.at(1);
    if (std::ranges::find(kKinds, kind) == kKinds.end()) return fail(Code::document_not_found);
    return kind;
}

}  // namespace

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
                auto const content = upload_content(*call, upload);
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
