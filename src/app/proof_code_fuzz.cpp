/// Whatever a camera reads at the door, only what we signed is a proof, to the letter; what we sign
/// is read as it was meant. The first bytes are also a proof's fields.

#include "app/proof_code.hpp"
#include "app/proof_keys.hpp"
#include "base/invariant.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace mpaspor::app {
namespace {

SecretKey const& signing() {
    static SecretKey const key{std::array<std::byte, SecretKey::kSize>{}};
    return key;
}

struct Given {
    std::uint64_t number;
    std::uint32_t service_point, valid_until;
    std::uint16_t day, minute;
    std::uint8_t place;
    char letter;
};

void sign_and_read(Given const& given) {
    auto const digits = std::to_string(given.number % 10'000'000'000'000'000);
    ProofCode const code{.number = std::string(16 - digits.size(), '0') + digits,
                         .service_point = {given.service_point},
                         .date = LocalDate{std::chrono::days{given.day}},
                         .slot = std::chrono::minutes{given.minute},
                         .valid_until = Instant{std::chrono::seconds{given.valid_until}}};
    auto text = make_proof_code(signing(), code);
    std::array<PublicKey, 1> const keys{public_key(signing())};
    INVARIANT(text.size() == kProofCodeChars && read_proof_code(keys, text).value() == code);
    auto& letter = text[given.place % text.size()];
    if (letter == given.letter) return;
    letter = given.letter;
    INVARIANT(!read_proof_code(keys, text).has_value());
}

}  // namespace
}  // namespace mpaspor::app

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor;
    static std::array<PublicKey, 1> const keys{public_key(app::signing())};
    std::string_view const text{reinterpret_cast<char const*>(data), size};
    auto const read = app::read_proof_code(keys, text);
    if (read) INVARIANT(app::make_proof_code(app::signing(), *read) == text);
    INVARIANT(!app::read_proof_code({}, text).has_value());
    // Of its year alone, and nothing without the keys.
    auto const of_all_time = std::to_array<app::ProofKey>(
        {{keys[0], LocalDate{std::chrono::days{0}}, LocalDate{std::chrono::days{1'000'000}}}});
    auto const of_no_day = std::to_array<app::ProofKey>(
        {{keys[0], LocalDate{std::chrono::days{1}}, LocalDate{std::chrono::days{0}}}});
    INVARIANT(!app::read_proof_code(text, of_no_day).has_value());
    if (app::read_proof_code(text, of_all_time)) INVARIANT(read.has_value());
    app::Given given{};
    if (size > 0) std::memcpy(&given, data, std::min(size, sizeof given));
    app::sign_and_read(given);
    return 0;
}
