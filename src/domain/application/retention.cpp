#include "domain/application/retention.hpp"

namespace mpaspor::application {

std::optional<Instant> kept_until(RetentionFacts const& facts, RetentionPolicy const& policy) {
    bool const ended_unpaid = facts.state == State::cancelled || is_warned_of(facts.state);
    if (!ended_unpaid || facts.had_money || facts.open_request) return std::nullopt;
    auto const period = facts.had_bill ? policy.unpaid : policy.unfinished;
    if (period == std::chrono::days{0}) return std::nullopt;
    return facts.touched + period;
}

bool is_warned_of(State state) {
    return state == State::draft || state == State::expired;
}

}  // namespace mpaspor::application
