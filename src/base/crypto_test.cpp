#include "base/crypto.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <concepts>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace mpaspor;

namespace {

Bytes hex(std::string_view text) {
    return from_hex(text).value();
}

/// A key of these bytes, filled up with zeros, as HMAC fills up its key.
SecretKey key_of(std::span<std::byte const> bytes) {
    std::array<std::byte, SecretKey::kSize> whole{};
    std::ranges::copy(bytes, whole.begin());
    return SecretKey{whole};
}

SecretKey key_of(std::string_view hexadecimal) {
    return key_of(hex(hexadecimal));
}

std::string repeated(std::string_view text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

Bytes from_zero(std::size_t size) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::byte>(i);
    return bytes;
}

void flip(std::span<std::byte> bytes, std::size_t bit) {
    bytes[bit / 8] ^= std::byte{1} << static_cast<int>(bit % 8);
}

auto const kKey = key_of(from_zero(32));
constexpr Nonce kNonce{std::byte{7}};

}  // namespace

static_assert(!std::equality_comparable<SecretKey>, "keys are not compared by accident");

TEST_CASE("crypto: SHA-256 gives the digests of FIPS 180-2") {
    CHECK(to_hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(to_hex(sha256("abc")) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(to_hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST_CASE("crypto: HMAC-SHA-256 gives the tags of RFC 4231, cases 1 to 4") {
    CHECK(to_hex(hmac_sha256(key_of(repeated("0b", 20)), as_bytes("Hi There"))) ==
          "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    CHECK(to_hex(hmac_sha256(key_of(as_bytes("Jefe")), as_bytes("what do ya want for nothing?"))) ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    CHECK(to_hex(hmac_sha256(key_of(repeated("aa", 20)), hex(repeated("dd", 50)))) ==
          "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
    CHECK(to_hex(hmac_sha256(key_of("0102030405060708090a0b0c0d0e0f10111213141516171819"),
                             hex(repeated("cd", 50)))) ==
          "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
}

TEST_CASE("crypto: SipHash-2-4 gives the value of the paper's appendix A") {
    CHECK(siphash(kKey, from_zero(15)) == 0xa129ca6149be45e5U);
    CHECK(siphash(kKey, from_zero(14)) != 0xa129ca6149be45e5U);
}

TEST_CASE("crypto: Ed25519 gives the keys and signatures of RFC 8032, tests 1 and 3") {
    auto const seed_1 = key_of("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    CHECK(to_hex(public_key(seed_1)) ==
          "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    CHECK(to_hex(sign(seed_1, {})) ==
          "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e3970"
          "1cf9b46bd25bf5f0595bbe24655141438e7a100b");
    auto const seed_3 = key_of("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7");
    CHECK(to_hex(public_key(seed_3)) ==
          "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");
    CHECK(to_hex(sign(seed_3, hex("af82"))) ==
          "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760"
          "984dc6594a7c15e9716ed28dc027beceea1ec40a");
}

TEST_CASE("crypto: a signature holds for one message under one key, bit for bit") {
    auto message = hex("4d50617370c3b6");
    auto key = public_key(kKey);
    auto signature = sign(kKey, message);
    REQUIRE(is_signed(key, message, signature));
    auto const refused_when_flipped = [&](std::span<std::byte> bytes) {
        for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
            CAPTURE(bit);
            flip(bytes, bit);
            CHECK_FALSE(is_signed(key, message, signature));
            flip(bytes, bit);
        }
    };
    refused_when_flipped(signature);
    refused_when_flipped(message);
    refused_when_flipped(key);
    CHECK_FALSE(is_signed(public_key(derive(kKey, "other")), message, signature));
    CHECK(is_signed(key, message, signature));
}

TEST_CASE("crypto: what is sealed opens in its place with its key, and is larger by kSealBytes") {
    CHECK(rc::check([](std::vector<std::uint8_t> const& content, std::string const& place) {
        auto const plain = std::as_bytes(std::span{content});
        auto const sealed = seal(kKey, kNonce, place, plain);
        RC_ASSERT(sealed.size() == plain.size() + kSealBytes);
        auto const opened = open_sealed(kKey, place, sealed);
        RC_ASSERT(opened.has_value());
        RC_ASSERT(std::ranges::equal(*opened, plain));
    }));
}

TEST_CASE("crypto: XChaCha20-Poly1305 gives the ciphertext and tag of its draft, appendix A.3.1") {
    auto const key = key_of("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
    Nonce nonce;
    std::ranges::copy(hex("404142434445464748494a4b4c4d4e4f5051525354555657"), nonce.begin());
    auto const sealed =
        seal(key, nonce, to_text(hex("50515253c0c1c2c3c4c5c6c7")),
             as_bytes("Ladies and Gentlemen of the class of '99: If I could offer you only one tip "
                      "for the future, sunscreen would be it."));
    CHECK(to_hex(sealed) ==
          "01404142434445464748494a4b4c4d4e4f5051525354555657"
          "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f"
          "4eda7e39ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f"
          "76b2383565d3fff921f9664c97637da9768812f615c68b13b52e"
          "c0875924c1c7987947deafd8780acf49");
}

TEST_CASE("crypto: in another place, under another key, flipped or cut, sealed bytes do not open") {
    auto const sealed = seal(kKey, kNonce, "answer/17/identity/3", as_bytes("3174012345678901"));
    REQUIRE(open_sealed(kKey, "answer/17/identity/3", sealed).has_value());
    for (auto const* place : {"answer/18/identity/3", "answer/17/identity/4", "", "answer/17"}) {
        CAPTURE(place);
        CHECK(open_sealed(kKey, place, sealed).error().code == Code::internal);
    }
    CHECK_FALSE(open_sealed(derive(kKey, "other"), "answer/17/identity/3", sealed).has_value());
    for (std::size_t bit = 0; bit < 8 * sealed.size(); ++bit) {
        CAPTURE(bit);
        auto flipped = sealed;
        flip(flipped, bit);
        CHECK_FALSE(open_sealed(kKey, "answer/17/identity/3", flipped).has_value());
    }
    for (std::size_t size = 0; size < sealed.size(); ++size) {
        CAPTURE(size);
        auto const cut = std::span{sealed}.first(size);
        CHECK_FALSE(open_sealed(kKey, "answer/17/identity/3", cut).has_value());
    }
}

TEST_CASE("crypto: blind indexes and subkeys differ by key, purpose and value") {
    auto const other = derive(kKey, "other");
    std::set<Digest> const all{blind_index(kKey, "nik", "3174012345678901"),
                               blind_index(kKey, "nik", "3174012345678902"),
                               blind_index(kKey, "contact", "3174012345678901"),
                               blind_index(other, "nik", "3174012345678901"),
                               blind_index(kKey, "ni", "k3174012345678901"),
                               hmac_sha256(kKey, as_bytes("3174012345678901")),
                               sha256("3174012345678901")};
    CHECK(all.size() == 7);
    CHECK(blind_index(kKey, "nik", "1") == blind_index(kKey, "nik", "1"));
    CHECK_FALSE(std::ranges::equal(derive(kKey, "a").bytes(), derive(kKey, "b").bytes()));
    CHECK_FALSE(std::ranges::equal(derive(kKey, "a").bytes(), derive(other, "a").bytes()));
    CHECK(std::ranges::equal(derive(kKey, "a").bytes(), derive(kKey, "a").bytes()));
    auto const as_index = blind_index(kKey, "a", "");
    CHECK_FALSE(std::ranges::equal(derive(kKey, "a").bytes(), as_index));
}

TEST_CASE("crypto: blind indexes and subkeys keep their values from release to release") {
    // Computed with Python's hmac over "index\0nik\0..." and "subkey\0kek/2026": rows already
    // written depend on them.
    CHECK(to_hex(blind_index(kKey, "nik", "3174012345678901")) ==
          "c968da92cf46a361e76a460496132c30419459eaed184606038d8d5f104a4762");
    CHECK(to_hex(derive(kKey, "kek/2026").bytes()) ==
          "8b7695309c7f2e59cacf6f048b7de8a05e91a589d321437a980e8515c2fd2636");
}

TEST_CASE("crypto: equality in constant time is equality") {
    CHECK(equal_in_constant_time(as_bytes("token"), as_bytes("token")));
    CHECK(equal_in_constant_time({}, {}));
    CHECK_FALSE(equal_in_constant_time(as_bytes("token"), as_bytes("tokeN")));
    CHECK_FALSE(equal_in_constant_time(as_bytes("token"), as_bytes("toke")));
    CHECK_FALSE(equal_in_constant_time(as_bytes("token"), {}));
}

TEST_CASE("crypto: base64url gives the texts of RFC 4648 in the alphabet for addresses") {
    for (auto const& [plain, text] :
         std::map<std::string_view, std::string_view>{{"", ""},
                                                      {"f", "Zg"},
                                                      {"fo", "Zm8"},
                                                      {"foo", "Zm9v"},
                                                      {"foobar", "Zm9vYmFy"},
                                                      {"\xfb\xff", "-_8"}}) {
        CAPTURE(text);
        CHECK(to_base64url(as_bytes(plain)) == text);
        CHECK(to_text(from_base64url(text).value()) == plain);
    }
}

TEST_CASE("crypto: hex and base64url refuse what is not theirs") {
    for (auto const* text : {"0", "0g", "00 ", " 00", "0x00", "00:00", "\xff\xff"}) {
        CAPTURE(text);
        CHECK(from_hex(text).error().code == Code::malformed_text);
    }
    for (auto const* text :
         {"Z", "Zg==", "Zg=", "Zh", "Z g", "Zm9v\n", "+/8", "Zm9!", "Zm8\xff", "aaa\xde"}) {
        CAPTURE(text);
        CHECK(from_base64url(text).error().code == Code::malformed_text);
    }
    CHECK(from_hex("00fFA0").value() == hex("00ffa0"));
    CHECK(from_hex("").value().empty());
}

TEST_CASE("crypto: hex and base64url bring every value back, and one value has one base64url") {
    CHECK(rc::check([](std::vector<std::uint8_t> const& content) {
        auto const plain = std::as_bytes(std::span{content});
        RC_ASSERT(std::ranges::equal(from_hex(to_hex(plain)).value(), plain));
        RC_ASSERT(std::ranges::equal(from_base64url(to_base64url(plain)).value(), plain));
    }));
    CHECK(rc::check([](std::string const& text) {
        auto const bytes = from_base64url(text);
        if (bytes) RC_ASSERT(to_base64url(*bytes) == text);
        auto const all_hexadecimal =
            std::ranges::all_of(text, [](unsigned char c) { return std::isxdigit(c) != 0; });
        RC_ASSERT(from_hex(text).has_value() == (all_hexadecimal && text.size() % 2 == 0));
    }));
}
