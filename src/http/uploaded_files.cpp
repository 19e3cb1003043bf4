#include "http/uploaded_files.hpp"

#include "app/key_names.hpp"
#include "base/text.hpp"

namespace mpaspor::http {

Digest upload_hash(Call const& call, std::string_view hex) {
    return blind_index(call.service.keys.blind_index(), "upload",
                       call.context.actor.name() + ' ' + std::string{hex});
}

Result<std::string> hex_hash(std::string_view text) {
    auto const bytes = from_hex(text);
    if (!bytes || bytes->size() != Digest{}.size()) return fail(Code::upload_not_found);
    return std::string{text};
}

void write_upload(json::Writer& json, Call const& call, store::Upload const& upload) {
    auto const words = [&](std::string const& key) {
        return call.service.messages.text(call.language(), "hints." + key);
    };
    json.member("type", upload.type)
        .member("width", upload.width)
        .member("height", upload.height)
        .member("pages", upload.pages)
        .array("hints");
    std::string_view hints{upload.hints};
    while (!hints.empty()) {
        auto const end = std::min(hints.find(' '), hints.size());
        std::string const id{hints.substr(0, end)};
        json.object()
            .member("id", id)
            .member("title", words(id + ".title"))
            .member("text", words(id + ".text"))
            .end();
        hints.remove_prefix(std::min(end + 1, hints.size()));
    }
    json.end();
}

Result<Bytes> upload_content(Call const& call, store::Upload const& upload) {
    auto const space = upload.blob.find(' ');
    auto const subject = app::key_of_blob(upload.blob);
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

}  // namespace mpaspor::http
