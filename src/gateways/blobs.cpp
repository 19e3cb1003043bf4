#include "gateways/blobs.hpp"

#include "base/crypto.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>

namespace mpaspor::gateways {
namespace {

namespace fs = std::filesystem;

/// Where files are written before they get their name.
constexpr std::string_view kUnfinished = "unfinished";

/// An open file or folder; closed when this goes.
class File {
public:
    File(fs::path const& path, int flags) : file_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
    File(File const&) = delete;
    File& operator=(File const&) = delete;
    ~File() {
        if (file_ >= 0) ::close(file_);
    }

    bool is_open() const { return file_ >= 0; }
    bool sync() const { return ::fsync(file_) == 0; }

    bool write(std::span<std::byte const> bytes) const {
        while (!bytes.empty()) {
            auto const written = ::write(file_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) return false;
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        }
        return true;
    }

    /// What it holds, unless that is more than `most` or cannot be read.
    std::optional<Bytes> read(std::size_t most) const {
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

private:
    int file_;
};

std::unexpected<Error> cannot(std::string_view what) {
    return fail(Code::storage_unavailable, "blobs: cannot " + std::string{what});
}

/// After a failed sync nobody knows what is on the disk.
Result<void> sync_folder(fs::path const& folder) {
    File const opened{folder, O_RDONLY | O_DIRECTORY};
    if (!opened.is_open()) return cannot("open a folder");
    if (!opened.sync()) return fail(Code::storage_broken, "blobs: a folder cannot be synced");
    return {};
}

class BlobFolder final : public app::Blobs {
public:
    BlobFolder(fs::path root, app::Entropy& entropy) : root_(std::move(root)), entropy_(entropy) {}

    Result<std::string> put(std::span<std::byte const> sealed) override {
        if (sealed.size() > kBlobBytesMax) return fail(Code::body_too_large, "blobs");
        std::array<std::byte, kBlobNameBytes> random;
        entropy_.fill(random);
        auto name = to_hex(random);
        auto const unfinished = root_ / kUnfinished / name;
        auto written = write_whole(unfinished, sealed);
        if (written) written = move_in(unfinished, name);
        if (!written) {
            ::unlink(unfinished.c_str());
            return std::unexpected{std::move(written).error()};
        }
        return name;
    }

    Result<Bytes> get(std::string const& name) override {
        if (!is_blob_name(name)) return fail(Code::document_not_found);
        File const file{path_of(name), O_RDONLY | O_NOFOLLOW};
        if (!file.is_open() && errno == ENOENT) return fail(Code::document_not_found);
        if (!file.is_open()) return cannot("open a file");
        auto bytes = file.read(kBlobBytesMax);
        if (!bytes) return cannot("read a file");
        return std::move(*bytes);
    }

    Result<void> remove(std::string const& name) override {
        if (!is_blob_name(name)) return {};
        auto const path = path_of(name);
        if (::unlink(path.c_str()) != 0) {
            if (errno == ENOENT) return {};
            return cannot("remove a file");
        }
        return sync_folder(path.parent_path());
    }

private:
    fs::path path_of(std::string const& name) const {
        return root_ / name.substr(0, 2) / name.substr(2, 2) / name;
    }

    static Result<void> write_whole(fs::path const& path, std::span<std::byte const> bytes) {
        File const file{path, O_WRONLY | O_CREAT | O_EXCL};
        if (!file.is_open() || !file.write(bytes)) return cannot("write a file");
        if (!file.sync()) return fail(Code::storage_broken, "blobs: a file cannot be synced");
        return {};
    }

    Result<void> move_in(fs::path const& unfinished, std::string const& name) const {
        auto const path = path_of(name);
        auto const inner = path.parent_path();
        auto const outer = inner.parent_path();
        std::error_code error;
        fs::create_directories(inner, error);
        if (error) return cannot("make a folder");
        if (::rename(unfinished.c_str(), path.c_str()) != 0) return cannot("rename a file");
        // All three, whoever made them: another thread may have, and not have synced them yet.
        TRY(sync_folder(inner));
        TRY(sync_folder(outer));
        return sync_folder(root_);
    }

    fs::path root_;
    app::Entropy& entropy_;
};

}  // namespace

bool is_blob_name(std::string_view name) {
    return name.size() == 2 * kBlobNameBytes &&
           name.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Result<std::unique_ptr<app::Blobs>> open_blob_folder(std::string const& folder,
                                                     app::Entropy& entropy) {
    fs::path const root{folder};
    auto const unfinished = root / kUnfinished;
    std::error_code error;
    fs::create_directories(root, error);
    if (!error) fs::permissions(root, fs::perms::owner_all, error);
    if (!error) fs::remove_all(unfinished, error);
    if (!error) fs::create_directory(unfinished, error);
    if (error) return fail(Code::bad_configuration, "blobs: " + folder + ": " + error.message());
    TRY(sync_folder(root));
    return std::make_unique<BlobFolder>(root, entropy);
}

}  // namespace mpaspor::gateways
