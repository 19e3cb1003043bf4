/// Stage 3 (002-S3): uploads are attached to an application as its documents, and read back.

#include "app/application/documents.hpp"
#include "base/text.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/endpoints/save.hpp"
#include "http/uploaded_files.hpp"
#include "json/writer.hpp"

#include <algorithm>
#include <span>
#include <vector>

namespace mpaspor::http {
namespace {

struct AttachRequest {
    std::string upload;
};
constexpr auto shape(json::As<AttachRequest>) {
    return json::closed<AttachRequest>(json::text_field<&AttachRequest::upload>("upload", 64));
}

bool is_among(std::span<std::string const> kinds, std::string_view kind) {
    return std::ranges::find(kinds, kind) != kinds.end();
}

/// 002-S3: what the answers ask for, and nothing else.
Result<void> is_asked_for(std::string const& kind, application::DraftRules const& rules,
                          application::Assessment const& before) {
    auto const named = [&](auto const& row) { return is_among(row.kinds, kind); };
    if (std::ranges::none_of(rules.documents, named)) return fail(Code::document_not_found);
    if (std::ranges::none_of(before.documents, named)) return fail(Code::document_not_asked);
    return {};
}

DraftEdit attaching(app::AttachDocument const& attach) {
    return {.application = attach.application,
            .make = [kind = attach.kind](application::Draft& draft, auto const& rules,
                                         auto const& before) -> Result<app::Answers> {
                TRY(is_asked_for(kind, rules, before));
                if (!is_among(draft.attached, kind)) draft.attached.push_back(kind);
                return app::Answers{};
            },
            .change = [attach](auto const& /*section*/) { return attach; }};
}

/// Also what is asked for no more.
DraftEdit removing(app::RemoveDocument const& remove) {
    return {.application = remove.application,
            .make = [kind = remove.kind](application::Draft& draft, auto const& /*rules*/,
                                         auto const& /*before*/) -> Result<app::Answers> {
                if (std::erase(draft.attached, kind) == 0) return fail(Code::document_not_found);
                return app::Answers{};
            },
            .change = [remove](auto const& /*section*/) { return remove; }};
}

std::string list_json(Call const& call, std::span<store::AttachedDocument const> documents) {
    json::Writer json;
    json.object().array("documents");
    for (store::AttachedDocument const& document : documents) {
        json.object()
            .member("kind", document.kind)
            .member("attached_at", instant_text(document.attached));
        write_upload(json, call, document.upload);
        json.end();
    }
    json.end().end();
    return std::move(json).text();
}

}  // namespace

void put_document(CallPtr call) {
    auto const input = json::parse<AttachRequest>(call->request.body);
    if (!input) return call->refuse(input.error());
    auto const hex = hex_hash(input->upload);
    if (!hex) return call->refuse({Code::upload_not_found, "", "/upload"});
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    app::AttachDocument const attach{*id, call->path.at(1), upload_hash(*call, *hex)};
    edit_draft(call, attaching(attach), [call, hex = *hex](Edited const& edited) {
        json::Writer json;
        json.object().member("kind", call->path.at(1)).member("upload", hex);
        json.member("stage_done", edited.after.documents_complete).end();
        call->answer(json_response(200, std::move(json).text()));
    });
}

void get_documents(CallPtr call) {
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    read_and_answer<std::vector<store::AttachedDocument>>(
        call,
        [id = *id](auto& tx, auto const& context) { return app::list_documents(tx, context, id); },
        [call](std::vector<store::AttachedDocument> const& documents) -> Result<Response> {
            return json_response(200, list_json(*call, documents));
        });
}

void get_document(CallPtr call) {
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    call->service.readers.read<store::Upload>(
        [call, id = *id, kind = call->path.at(1)](auto& tx) {
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
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    edit_draft(call, removing({*id, call->path.at(1)}),
               [call](Edited const& /*edited*/) { call->answer(no_content()); });
}

}  // namespace mpaspor::http
