/// Files are uploaded whole, under their SHA-256 (002-S3). upload_parts.cpp takes them in parts,
/// documents.cpp attaches them to applications.

#include "app/application/upload_mrz.hpp"
#include "base/text.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/incoming_files.hpp"
#include "http/uploaded_files.hpp"

#include <algorithm>
#include <array>

namespace mpaspor::http {
namespace {

constexpr std::string_view kPdf = "application/pdf";
/// All pictures are kept as one kind of picture, so that it does not matter which one is named.
constexpr std::array<std::string_view, 4> kMediaTypes{"image/jpeg", "image/png", "image/heic",
                                                      kPdf};

}  // namespace

void put_upload(CallPtr call) {
    auto const type = field(call->request.headers, "content-type");
    if (std::ranges::find(kMediaTypes, type) == kMediaTypes.end()) {
        return call->refuse({Code::unsupported_media_type});
    }
    auto const hex = hex_hash(call->path.at(0));
    if (!hex) return call->refuse(hex.error());
    auto const ask = asked(*call);
    if (!ask) return call->refuse(ask.error());
    if (call->request.body.empty()) return call->refuse({Code::file_empty});
    auto const claimed = type == kPdf ? app::FileType::pdf : app::FileType::jpeg;
    IncomingFile const file{.hex = *hex, .ask = *ask, .claimed = claimed};
    run_use_case<std::optional<store::ReadUpload>>(
        call, {},
        [hash = upload_hash(*call, *hex)](auto& tx, auto const& context) {
            return app::renew_read_upload(tx, context, hash);
        },
        [call, file](std::optional<store::ReadUpload> const& known) {
            if (known && known->upload.type != type_word(*file.claimed)) {
                return call->refuse({Code::unsupported_media_type, "not as claimed"});
            }
            if (known && answers(*known, file.ask)) {
                return call->answer(uploaded(*call, file.hex, *known));
            }
            on_worker(call, call->service.workers, [call, file] {
                auto const bytes = as_bytes(call->request.body);
                take_whole(call, file, {bytes.begin(), bytes.end()});
            });
        });
}

}  // namespace mpaspor::http
