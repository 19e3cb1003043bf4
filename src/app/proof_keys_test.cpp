#include "app/proof_keys.hpp"

#include <doctest/doctest.h>

#include <array>
#include <random>
#include <string>

using namespace mpaspor;
using namespace mpaspor::app;
using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

SecretKey root_of(int fill) {
    std::array<std::byte, SecretKey::kSize> bytes;
    bytes.fill(static_cast<std::byte>(fill));
    return SecretKey{bytes};
}

SecretKey const kRoot = root_of(1);
LocalDate const kToday = local_days{2026y / December / 1};

ProofCode visit_on(LocalDate date) {
    return {.number = "4471092633581024",
            .service_point = {17},
            .date = date,
            .slot = 9h,
            .valid_until = instant_in(Zone::wib, date + days{1}, 0min) - 1s};
}

std::string signed_for(LocalDate date, SecretKey const& root = kRoot) {
    return make_proof_code(proof_seed(root, date), visit_on(date));
}

bool is_read(std::string_view text, LocalDate today = kToday) {
    auto const keys = proof_keys(kRoot, today);
    return read_proof_code(text, keys).has_value();
}

}  // namespace

TEST_CASE("proof keys: 002-S9: every visit from last year's to two years on is believed") {
    for (auto const day : {2025y / January / 1, 2025y / December / 31, 2026y / December / 31,
                           2027y / January / 1, 2028y / December / 31}) {
        auto const text = signed_for(local_days{day});
        CHECK(read_proof_code(text, proof_keys(kRoot, kToday)).value() ==
              visit_on(local_days{day}));
    }
    CHECK_FALSE(is_read(signed_for(local_days{2024y / December / 31})));
    CHECK_FALSE(is_read(signed_for(local_days{2029y / January / 1})));
}

TEST_CASE("proof keys: the keys of two years differ, and say so in their names") {
    auto const keys = proof_keys(kRoot, kToday);
    REQUIRE(keys.size() == 4);
    for (std::size_t i = 1; i < keys.size(); ++i) {
        CHECK(proof_key_id(keys[i].key) != proof_key_id(keys[i - 1].key));
        CHECK(keys[i].from == keys[i - 1].until + days{1});
    }
    CHECK(proof_key_id(keys[1].key).size() == 8);
}

TEST_CASE("proof keys: a list that is a year old still tells genuine from forged") {
    auto const text = signed_for(local_days{2027y / March / 3});
    CHECK(is_read(text, local_days{2026y / January / 1}));
    CHECK(is_read(text, local_days{2028y / December / 31}));
    CHECK_FALSE(is_read(text, local_days{2029y / January / 1}));
}

TEST_CASE("proof keys: a key signs no visit of another year, and another root none") {
    auto const next_year = local_days{2027y / January / 1};
    auto const text = make_proof_code(proof_seed(kRoot, kToday), visit_on(next_year));
    CHECK_FALSE(is_read(text));
    CHECK_FALSE(is_read(signed_for(kToday, root_of(2))));
    CHECK(is_read(signed_for(kToday)));
}

TEST_CASE("proof keys: trust.md: of thousands of codes with bits flipped none is accepted") {
    constexpr int kForgeries = 4000;
    constexpr int kMostBits = 8;
    auto const text = signed_for(kToday);
    auto const keys = proof_keys(kRoot, kToday);
    std::mt19937 random{20261201};
    int accepted = 0;
    for (int i = 0; i < kForgeries; ++i) {
        auto forged = text;
        auto const bits = 1 + random() % kMostBits;
        for (std::size_t n = 0; n < bits; ++n) {
            auto const bit = random() % (8 * text.size());
            forged[bit / 8] = static_cast<char>(forged[bit / 8] ^ 1 << bit % 8);
        }
        if (forged != text && read_proof_code(forged, keys)) ++accepted;
    }
    MESSAGE(kForgeries << " codes with flipped bits, " << accepted << " accepted");
    CHECK(accepted == 0);
    CHECK(read_proof_code(text, keys).has_value());
}
