#pragma once

#include "app/ports/entropy.hpp"
#include "base/types.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <span>

namespace mpaspor::sim {

/// All chance in a simulation, from one seed (SplitMix64). The same calls in the same order give
/// the same history.
class Random final : public app::Entropy {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        state_ += 0x9e37'79b9'7f4a'7c15U;
        auto mixed = (state_ ^ (state_ >> 30U)) * 0xbf58'476d'1ce4'e5b9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94d0'49bb'1331'11ebU;
        return mixed ^ (mixed >> 31U);
    }
    /// From 0 to before `bound`, which is positive.
    std::int64_t below(std::int64_t bound) {
        return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(bound));
    }
    bool chance(std::int64_t count, std::int64_t of) { return below(of) < count; }
    /// `from` to `to`, both inclusive, in microseconds.
    Instant::duration between(Instant::duration from, Instant::duration to) {
        return from + Instant::duration{below((to - from).count() + 1)};
    }
    /// At `edge`, just beside it, or within two seconds of it: where mistakes are.
    Instant near(Instant edge) {
        using namespace std::chrono_literals;
        static constexpr std::array<Instant::duration, 8> kBeside{-2s, -1s, -1us, 0us,
                                                                  0us, 1us, 1s,   2s};
        auto const at = static_cast<std::size_t>(below(kBeside.size() + 2));
        return edge + (at < kBeside.size() ? kBeside.at(at) : between(-2s, 2s));
    }
    void fill(std::span<std::byte> bytes) override {
        for (auto& byte : bytes) byte = static_cast<std::byte>(next());
    }

private:
    std::uint64_t state_;
};

}  // namespace mpaspor::sim
