#include "gateways/blobs.hpp"

#include "base/crypto.hpp"
#include "gateways/file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>

namespace mpaspor::gateways {
namespace {

namespace fs = std::filesystem;

/// Where files are written before they get their name.
constexpr std::string_view kUnfinished = "unfinished";

std::unexpected<Error> cannot(std::string_view what) {
    return fail(Code::storage_unavailable, "blobs: cannot " + std::string{what});
}

/// What must be durable and may not be.
Result<void> synced(bool done) {
    if (!done) return fail(Code::storage_broken, "blobs: the disk refuses to sync");
    return {};
}

class BlobFolder final : public app::Blobs {
public:
    BlobFolder(fs::path root, app::Entropy& entropy) : root_(std::move(root)), entropy_(entropy) {}

    Result<std::string> put(std::span<std::byte const> sealed) override {
        if (sealed.size() > kBlobBytesMax) return fail(Code::body_too_large, "blobs");
        auto name = new_blob_name(entropy_);
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
        if (!file && errno == ENOENT) return fail(Code::document_not_found);
        if (!file) return cannot("open a file");
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
        return synced(sync_folder(path.parent_path()));
    }

private:
    fs::path path_of(std::string const& name) const {
        return root_ / name.substr(0, 2) / name.substr(2, 2) / name;
    }

    static Result<void> write_whole(fs::path const& path, std::span<std::byte const> bytes) {
        File const file{path, O_WRONLY | O_CREAT | O_EXCL};
        if (!file || !file.write(bytes)) return cannot("write a file");
        return synced(file.sync());
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
        TRY(synced(sync_folder(inner)));
        TRY(synced(sync_folder(outer)));
        return synced(sync_folder(root_));
    }

    fs::path root_;
    app::Entropy& entropy_;
};

}  // namespace

std::string new_blob_name(app::Entropy& entropy) {
    std::array<std::byte, kBlobNameBytes> random;
    entropy.fill(random);
    return to_hex(random);
}

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
    TRY(synced(sync_folder(root)));
    return std::make_unique<BlobFolder>(root, entropy);
}

}  // namespace mpaspor::gateways
