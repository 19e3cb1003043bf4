/// Whatever stands in the file of what was agreed with a bank, it is refused, or says the same when
/// it is written and read again. @PUBLIC@ and @PRIVATE@ stand for keys, which no corpus holds.

#include "base/invariant.hpp"
#include "snap/agreement.hpp"
#include "tests/snap/vectors.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace mpaspor::snap {
namespace {

void fill_in(std::string& text, std::string_view mark, std::string_view pem) {
    auto const at = text.find(mark);
    if (at == text.npos) return;
    std::string escaped;
    for (char const c : pem) {
        if (c == '\n') {
            escaped += "\\n";
        } else {
            escaped += c;
        }
    }
    text.replace(at, mark.size(), escaped);
}

}  // namespace
}  // namespace mpaspor::snap

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor;
    std::string text{reinterpret_cast<char const*>(data), size};
    for (auto const kind : {snap::RsaKey::Kind::public_key, snap::RsaKey::Kind::private_key}) {
        auto const key = snap::RsaKey::from_pem(text, kind);
        if (key) INVARIANT(key->kind() == kind);
    }
    snap::fill_in(text, "@PUBLIC@", vectors::kPublicPem);
    snap::fill_in(text, "@PRIVATE@", vectors::kPrivatePem);
    auto const agreement = snap::parse_agreement(text);
    if (!agreement) {
        INVARIANT(agreement.error().code == Code::bad_configuration);
        INVARIANT(!agreement.error().detail.contains("BEGIN"));  // A secret stays in its file.
        return 0;
    }
    INVARIANT(agreement->bank_client_secret.size() >= 32);
    auto const again = snap::parse_agreement(snap::format(*agreement));
    INVARIANT(again.has_value() && snap::format(*again) == snap::format(*agreement));
    return 0;
}
