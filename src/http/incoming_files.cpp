#include "http/incoming_files.hpp"

#include "app/application/documents.hpp"
#include "app/key_names.hpp"
#include "base/text.hpp"
#include "domain/application/old_passport.hpp"
#include "http/uploaded_files.hpp"
#include "json/writer.hpp"

#include <array>
#include <utility>

namespace mpaspor::http {
namespace {

std::string hints_of(app::InspectedFile const& file) {
    std::string hints;
    auto const tell = [&hints](std::string_view id) {
        if (!hints.empty()) hints += ' ';
        hints += id;
    };
    if (file.looks_blurred) tell("blurred");
    if (file.looks_dark) tell("dark");
    return hints;
}

std::string_view mrz_word(std::optional<store::UploadMrz> const& mrz) {
    if (!mrz) return "not_asked";
    return mrz->sealed ? "read" : "unreadable";
}

/// A refusal that another try with the same bytes cannot change.
bool is_final(Error const& error) {
    return info(error.code).category == Category::unprocessable;
}

void refuse_whole(CallPtr const& call, IncomingFile const& file, Error const& error) {
    if (!file.parts_key || !is_final(error)) return call->refuse(error);
    run_use_case<bool>(
        call, {},
        [hash = upload_hash(*call, file.hex), key = *file.parts_key](
            auto& tx, auto const& context) -> Result<bool> {
            TRY(app::end_unfinished(tx, context, hash, key));
            return true;
        },
        [call, error](bool) { call->refuse(error); });
}

Result<store::Upload> sealed(Call const& call, std::string const& hex,
                             app::InspectedFile const& file) {
    std::array<std::byte, 16> name_bytes{};
    call.service.entropy.fill(name_bytes);
    auto const subject = app::key_of_blob(to_hex(name_bytes));
    auto const key = TRY(call.service.keys.create(subject));
    auto const blob = TRY(call.service.blobs.put(seal(key, call.nonce(), subject, file.content)));
    return store::Upload{.account = {},
                         .hash = upload_hash(call, hex),
                         .blob = to_hex(name_bytes) + ' ' + blob,
                         .type = std::string{type_word(file.type)},
                         .width = file.width,
                         .height = file.height,
                         .pages = file.pages,
                         .hints = hints_of(file),
                         .created = {}};
}

/// Only lines whose check digits fit are kept: others say nothing.
Result<store::UploadMrz> sealed_mrz(Call const& call, store::Upload const& upload,
                                    std::optional<inspection::MrzText> const& lines) {
    auto const today = date_in(Zone::wib, call.context.now);
    if (!lines || !application::read_old_passport(*lines, today)) return store::UploadMrz{};
    auto const key = TRY(call.service.keys.open(app::key_of_blob(upload.blob)));
    auto const text = (*lines)[0] + (*lines)[1];
    return store::UploadMrz{seal(key, call.nonce(), store::mrz_place(upload), as_bytes(text))};
}

/// On a worker.
void keep_mrz(CallPtr const& call, std::string const& hex, store::Upload const& upload,
              std::optional<inspection::MrzText> const& lines) {
    auto const mrz = sealed_mrz(*call, upload, lines);
    if (!mrz) return call->refuse(mrz.error());
    run_use_case<store::ReadUpload>(
        call, {},
        [hash = upload_hash(*call, hex), mrz = *mrz](auto& tx, auto const& context) {
            return app::keep_mrz(tx, context, hash, mrz);
        },
        [call, hex](store::ReadUpload const& kept) { call->answer(uploaded(*call, hex, kept)); });
}

void answer_kept(CallPtr const& call, IncomingFile const& incoming, store::Upload const& kept,
                 std::optional<inspection::MrzText> const& lines) {
    if (incoming.ask == inspection::Ask::file) {
        return call->answer(uploaded(*call, incoming.hex, {kept, std::nullopt}));
    }
    on_worker(call, call->service.workers,
              [call, hex = incoming.hex, kept, lines] { keep_mrz(call, hex, kept, lines); });
}

/// On a worker: the blob is durable before the row that names it.
void keep(CallPtr const& call, IncomingFile const& incoming, app::InspectedFile const& file) {
    auto const upload = sealed(*call, incoming.hex, file);
    if (!upload) return call->refuse(upload.error());
    run_use_case<store::Upload>(
        call, {},
        [upload = *upload, parts_key = incoming.parts_key](
            auto& tx, auto const& context) -> Result<store::Upload> {
            auto kept = TRY(app::keep_upload(tx, context, upload));
            if (parts_key) TRY(app::end_unfinished(tx, context, upload.hash, *parts_key));
            return kept;
        },
        [call, incoming, ours = *upload, mrz = file.mrz](store::Upload const& kept) {
            // The same file is here already: only read again, or another client was faster.
            if (kept.blob != ours.blob) {
                auto const space = ours.blob.find(' ');
                remove_unrowed(call, ours.blob.substr(space + 1), app::key_of_blob(ours.blob));
            }
            answer_kept(call, incoming, kept, mrz);
        });
}

}  // namespace

void remove_unrowed(CallPtr const& call, std::string blob, std::string key_subject) {
    auto const taken = call->service.workers.submit(
        [call, blob = std::move(blob), key = std::move(key_subject)](std::size_t /*thread*/) {
            if (!key.empty()) std::ignore = call->service.keys.forget(key);
            std::ignore = call->service.blobs.remove(blob);
        });
    if (!taken) call->service.log.write(app::Severity::warning, "blob_left_behind", {});
}

std::string_view type_word(app::FileType type) {
    return type == app::FileType::jpeg ? "jpeg" : "pdf";
}

Result<inspection::Ask> asked(Call const& call) {
    auto const read = call.query("read");
    if (read.empty()) return inspection::Ask::file;
    if (read != "mrz") return refuse(Code::unknown_value, "/read");
    return inspection::Ask::file_and_mrz;
}

bool answers(store::ReadUpload const& upload, inspection::Ask ask) {
    return ask == inspection::Ask::file || upload.mrz.has_value();
}

void take_whole(CallPtr const& call, IncomingFile const& file, Bytes content) {
    if (to_hex(sha256(content)) != file.hex) {
        return refuse_whole(call, file, {Code::file_hash_mismatch});
    }
    call->service.inspector.inspect(
        std::move(content), file.ask, [call, file](Result<app::InspectedFile> inspected) {
            if (!inspected) return refuse_whole(call, file, inspected.error());
            if (file.claimed && *file.claimed != inspected->type) {
                return call->refuse({Code::unsupported_media_type, "not as claimed"});
            }
            on_worker(call, call->service.workers,
                      [call, file, kept = *std::move(inspected)] { keep(call, file, kept); });
        });
}

Response uploaded(Call const& call, std::string_view hex, store::ReadUpload const& known) {
    json::Writer json;
    json.object().member("upload", hex);
    write_upload(json, call, known.upload);
    json.member("mrz", mrz_word(known.mrz)).end();
    return json_response(201, std::move(json).text());
}

}  // namespace mpaspor::http
