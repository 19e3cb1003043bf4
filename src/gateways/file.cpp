#include "gateways/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace mpaspor::gateways {

File::File(std::filesystem::path const& path, int flags)
    : file_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}

File::~File() {
    if (file_ >= 0) ::close(file_);
}

mode_t File::mode() const {
    struct stat facts{};
    return ::fstat(file_, &facts) == 0 ? facts.st_mode : 0;
}

bool File::write(std::span<std::byte const> bytes) const {
    while (!bytes.empty()) {
        auto const written = ::write(file_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return true;
}

bool File::sync() const {
    return ::fsync(file_) == 0;
}

std::optional<Bytes> File::read(std::size_t most) const {
    struct stat facts{};
    if (::fstat(file_, &facts) != 0 || !S_ISREG(facts.st_mode)) return std::nullopt;
    if (std::cmp_greater(facts.st_size, most)) return std::nullopt;
    Bytes bytes(static_cast<std::size_t>(facts.st_size));
    for (auto rest = std::span{bytes}; !rest.empty();) {
        auto const got = ::read(file_, rest.data(), rest.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return std::nullopt;
        rest = rest.subspan(static_cast<std::size_t>(got));
    }
    return bytes;
}

bool sync_folder(std::filesystem::path const& folder) {
    File const opened{folder, O_RDONLY | O_DIRECTORY};
    return opened && opened.sync();
}

}  // namespace mpaspor::gateways
