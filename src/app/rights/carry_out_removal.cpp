#include "app/rights/carry_out_removal.hpp"

#include "app/rights/removals.hpp"

namespace mpaspor::app {

Result<void> carry_out_removal(std::string_view topic, std::string_view contents, Keys& keys,
                               Blobs& blobs) {
    if (topic == kKeyRemoval) return keys.forget(contents);
    // The name of the key, a blank, the name of the file.
    auto const blank = contents.find(' ');
    if (topic != kBlobRemoval || blank == std::string_view::npos) {
        return fail(Code::internal, "not a removal");
    }
    TRY(keys.forget("blob/" + std::string{contents.substr(0, blank)}));
    return blobs.remove(std::string{contents.substr(blank + 1)});
}

}  // namespace mpaspor::app
