#include "app/proof_keys.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace mpaspor::app {
namespace {

using namespace std::chrono;

constexpr std::size_t kIdBytes = 4;

year year_of(LocalDate date) {
    return year_month_day{date}.year();
}

SecretKey seed_of(SecretKey const& root, year of) {
    return derive(root, "proof/" + std::to_string(static_cast<int>(of)));
}

}  // namespace

std::string proof_key_id(PublicKey const& key) {
    auto const hash = sha256(key);
    return to_hex(std::span{hash}.first(kIdBytes));
}

SecretKey proof_seed(SecretKey const& root, LocalDate visit) {
    return seed_of(root, year_of(visit));
}

std::vector<ProofKey> proof_keys(SecretKey const& root, LocalDate today) {
    std::vector<ProofKey> keys;
    auto const now = year_of(today);
    for (auto of = now - years{1}; of <= now + years{2}; of += years{1}) {
        keys.push_back({.key = public_key(seed_of(root, of)),
                        .from = local_days{of / January / 1},
                        .until = local_days{of / December / 31}});
    }
    return keys;
}

Result<ProofCode> read_proof_code(std::string_view text, std::span<ProofKey const> keys) {
    for (ProofKey const& key : keys) {
        std::array<PublicKey, 1> const one{key.key};
        auto code = read_proof_code(one, text);
        if (!code) continue;
        if (code->date >= key.from && code->date <= key.until) return code;
    }
    return fail(Code::malformed_text, "not a proof code of ours");
}

}  // namespace mpaspor::app
