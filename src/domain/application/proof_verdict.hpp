#pragma once
/// What a signed proof (002-S9) is worth now, when somebody shows it.

#include "base/types.hpp"
#include "domain/application/state.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace mpaspor::application {

enum class ProofVerdict : std::uint8_t {
    genuine,     ///< Ours, and the visit is still to come.
    superseded,  ///< Ours, but the visit was moved since.
    past,        ///< Ours; the day is over, or whoever has it has come already.
    cancelled,   ///< Ours; nothing is booked under the number any more.
    forged,      ///< Not ours, whatever it is.
};
inline constexpr std::array<std::string_view, 5> kProofVerdicts{"genuine", "superseded", "past",
                                                                "cancelled", "forged"};
constexpr std::string_view to_text(ProofVerdict verdict) {
    return kProofVerdicts[std::to_underlying(verdict)];
}

/// Where and when somebody is expected.
struct ProvenVisit {
    ServicePointId service_point;
    LocalDate date;
    std::chrono::minutes slot{0};
    friend bool operator==(ProvenVisit const&, ProvenVisit const&) = default;
};

/// What the books say of the application that a proof names.
struct ProofFacts {
    State state = State::draft;
    bool settled = false;
    std::optional<ProvenVisit> visit = {};
};

/// Of a proof whose signature is right: never forged. `valid_until` is inclusive.
ProofVerdict proof_verdict(ProvenVisit const& proven, Instant valid_until, ProofFacts const& facts,
                           Instant now);

}  // namespace mpaspor::application
