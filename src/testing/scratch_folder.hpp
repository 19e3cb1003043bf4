#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

#include <cstdlib>

namespace mpaspor::testing {

/// An empty folder of its own, which goes with the test.
class ScratchFolder {
public:
    ScratchFolder()
        : path_((std::filesystem::temp_directory_path() / "mpaspor-test-XXXXXX").string()) {
        if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error{"mkdtemp: " + path_};
    }
    ScratchFolder(ScratchFolder const&) = delete;
    ScratchFolder& operator=(ScratchFolder const&) = delete;
    ~ScratchFolder() {
        std::error_code ignored;  // What stays behind disturbs nobody.
        std::filesystem::remove_all(path_, ignored);
    }

    std::string const& path() const { return path_; }
    std::string file(std::string_view name) const { return path_ + '/' + std::string{name}; }

private:
    std::string path_;
};

}  // namespace mpaspor::testing
