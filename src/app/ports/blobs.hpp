#pragma once

#include "base/error.hpp"
#include "base/types.hpp"

#include <span>
#include <string>

namespace mpaspor::app {

/// Where sealed documents lie: files in a folder, or a table of PostgreSQL. Any thread; blocks.
class Blobs {
public:
    virtual ~Blobs() = default;

    /// Durable when it returns, under a random name. Errors: storage_unavailable, storage_broken.
    virtual Result<std::string> put(std::span<std::byte const> sealed) = 0;
    /// Errors: document_not_found, storage_unavailable.
    virtual Result<Bytes> get(std::string const& name) = 0;
    /// Fine when it is not there. Errors: storage_unavailable.
    virtual Result<void> remove(std::string const& name) = 0;
};

}  // namespace mpaspor::app
