#include "bin/mpaspord/files.hpp"

#include "json/value.hpp"

#include <fstream>
#include <iterator>

namespace mpaspor::bin {
namespace {

/// {"a": {"b": "words"}} as {"a.b": "words"}. Its parser bounds a document's depth.
void flatten(json::Value value, std::string const& key, app::Messages::Words& words) {
    if (value.kind() == json::Kind::text) words.emplace(key, value.text());
    if (value.kind() != json::Kind::object) return;
    for (auto const& [name, inner] : value.members()) {
        flatten(inner, key.empty() ? std::string{name} : key + '.' + std::string{name}, words);
    }
}

Result<app::Messages::Words> read_words(std::string const& path) {
    auto const text = TRY(read_file(path));
    auto const document = json::Document::parse(text);
    if (!document) return fail(Code::bad_configuration, path + " is no JSON");
    app::Messages::Words words;
    flatten(document->root(), "", words);
    return words;
}

}  // namespace

Result<std::string> read_file(std::string const& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) return fail(Code::bad_configuration, "cannot read " + path);
    return std::string{std::istreambuf_iterator<char>{file}, {}};
}

Result<app::Messages> read_messages(std::string const& folder) {
    auto indonesian = TRY(read_words(folder + "/id.json"));
    auto english = TRY(read_words(folder + "/en.json"));
    return app::Messages{std::move(indonesian), std::move(english)};
}

}  // namespace mpaspor::bin
