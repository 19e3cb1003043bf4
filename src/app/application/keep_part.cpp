#include "app/application/keep_part.hpp"

namespace mpaspor::app {
namespace {

std::unexpected<Error> goes_on_at(std::int64_t offset) {
    return refuse(Code::upload_offset_wrong, "/offset", {{"offset", std::to_string(offset)}});
}

Result<store::UnfinishedUpload> begun(sql::Transaction& tx, Context const& context, AccountId owner,
                                      KeepPart const& input) {
    auto const unfinished = TRY(store::count_unfinished(tx, owner));
    if (unfinished >= context.settings->unfinished_uploads_max) {
        return refuse(Code::uploads_exhausted, "");
    }
    store::UnfinishedUpload const upload{.account = owner,
                                         .hash = input.hash,
                                         .key_name = input.key_name,
                                         .size = input.size,
                                         .received = 0,
                                         .touched = context.now};
    bool const first = TRY(store::insert_unfinished(tx, upload));
    if (!first) return goes_on_at(0);  // Another client began it just now.
    return upload;
}

Result<PartKept> added(sql::Transaction& tx, Context const& context, store::UnfinishedUpload upload,
                       KeepPart const& input) {
    auto const before = upload.received;
    auto const parts = TRY(store::count_parts(tx, upload.account, upload.hash));
    if (parts >= kPartsMax) return refuse(Code::uploads_exhausted, "");
    upload.key_name = input.key_name;
    bool const fits = TRY(store::add_part(tx, upload, input.part, context.now));
    if (!fits) return goes_on_at(before);  // Another client was faster, or began anew.
    upload.received = input.part.start + input.part.length;
    upload.touched = context.now;
    return PartKept{.upload = std::move(upload), .added = true};
}

}  // namespace

Result<PartKept> keep_part(sql::Transaction& tx, Context const& context, KeepPart const& input) {
    auto const owner = TRY(context.actor.account());
    auto const known = TRY(store::find_unfinished(tx, owner, input.hash));
    if (known && known->size != input.size) return refuse(Code::file_hash_mismatch, "/size");
    auto const received = known ? known->received : 0;
    auto const& part = input.part;
    auto const end = part.start + part.length;
    if (known && end <= received) return PartKept{.upload = *known};
    if (part.start != received || end > input.size) return goes_on_at(received);
    if (known) return added(tx, context, *known, input);
    auto upload = TRY(begun(tx, context, owner, input));
    return added(tx, context, std::move(upload), input);
}

}  // namespace mpaspor::app
