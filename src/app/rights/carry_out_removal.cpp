#include "app/rights/carry_out_removal.hpp"

#include "app/key_names.hpp"
#include "app/rights/removals.hpp"

namespace mpaspor::app {

Result<void> carry_out_removal(std::string_view topic, std::string_view contents, Keys& keys,
                               Blobs& blobs) {
    if (topic == kKeyRemoval) return keys.forget(contents);
    auto const blank = contents.find(' ');
    if (topic != kBlobRemoval || blank == std::string_view::npos) {
        return fail(Code::internal, "not a removal");
    }
    TRY(keys.forget(key_of_blob(contents)));
    return blobs.remove(std::string{contents.substr(blank + 1)});
}

}  // namespace mpaspor::app
