/// The main() of foo_replay: gives each file of the folders it is told to the fuzz target once, in
/// the order of their names. The last name it prints is that of the file that broke the target.
/// Fails when a folder is missing or empty.

#include "base/invariant.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <system_error>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);
/// A target may have it; libFuzzer calls it too, once, before the first input.
extern "C" [[gnu::weak]] int LLVMFuzzerInitialize(int* argc, char*** argv);

namespace {

using Path = std::filesystem::path;

std::vector<Path> files_of(Path const& folder) {
    std::error_code missing;
    std::vector<Path> files;
    for (auto const& entry : std::filesystem::directory_iterator{folder, missing}) {
        if (entry.is_regular_file()) files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

void replay(Path const& file) {
    std::fprintf(stderr, "%s\n", file.c_str());
    std::ifstream stream{file, std::ios::binary};
    std::vector<char> const bytes{std::istreambuf_iterator<char>{stream}, {}};
    // A copy of exactly its length, so that a sanitizer sees the first byte read beyond it.
    std::vector<std::uint8_t> const input{bytes.begin(), bytes.end()};
    LLVMFuzzerTestOneInput(input.data(), input.size());
}

}  // namespace

int main(int argc, char** argv) {
    mpaspor::set_on_broken_invariant(mpaspor::OnBrokenInvariant::abort);
    if (LLVMFuzzerInitialize != nullptr) LLVMFuzzerInitialize(&argc, &argv);
    std::span const folders{argv + 1, argv + argc};
    bool complete = !folders.empty();
    for (Path const folder : folders) {
        auto const files = files_of(folder);
        for (auto const& file : files) replay(file);
        if (files.empty()) std::fprintf(stderr, "no corpus: %s\n", folder.c_str());
        complete = complete && !files.empty();
    }
    return complete ? 0 : 1;
}
