#pragma once

#include <cstdint>
#include <string_view>

namespace mpaspor::sim {

/// Of a whole history: equal seeds give equal ones (FNV-1a, over words and texts).
class Fingerprint {
public:
    void mix(std::uint64_t word) { value_ = (value_ ^ word) * 1'099'511'628'211U; }
    void mix(std::string_view text) {
        for (char const c : text) mix(static_cast<std::uint64_t>(static_cast<unsigned char>(c)));
    }
    std::uint64_t value() const { return value_; }

private:
    std::uint64_t value_ = 14'695'981'039'346'656'037U;
};

}  // namespace mpaspor::sim
