#pragma once

#include "app/ports/blobs.hpp"

#include <map>
#include <string>

namespace mpaspor::testing {

/// Blobs in memory. One thread.
class MemoryBlobs final : public app::Blobs {
public:
    bool broken = false;  ///< Nothing can be removed.

    Result<std::string> put(std::span<std::byte const> sealed) override {
        auto name = "blob" + std::to_string(++made_);
        blobs_[name] = Bytes{sealed.begin(), sealed.end()};
        return name;
    }
    Result<Bytes> get(std::string const& name) override {
        auto const found = blobs_.find(name);
        if (found == blobs_.end()) return fail(Code::document_not_found);
        return found->second;
    }
    Result<void> remove(std::string const& name) override {
        if (broken) return fail(Code::storage_unavailable, "blobs");
        blobs_.erase(name);
        return {};
    }
    std::size_t count() const { return blobs_.size(); }

private:
    std::map<std::string, Bytes> blobs_;
    int made_ = 0;
};

}  // namespace mpaspor::testing
