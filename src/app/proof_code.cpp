#include "app/proof_code.hpp"

#include "base/invariant.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace mpaspor::app {
namespace {

constexpr std::string_view kMark = "MP1.";
constexpr std::uint64_t kVersion = 1;
constexpr std::size_t kNumberDigits = 16;
constexpr std::size_t kPayloadBytes = 1 + 4 + 8 + 4 + 4 + 2 + 8;
constexpr std::size_t kPayloadChars = 42;
constexpr std::size_t kSignatureChars = 86;
static_assert(kProofCodeChars == kMark.size() + kPayloadChars + 1 + kSignatureChars);
static_assert(kPayloadChars == (kPayloadBytes * 8 + 5) / 6);

class Fields {
public:
    void put(std::uint64_t value, std::size_t size) {
        for (std::size_t i = size; i > 0; --i) {
            bytes_.push_back(static_cast<std::byte>(value >> (8 * (i - 1))));
        }
    }
    Bytes const& bytes() const { return bytes_; }

private:
    Bytes bytes_;
};

/// Takes a number of `size` bytes from the front.
std::uint64_t take(std::span<std::byte const>& bytes, std::size_t size) {
    std::uint64_t value = 0;
    for (auto const byte : bytes.first(size)) {
        value = value << 8 | std::to_integer<std::uint64_t>(byte);
    }
    bytes = bytes.subspan(size);
    return value;
}

std::uint64_t key_name(PublicKey const& key) {
    auto const digest = sha256(key);
    std::span<std::byte const> bytes{digest};
    return take(bytes, 4);
}

std::uint64_t number_of(std::string_view digits) {
    INVARIANT(digits.size() == kNumberDigits);
    std::uint64_t number = 0;
    for (char const digit : digits) {
        INVARIANT(digit >= '0' && digit <= '9');
        number = number * 10 + static_cast<std::uint64_t>(digit - '0');
    }
    return number;
}

/// `value`, which must fit in `T`.
template <typename T>
std::uint64_t within(std::int64_t value) {
    INVARIANT(value >= 0 && std::cmp_less_equal(value, std::numeric_limits<T>::max()));
    return static_cast<std::uint64_t>(value);
}

Bytes payload_of(PublicKey const& key, ProofCode const& code) {
    INVARIANT(code.valid_until == floored_to_second(code.valid_until));
    auto const valid_until =
        std::chrono::floor<std::chrono::seconds>(code.valid_until).time_since_epoch();
    Fields fields;
    fields.put(kVersion, 1);
    fields.put(key_name(key), 4);
    fields.put(number_of(code.number), 8);
    fields.put(within<std::uint32_t>(code.service_point.value), 4);
    fields.put(within<std::int32_t>(code.date.time_since_epoch().count()), 4);
    fields.put(within<std::uint16_t>(code.slot.count()), 2);
    fields.put(within<std::uint32_t>(valid_until.count()), 8);
    return fields.bytes();
}

/// Of a payload that was signed, and so is one of payload_of().
ProofCode code_of(std::span<std::byte const> fields) {
    using namespace std::chrono;
    ProofCode code;
    auto const digits = std::to_string(take(fields, 8));
    code.number = std::string(kNumberDigits - std::min(digits.size(), kNumberDigits), '0') + digits;
    code.service_point = {static_cast<std::int64_t>(take(fields, 4))};
    code.date = LocalDate{days{static_cast<int>(take(fields, 4))}};
    code.slot = minutes{take(fields, 2)};
    code.valid_until = Instant{seconds{take(fields, 8)}};
    return code;
}

std::unexpected<Error> not_ours() {
    return fail(Code::malformed_text, "not a proof code of ours");
}

}  // namespace

std::string make_proof_code(SecretKey const& signing, ProofCode const& code) {
    auto text = std::string{kMark} + to_base64url(payload_of(public_key(signing), code));
    auto const signature = sign(signing, as_bytes(text));
    return text + '.' + to_base64url(signature);
}

Result<ProofCode> read_proof_code(std::span<PublicKey const> keys, std::string_view text) {
    if (text.size() != kProofCodeChars || !text.starts_with(kMark)) return not_ours();
    auto const signed_text = text.substr(0, kMark.size() + kPayloadChars);
    if (text[signed_text.size()] != '.') return not_ours();
    auto const payload = from_base64url(signed_text.substr(kMark.size()));
    auto const signature_bytes = from_base64url(text.substr(signed_text.size() + 1));
    if (!payload || !signature_bytes) return not_ours();

    std::span<std::byte const> fields{*payload};
    if (take(fields, 1) != kVersion) return not_ours();
    auto const key = std::ranges::find(keys, take(fields, 4), key_name);
    if (key == keys.end()) return not_ours();
    Signature signature;
    std::ranges::copy(*signature_bytes, signature.begin());
    if (!is_signed(*key, as_bytes(signed_text), signature)) return not_ours();
    return code_of(fields);
}

}  // namespace mpaspor::app
