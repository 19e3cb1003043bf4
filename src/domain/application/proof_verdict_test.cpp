#include "domain/application/proof_verdict.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace mpaspor::application;
using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

ProvenVisit const kVisit{
    .service_point = {17}, .date = local_days{2026y / December / 10}, .slot = 9h};
Instant const kEnd = instant_in(Zone::wib, kVisit.date + days{1}, 0min) - 1s;

ProofVerdict at(Instant now, State state, std::optional<ProvenVisit> visit = kVisit) {
    return proof_verdict(kVisit, kEnd, {.state = state, .settled = true, .visit = visit}, now);
}

ProvenVisit moved_by(days later) {
    auto visit = kVisit;
    visit.date += later;
    return visit;
}

}  // namespace

TEST_CASE("proof verdict: 002-S9: in force until the last second of its day, and not after") {
    CHECK(at(kEnd, State::scheduled) == ProofVerdict::genuine);
    CHECK(at(kEnd + 1us, State::scheduled) == ProofVerdict::past);
}

TEST_CASE("proof verdict: 002-F4: once the visit was moved it is superseded, also afterwards") {
    auto slot = kVisit;
    slot.slot += 60min;
    auto point = kVisit;
    point.service_point.value += 1;
    for (auto const& visit : {moved_by(days{1}), moved_by(days{-1}), slot, point}) {
        CHECK(at(kEnd - 1h, State::scheduled, visit) == ProofVerdict::superseded);
        CHECK(at(kEnd + 24h, State::checked_in, visit) == ProofVerdict::superseded);
    }
    CHECK(at(kEnd, State::paid_unplaced, std::nullopt) == ProofVerdict::superseded);
}

TEST_CASE("proof verdict: whoever has come, or missed the day, has used it") {
    for (auto const state : {State::checked_in, State::interview, State::ready, State::no_show}) {
        CHECK(at(kEnd - 1h, state) == ProofVerdict::past);
    }
    CHECK(at(kEnd, State::handed_over, std::nullopt) == ProofVerdict::past);
    CHECK(at(kEnd, State::no_show_final, std::nullopt) == ProofVerdict::past);
}

TEST_CASE("proof verdict: what is not booked any more is cancelled, whenever it is shown") {
    for (auto const state : {State::draft, State::held, State::awaiting_payment, State::expired,
                             State::cancelled, State::refused, State::issued_cancelled}) {
        CHECK(at(kEnd - 1h, state, std::nullopt) == ProofVerdict::cancelled);
        CHECK(at(kEnd + 1h, state) == ProofVerdict::cancelled);
    }
    ProofFacts const unsettled{.state = State::scheduled, .settled = false, .visit = kVisit};
    CHECK(proof_verdict(kVisit, kEnd, unsettled, kEnd) == ProofVerdict::cancelled);
}

TEST_CASE("proof verdict: no state of the books makes a signed proof forged, nor an old one new") {
    for (auto const& [state, name] : kStates) {
        CAPTURE(name);
        CHECK(at(kEnd, state) != ProofVerdict::forged);
        CHECK(at(kEnd + 1s, state) != ProofVerdict::genuine);
        CHECK((at(kEnd, state) == ProofVerdict::genuine) == (state == State::scheduled));
    }
}
