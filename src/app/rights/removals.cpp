#include "app/rights/removals.hpp"

#include "base/crypto.hpp"
#include "store/outbox.hpp"

namespace mpaspor::app {

bool is_removal(std::string_view topic) {
    return topic == kKeyRemoval || topic == kBlobRemoval;
}

Result<void> Removals::key(std::string_view subject) {
    return enqueue(kKeyRemoval, subject);
}

Result<void> Removals::blobs(std::vector<std::string> const& blobs) {
    for (std::string const& blob : blobs) TRY(enqueue(kBlobRemoval, blob));
    return {};
}

Result<void> Removals::enqueue(std::string_view topic, std::string_view name) {
    return store::enqueue(tx_, {.request = context_.request,
                                .number = number_++,
                                .topic = topic,
                                .application = {},
                                .sealed = as_bytes(name),
                                .created = context_.now});
}

}  // namespace mpaspor::app
