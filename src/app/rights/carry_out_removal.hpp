#pragma once

#include "app/ports/blobs.hpp"
#include "app/ports/keys.hpp"

#include <string_view>

namespace mpaspor::app {

/// What a job does with a removal of the outbox: destroys the key, and then the file that only it
/// could open. Whoever dies in between leaves nothing that can be read, and the removal is
/// delivered again; a second time does no harm. Errors: internal (not the contents of such a
/// topic), those of the ports.
Result<void> carry_out_removal(std::string_view topic, std::string_view contents, Keys& keys,
                               Blobs& blobs);

}  // namespace mpaspor::app
