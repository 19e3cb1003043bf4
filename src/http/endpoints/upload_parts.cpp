/// A file in parts, for links that break (peers 23): each part is kept sealed as it comes, a repeat
/// changes nothing, and the last one makes the whole, which is judged as any other.

#include "app/application/keep_part.hpp"
#include "app/application/unfinished_upload.hpp"
#include "app/key_names.hpp"
#include "base/text.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/incoming_files.hpp"
#include "http/uploaded_files.hpp"
#include "json/writer.hpp"

#include <array>
#include <utility>

namespace mpaspor::http {
namespace {

struct IncomingPart {
    std::string hex;
    inspection::Ask ask;
    std::int64_t start;
    std::int64_t size;  ///< Of the whole.
};

Result<std::int64_t> bytes_from(std::string_view text, std::int64_t least,
                                std::string_view pointer) {
    auto const bytes = integer_from_text(text);
    if (!bytes || *bytes < least || *bytes > app::kUploadBytesMax) {
        return refuse(text.empty() ? Code::missing_field : Code::unknown_value,
                      std::string{pointer});
    }
    return *bytes;
}

Result<IncomingPart> parsed(Call const& call) {
    auto const hex = TRY(hex_hash(call.path.at(0)));
    auto const ask = TRY(asked(call));
    auto const start = TRY(bytes_from(call.path.at(1), 0, "/offset"));
    auto const size = TRY(bytes_from(call.query("size"), 1, "/size"));
    if (call.request.body.empty()) return fail(Code::file_empty);
    return IncomingPart{.hex = hex, .ask = ask, .start = start, .size = size};
}

Response progress(std::int64_t received, std::int64_t size, int status) {
    json::Writer json;
    json.object().member("complete", false).member("received", received).member("size", size).end();
    return json_response(status, std::move(json).text());
}

std::string part_place(std::string_view key_name, std::int64_t start) {
    return "part/" + std::string{key_name} + '/' + std::to_string(start);
}

Result<Bytes> joined(Call const& call, store::UnfinishedUpload const& upload,
                     std::vector<store::UploadPart> const& parts) {
    auto const key = TRY(call.service.keys.open(app::key_of_blob(upload.key_name)));
    Bytes whole;
    whole.reserve(static_cast<std::size_t>(upload.size));
    for (auto const& part : parts) {
        auto const sealed = TRY(call.service.blobs.get(part.blob));
        auto const plain = TRY(open_sealed(key, part_place(upload.key_name, part.start), sealed));
        whole.insert(whole.end(), plain.begin(), plain.end());
    }
    return whole;
}

/// A worker reads the parts, and goes on as if they had come at once. Another client that finished
/// the same file a moment ago may have taken them away; then the whole is there.
void finish(CallPtr const& call, IncomingPart const& part) {
    auto const hash = upload_hash(*call, part.hex);
    call->service.readers.read<app::UploadProgress>(
        [call, hash](auto& tx) { return app::read_upload_progress(tx, call->context, hash); },
        [call, part](Result<app::UploadProgress> known) {
            if (!known) return call->refuse(known.error());
            if (known->whole && answers(*known->whole, part.ask)) {
                return call->answer(uploaded(*call, part.hex, *known->whole));
            }
            auto const& upload = known->unfinished;
            if (!upload || upload->received != upload->size) {
                auto const offset = upload ? upload->received : 0;
                return call->refuse({Code::upload_offset_wrong,
                                     "",
                                     "/offset",
                                     {{"offset", std::to_string(offset)}}});
            }
            on_worker(
                call, call->service.workers, [call, part, upload = *upload, parts = known->parts] {
                    auto whole = joined(*call, upload, parts);
                    if (!whole) return call->refuse({Code::busy, "parts went away"});
                    take_whole(call, {part.hex, part.ask, upload.key_name}, *std::move(whole));
                });
        });
}

void answer_part(CallPtr const& call, IncomingPart const& part,
                 store::UnfinishedUpload const& upload) {
    if (upload.received == upload.size) return finish(call, part);
    call->answer(progress(upload.received, upload.size, 202));
}

/// On a worker: the part is durable before the row that names it; a part that gets no row goes.
void keep_part(CallPtr const& call, IncomingPart const& part,
               std::optional<store::UnfinishedUpload> const& known) {
    std::array<std::byte, 16> name_bytes{};
    call->service.entropy.fill(name_bytes);
    auto const key_name = known ? known->key_name : to_hex(name_bytes);
    auto const subject = app::key_of_blob(key_name);
    auto const key = known ? call->service.keys.open(subject) : call->service.keys.create(subject);
    // Gone a moment ago, with what it had sealed: the next try begins anew.
    if (!key && known) return call->refuse({Code::busy, "the key of the parts"});
    if (!key) return call->refuse(key.error());
    auto const content = as_bytes(call->request.body);
    auto const blob = call->service.blobs.put(
        seal(*key, call->nonce(), part_place(key_name, part.start), content));
    if (!blob) return call->refuse(blob.error());
    app::KeepPart const input{
        .hash = upload_hash(*call, part.hex),
        .key_name = key_name,
        .size = part.size,
        .part = {part.start, static_cast<std::int64_t>(content.size()), *blob}};
    call->service.lanes.submit(app::Work<app::PartKept>{
        .context = call->context,
        .use_case = [input](auto& tx,
                            auto const& context) { return app::keep_part(tx, context, input); },
        .answer =
            [call, part, blob = *blob,
             own_key = known ? std::string{} : subject](Result<app::PartKept> const& kept) {
                // An outcome that is not known may have kept it.
                bool const lost = !kept && kept.error().code != Code::outcome_unknown;
                if (lost || (kept && !kept->added)) remove_unrowed(call, blob, own_key);
                if (!kept) return call->refuse(kept.error());
                answer_part(call, part, kept->upload);
            },
        .declare = nullptr,
        .urgency = app::Urgency::save,
        .lane = 0});
}

}  // namespace

void put_upload_part(CallPtr call) {
    auto const part = parsed(*call);
    if (!part) return call->refuse(part.error());
    call->service.readers.read<app::UploadProgress>(
        [call, hash = upload_hash(*call, part->hex)](auto& tx) {
            return app::read_upload_progress(tx, call->context, hash);
        },
        [call, part = *part](Result<app::UploadProgress> known) {
            if (!known) return call->refuse(known.error());
            if (known->whole && answers(*known->whole, part.ask)) {
                return call->answer(uploaded(*call, part.hex, *known->whole));
            }
            auto const& upload = known->unfinished;
            auto const end = part.start + std::ssize(call->request.body);
            if (upload && upload->size == part.size && end <= upload->received) {
                return answer_part(call, part, *upload);
            }
            on_worker(call, call->service.workers,
                      [call, part, upload] { keep_part(call, part, upload); });
        });
}

void get_upload_parts(CallPtr call) {
    auto const hex = hex_hash(call->path.at(0));
    if (!hex) return call->refuse(hex.error());
    read_and_answer<app::UploadProgress>(
        call,
        [hash = upload_hash(*call, *hex)](auto& tx, auto const& context) {
            return app::read_upload_progress(tx, context, hash);
        },
        [](app::UploadProgress const& known) -> Result<Response> {
            if (known.whole) {
                json::Writer json;
                json.object().member("complete", true).end();
                return json_response(200, std::move(json).text());
            }
            auto const upload = known.unfinished.value_or(store::UnfinishedUpload{});
            return progress(upload.received, upload.size, 200);
        });
}

void delete_upload_parts(CallPtr call) {
    auto const hex = hex_hash(call->path.at(0));
    if (!hex) return call->refuse(hex.error());
    call->service.readers.read<app::UploadProgress>(
        [call, hash = upload_hash(*call, *hex)](auto& tx) {
            return app::read_upload_progress(tx, call->context, hash);
        },
        [call](Result<app::UploadProgress> known) {
            if (!known) return call->refuse(known.error());
            if (!known->unfinished) return call->answer(no_content());
            run_use_case<bool>(
                call, {},
                [upload = *known->unfinished](auto& tx, auto const& context) -> Result<bool> {
                    TRY(app::end_unfinished(tx, context, upload.hash, upload.key_name));
                    return true;
                },
                [call](bool) { call->answer(no_content()); });
        });
}

}  // namespace mpaspor::http
