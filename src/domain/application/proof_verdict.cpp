#include "domain/application/proof_verdict.hpp"

namespace mpaspor::application {
namespace {

/// Ended without a passport, or never came so far: the proof is of nothing any more.
bool is_void(ProofFacts const& facts) {
    using enum State;
    switch (facts.state) {
        case draft:
        case held:
        case awaiting_payment:
        case expired:
        case cancelled:
        case refused:
        case issued_cancelled: return true;
        case no_show_final:
        case handed_over: return false;
        default: return !facts.settled;
    }
}

}  // namespace

ProofVerdict proof_verdict(ProvenVisit const& proven, Instant valid_until, ProofFacts const& facts,
                           Instant now) {
    if (is_void(facts)) return ProofVerdict::cancelled;
    bool const moved = facts.visit && *facts.visit != proven;
    if (moved || facts.state == State::paid_unplaced) return ProofVerdict::superseded;
    if (facts.state != State::scheduled || now > valid_until) return ProofVerdict::past;
    return ProofVerdict::genuine;
}

}  // namespace mpaspor::application
