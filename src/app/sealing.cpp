#include "app/sealing.hpp"

#include "store/outbox.hpp"

namespace mpaspor::app {
namespace {

void append(std::string& text, std::string_view part) {
    text.append(std::to_string(part.size())).append(":").append(part);
}

/// The next length-prefixed part of `text`, taken off its front.
std::optional<std::string> take(std::string_view& text) {
    std::size_t size = 0, at = 0;
    while (at < text.size() && at < 9 && text[at] >= '0' && text[at] <= '9') {
        size = size * 10 + static_cast<std::size_t>(text[at++] - '0');
    }
    if (at == 0 || at >= text.size() || text[at] != ':') return std::nullopt;
    text.remove_prefix(at + 1);
    if (size > text.size()) return std::nullopt;
    std::string part{text.substr(0, size)};
    text.remove_prefix(size);
    return part;
}

std::string notice_place(std::string_view id) {
    return "outbox/" + std::string{id};
}

}  // namespace

Bytes encode(Answers const& answers) {
    std::string text;
    for (auto const& [name, value] : answers) {
        append(text, name);
        append(text, value);
    }
    auto const bytes = as_bytes(text);
    return {bytes.begin(), bytes.end()};
}

Result<Answers> decode(std::span<std::byte const> bytes) {
    auto const text = to_text(bytes);
    std::string_view rest{text};
    Answers answers;
    while (!rest.empty()) {
        auto name = take(rest);
        auto value = take(rest);
        if (!name || !value) return fail(Code::internal, "sealed answers of another form");
        answers.emplace(*std::move(name), *std::move(value));
    }
    return answers;
}

Bytes seal_notice(SecretKey const& service, Nonce const& nonce, std::string_view request,
                  Answers const& contents, int number) {
    return seal(service, nonce, notice_place(store::notice_id(request, number)), encode(contents));
}

Result<Answers> open_notice(SecretKey const& service, std::string_view id,
                            std::span<std::byte const> sealed) {
    auto const plain = TRY(open_sealed(service, notice_place(id), sealed));
    return decode(plain);
}

}  // namespace mpaspor::app
