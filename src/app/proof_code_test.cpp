#include "app/proof_code.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <array>
#include <chrono>
#include <string>
#include <vector>

using namespace mpaspor;
using namespace std::chrono;
using namespace std::chrono_literals;
using app::make_proof_code;
using app::ProofCode;
using app::read_proof_code;

namespace {

SecretKey key_of(int fill) {
    std::array<std::byte, SecretKey::kSize> bytes;
    bytes.fill(static_cast<std::byte>(fill));
    return SecretKey{bytes};
}

SecretKey const kSigning = key_of(1);
std::vector<PublicKey> const kKeys{public_key(kSigning)};

ProofCode const kCode{.number = "4471092633581024",
                      .service_point = {17},
                      .date = local_days{2026y / December / 10},
                      .slot = 9h,
                      .valid_until = sys_days{2026y / December / 10} + 10h};

bool refused(std::string_view text) {
    auto const read = read_proof_code(kKeys, text);
    return !read && read.error().code == Code::malformed_text;
}

}  // namespace

TEST_CASE("proof code (002-S9): what was signed is read, and has one length") {
    auto const text = make_proof_code(kSigning, kCode);
    CHECK(text.starts_with("MP1."));
    CHECK(text.size() == app::kProofCodeChars);
    CHECK(read_proof_code(kKeys, text).value() == kCode);
}

TEST_CASE("proof code: every visit comes back as it was") {
    CHECK(rc::check([] {
        auto const digits = *rc::gen::container<std::string>(16, rc::gen::inRange('0', ':'));
        ProofCode const code{
            .number = digits,
            .service_point = {*rc::gen::inRange<std::int64_t>(0, 1LL << 32)},
            .date = LocalDate{days{*rc::gen::inRange(0, 60'000)}},
            .slot = minutes{*rc::gen::inRange(0, 24 * 60)},
            .valid_until = Instant{seconds{*rc::gen::inRange(0L, 4'000'000'000L)}}};
        RC_ASSERT(read_proof_code(kKeys, make_proof_code(kSigning, code)).value() == code);
    }));
}

TEST_CASE("proof code: with any one bit flipped it is refused") {
    auto const text = make_proof_code(kSigning, kCode);
    REQUIRE_FALSE(refused(text));
    for (std::size_t bit = 0; bit < 8 * text.size(); ++bit) {
        CAPTURE(bit);
        auto flipped = text;
        flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ 1 << bit % 8);
        CHECK(refused(flipped));
    }
}

TEST_CASE("proof code: cut, lengthened, spliced or of another visit, it is refused") {
    auto const text = make_proof_code(kSigning, kCode);
    for (std::size_t size = 0; size < text.size(); ++size) CHECK(refused(text.substr(0, size)));
    CHECK(refused(text + "A"));
    CHECK(refused(text + "\n"));
    CHECK(refused(" " + text));
    auto other_day = kCode;
    other_day.date += days{1};
    auto const other = make_proof_code(kSigning, other_day);
    auto const dot = text.rfind('.');
    CHECK(refused(other.substr(0, dot) + text.substr(dot)));
    CHECK(refused(text.substr(0, dot) + other.substr(dot)));
    CHECK(refused(std::string(app::kProofCodeChars, 'A')));
    CHECK(refused("MP2" + text.substr(3)));
}

TEST_CASE("proof code: the key that was replaced is believed only as long as it is listed") {
    auto const next = key_of(2);
    auto const text = make_proof_code(kSigning, kCode);
    std::vector<PublicKey> const both{public_key(next), public_key(kSigning)};
    CHECK(read_proof_code(both, text).has_value());
    CHECK(read_proof_code(both, make_proof_code(next, kCode)).has_value());
    CHECK_FALSE(read_proof_code(std::span{both}.first(1), text).has_value());
    CHECK_FALSE(read_proof_code({}, text).has_value());
}

TEST_CASE("proof code: random text of its shape is refused") {
    CHECK(rc::check([] {
        auto const payload =
            *rc::gen::container<std::vector<std::uint8_t>>(31, rc::gen::arbitrary<std::uint8_t>());
        auto const signature =
            *rc::gen::container<std::vector<std::uint8_t>>(64, rc::gen::arbitrary<std::uint8_t>());
        auto const text = "MP1." + to_base64url(std::as_bytes(std::span{payload})) + "." +
                          to_base64url(std::as_bytes(std::span{signature}));
        RC_ASSERT(text.size() == app::kProofCodeChars);
        RC_ASSERT(refused(text));
    }));
}
