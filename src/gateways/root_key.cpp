#include "gateways/root_key.hpp"

#include "gateways/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <span>
#include <string_view>
#include <utility>

namespace mpaspor::gateways {
namespace {

std::unexpected<Error> bad(std::string const& path, std::string_view why) {
    return fail(Code::bad_configuration, "root key " + path + ": " + std::string{why});
}

std::string random_suffix(app::Entropy& entropy) {
    std::array<std::byte, 8> bytes;
    entropy.fill(bytes);
    return "." + to_hex(bytes);
}

/// Under its final name only when it is whole, and never over another.
Result<void> write_once(std::string const& path, SecretKey const& key, app::Entropy& entropy) {
    auto const unfinished = path + random_suffix(entropy);
    bool written = false;
    {
        File const file{unfinished, O_WRONLY | O_CREAT | O_EXCL};
        written = file && file.write(key.bytes()) && file.sync();
    }
    bool const there =
        written && (::link(unfinished.c_str(), path.c_str()) == 0 || errno == EEXIST);
    ::unlink(unfinished.c_str());
    auto const folder = std::filesystem::absolute(path).parent_path();
    if (!there || !sync_folder(folder)) return bad(path, "cannot be written");
    return {};
}

}  // namespace

Result<std::optional<SecretKey>> load_root_key(std::string const& path) {
    File const file{path, O_RDONLY};
    if (!file && errno == ENOENT) return std::nullopt;
    if (!file) return bad(path, "cannot be opened");
    if ((file.mode() & (S_IRWXG | S_IRWXO)) != 0) {
        return bad(path, "others may read or write it; chmod 600 and think about who has");
    }
    auto const bytes = file.read(SecretKey::kSize);
    if (!bytes || bytes->size() != SecretKey::kSize) return bad(path, "is not a file of 32 bytes");
    return SecretKey{std::span{*bytes}.first<SecretKey::kSize>()};
}

Result<SecretKey> make_root_key(std::string const& path, app::Entropy& entropy) {
    std::array<std::byte, SecretKey::kSize> random;
    entropy.fill(random);
    TRY(write_once(path, SecretKey{random}, entropy));
    auto const stored = TRY(load_root_key(path));
    if (!stored) return bad(path, "vanished");
    return *stored;
}

}  // namespace mpaspor::gateways
