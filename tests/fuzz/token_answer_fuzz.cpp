/// Whatever a bank answers when it is asked for a token, it is no answer, or one word that fits
/// into a header field and is used until it ends.

#include "base/invariant.hpp"
#include "snap/client.hpp"
#include "snap/gate.hpp"
#include "tests/snap/vectors.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor;
    using snap::RsaKey;
    static auto const key =
        RsaKey::from_pem(vectors::kPrivatePem, RsaKey::Kind::private_key).value();
    std::string const body{reinterpret_cast<char const*>(data), size};
    std::string sent_with;
    snap::Client client{{.client_id = "biller",
                         .client_secret = "a secret",
                         .partner_id = "12345",
                         .private_key = key,
                         .base_path = "/snap"},
                        [&](snap::Outgoing const& request) -> Result<snap::Answer> {
                            if (request.path.ends_with("/b2b")) return snap::Answer{200, body};
                            sent_with = snap::field(request.headers, "authorization");
                            return snap::Answer{200, "{}"};
                        }};
    auto const called = client.call("/v1.0/x", "{}", "1", Instant{});
    INVARIANT(called.has_value() || called.error().code == Code::gateway_unavailable);
    INVARIANT(called.has_value() == !sent_with.empty());
    if (!called) return 0;
    INVARIANT(sent_with.starts_with("Bearer ") && sent_with.size() > 7 && sent_with.size() < 2100);
    INVARIANT(std::ranges::all_of(sent_with.substr(7), [](char c) { return c > ' ' && c < 127; }));
    return 0;
}
