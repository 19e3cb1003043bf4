#pragma once

#include "base/types.hpp"

#include <sys/types.h>

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>

namespace mpaspor::gateways {

/// An open file or folder, readable and writable for the service's user alone when it is made;
/// closed when this goes. After a failure errno says why.
class File {
public:
    /// `flags` as open(2) takes them.
    File(std::filesystem::path const& path, int flags);
    File(File const&) = delete;
    File& operator=(File const&) = delete;
    ~File();

    explicit operator bool() const { return file_ >= 0; }
    /// Type and permissions, 0 when they cannot be found out.
    mode_t mode() const;
    /// All of it. Whether it was done.
    [[nodiscard]] bool write(std::span<std::byte const> bytes) const;
    /// Until it stands on the disk. After a failure nobody knows what does.
    [[nodiscard]] bool sync() const;
    /// What it holds, unless it is no plain file, holds more than `most` or cannot be read.
    std::optional<Bytes> read(std::size_t most) const;

private:
    int file_;
};

/// Makes the names in a folder durable.
[[nodiscard]] bool sync_folder(std::filesystem::path const& folder);

}  // namespace mpaspor::gateways
