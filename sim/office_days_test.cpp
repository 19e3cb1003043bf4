#include "sim/office_days.hpp"

#include "domain/application/lifecycle.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

using namespace mpaspor;
using namespace mpaspor::sim;

namespace {

/// MPASPOR_SEED names one seed to be run alone, MPASPOR_SEEDS how many (./do sim).
std::uint64_t variable(char const* name, std::uint64_t otherwise) {
    char const* const value = std::getenv(name);
    return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

void add(Counts& sum, Counts const& more) {
    for (auto const& [name, count] : more) sum[name] += count;
}

void add(Outcome& sum, Outcome const& more) {
    add(sum.answers, more.answers);
    add(sum.faults, more.faults);
    add(sum.transitions, more.transitions);
    add(sum.edges, more.edges);
    sum.payments += more.payments;
    sum.simulated += more.simulated;
}

std::string lines(std::string_view title, Counts const& counts) {
    std::string text{title};
    for (auto const& [name, count] : counts) text += "\n    " + std::to_string(count) + ' ' + name;
    return text;
}

/// Transitions that belong to what the simulation plays: channel app, up to the visit, by use cases
/// that there are.
std::vector<std::string> expected_transitions() {
    using enum application::State;
    std::vector<std::string> expected;
    for (auto const& row : application::transitions()) {
        using enum application::Event;
        bool const played = row.before_visit && row.on != ended_by_claim &&
                            row.on != applicant_died && row.on != missed && row.on != checked_in &&
                            row.on != reseated_by_choice && row.on != placed && row.on != erased &&
                            row.on != forgotten &&
                            (row.from == draft || row.from == held || row.from == expired ||
                             row.from == awaiting_payment || row.from == scheduled ||
                             row.from == paid_unplaced || row.from == cancelled);
        if (!played) continue;
        expected.push_back(std::string{application::to_text(row.from)} + ' ' +
                           std::string{application::to_text(row.on)} + ' ' +
                           std::string{application::to_text(row.to)});
    }
    return expected;
}

}  // namespace

TEST_CASE("simulation: an office never oversells, strands a place, or loses money or an answer") {
    auto const alone = variable("MPASPOR_SEED", 0);
    auto const first = alone != 0 ? alone : 1;
    auto const seeds = alone != 0 ? 1 : variable("MPASPOR_SEEDS", 200);
    Outcome all;
    auto const begun = std::clock();
    for (auto seed = first; seed < first + seeds; ++seed) {
        CAPTURE(seed);
        auto const run = office_days(seed);
        REQUIRE(run.violation == "");
        add(all, run);
    }
    auto const cpu_ms = 1'000 * (std::clock() - begun) / CLOCKS_PER_SEC;
    auto const days = std::chrono::floor<std::chrono::days>(all.simulated).count();
    auto const expected = expected_transitions();
    auto const seen = std::ranges::count_if(
        expected, [&](auto const& name) { return all.transitions.contains(name); });
    MESSAGE(seeds << " seeds, " << days << " simulated days, " << cpu_ms << " ms of CPU, "
                  << days * 1'000 / std::max<std::int64_t>(cpu_ms, 1) << " days per CPU-second; "
                  << all.payments << " payments; " << seen << " of " << expected.size()
                  << " transitions of the life cycle");
    if (alone != 0 || seeds > 200) {
        for (auto const& name : expected) {
            if (!all.transitions.contains(name)) MESSAGE("never: " << name);
        }
        MESSAGE(lines("faults", all.faults));
        MESSAGE(lines("answers", all.answers));
        MESSAGE(lines("edges", all.edges));
        MESSAGE(lines("transitions", all.transitions));
    }
    if (alone != 0) return;
    // The runs reached the interesting places; otherwise the green above would mean little.
    CHECK(seen * 10 >= static_cast<std::ptrdiff_t>(expected.size()) * 7);
    for (std::string const kind :
         {"answer of commit lost", "answer of statement lost", "connection lost before commit",
          "connection lost before statement", "conflict at commit", "disk broken", "restart",
          "clock jumps", "bank is down", "bank does not answer", "request sent twice",
          "issuing system is down", "issuing system talks nonsense"}) {
        CAPTURE(kind);
        CHECK(all.faults[kind] > 0);
    }
    for (std::string const edge :
         {"deadline of a bill: just before", "deadline of a bill: at",
          "deadline of a bill: just after", "end of a hold: just before", "end of a hold: at",
          "end of a hold: just after", "release: just before", "release: just after",
          "end of H-1 in WIB: just before", "end of H-1 in WIB: at",
          "end of H-1 in WITA: just before", "end of H-1 in WITA: at",
          "end of H-1 in WIT: just before", "end of H-1 in WIT: at",
          "the last place of a slot was taken", "told to wait for the issuing system",
          "billed after waiting for the issuing system"}) {
        CAPTURE(edge);
        CHECK(all.edges[edge] > 0);
    }
}

TEST_CASE("simulation: one seed has one history, another seed another") {
    auto const once = office_days(42);
    CHECK(once.fingerprint == office_days(42).fingerprint);
    CHECK(once.fingerprint != office_days(43).fingerprint);
}

// Negative controls. If one of these stops failing, the checkers have gone blind.
TEST_CASE("simulation: every planted fault is found within twenty seeds") {
    constexpr std::uint64_t kSeedsMax = 20;
    for (std::size_t planted = 1; planted < kPlanted.size(); ++planted) {
        CAPTURE(kPlanted[planted]);
        std::uint64_t seed = 1;
        std::string violation;
        for (; seed <= kSeedsMax && violation.empty(); ++seed) {
            violation = office_days(seed, static_cast<Planted>(planted)).violation;
        }
        CHECK(violation != "");
        if (!violation.empty())
            MESSAGE(kPlanted[planted] << ", seed " << seed - 1 << ": " << violation);
    }
}
