#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace mpaspor::testing {

/// An empty folder, removed with all that is in it when this goes.
class TemporaryFolder {
public:
    TemporaryFolder();
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;
    ~TemporaryFolder();

    std::filesystem::path const& path() const { return path_; }
    std::string file(std::string_view name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

}  // namespace mpaspor::testing
