#include "app/queues.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>
#include <string>

using namespace mpaspor;
using app::Queues;
using app::Urgency;

namespace {

app::TaskPtr task(Urgency urgency) {
    return std::make_unique<app::TaskOf<void>>(
        app::Work<void>{.context = {}, .use_case = {}, .answer = {}, .urgency = urgency});
}

void fill(Queues& queues, Urgency urgency, int count) {
    for (int i = 0; i < count; ++i) REQUIRE(!queues.push(task(urgency)));
}

/// A batch in letters: "+" settlement, "s" seat, "." save.
std::string taken(Queues& queues, std::size_t most) {
    std::string text;
    for (auto const& each : queues.take(most)) text += "+s."[std::to_underlying(each->urgency())];
    return text;
}

}  // namespace

TEST_CASE("queues: each takes as many as it has room for and gives the next one back") {
    Queues queues{{1, 2, 3}};
    fill(queues, Urgency::save, 3);
    CHECK(queues.push(task(Urgency::save)));
    fill(queues, Urgency::seat, 2);
    CHECK(queues.push(task(Urgency::seat)));
    fill(queues, Urgency::settlement, 1);  // Its room is not for others to take.
    CHECK(queues.push(task(Urgency::settlement)));
    CHECK(queues.waiting() == Queues::Counts{1, 2, 3});
    CHECK(queues.take_all().size() == 6);
    CHECK(queues.empty());
}

TEST_CASE("queues: a batch takes the most urgent first, each kind in the order it came") {
    Queues queues{{9, 9, 9}};
    fill(queues, Urgency::save, 2);
    auto first = task(Urgency::seat);
    auto second = task(Urgency::seat);
    auto const* const first_seen = first.get();
    auto const* const second_seen = second.get();
    CHECK(!queues.push(std::move(first)));
    CHECK(!queues.push(std::move(second)));
    fill(queues, Urgency::settlement, 1);
    auto const batch = queues.take(4);
    REQUIRE(batch.size() == 4);
    CHECK(batch[0]->urgency() == Urgency::settlement);
    CHECK(batch[1].get() == first_seen);
    CHECK(batch[2].get() == second_seen);
    CHECK(batch[3]->urgency() == Urgency::save);
    CHECK(taken(queues, 4) == ".");
    CHECK(taken(queues, 4).empty());
}

TEST_CASE("queues: what was passed over four times gets an eighth of each batch, and no more") {
    Queues queues{{99, 999, 99}};
    fill(queues, Urgency::save, 5);
    fill(queues, Urgency::seat, 999);
    for (int i = 0; i < 4; ++i) CHECK(taken(queues, 16) == std::string(16, 's'));
    CHECK(taken(queues, 16) == std::string(14, 's') + "..");
    fill(queues, Urgency::settlement, 16);  // New ones do not make the old ones wait again.
    CHECK(taken(queues, 16) == std::string(12, '+') + "ss..");
    CHECK(taken(queues, 16) == "++++" + std::string(11, 's') + ".");
}

TEST_CASE("queues: even the smallest batch lets an old one in") {
    Queues queues{{9, 99, 9}};
    fill(queues, Urgency::save, 1);
    fill(queues, Urgency::seat, 20);
    for (int i = 0; i < 4; ++i) CHECK(taken(queues, 2) == "ss");
    CHECK(taken(queues, 2) == "s.");
}

// Goal: no queue starves, whatever arrives. Method: any arrivals in any order; a queue that is not
// empty moves within kPatience + 1 batches, and a batch is never smaller than it could be.
TEST_CASE("queues: every queue moves within five batches, and no place of a batch stays empty") {
    CHECK(
        rc::check("whatever arrives", [](std::vector<std::array<std::uint8_t, 3>> const& arrivals) {
            constexpr std::size_t kMost = Queues::kShareOf;
            Queues queues{{300, 300, 300}};
            std::array<std::uint64_t, 3> passed_over{};
            for (auto const& arrived : arrivals) {
                for (std::size_t i = 0; i < 3; ++i) {
                    for (int n = 0; n < arrived[i] % 16; ++n) {
                        std::ignore = queues.push(task(static_cast<Urgency>(i)));
                    }
                }
                auto const before = queues.waiting();
                auto const batch = queues.take(kMost);
                RC_ASSERT(batch.size() == std::min(kMost, before[0] + before[1] + before[2]));
                auto const after = queues.waiting();
                for (std::size_t i = 0; i < 3; ++i) {
                    bool const moved = before[i] == 0 || after[i] < before[i];
                    passed_over[i] = moved ? 0 : passed_over[i] + 1;
                    RC_ASSERT(passed_over[i] <= Queues::kPatience);
                }
            }
        }));
}
