#include "tests/race/checks.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace mpaspor;
using namespace mpaspor::race;

namespace {

using Texts = std::vector<std::string>;

/// What happens one thing after another: each asked and answered in a tick of its own.
struct Story {
    Texts lines{"0 0 open/0 ask open row=r capacity=1", "1 0 open/0 ok open",
                "2 0 clock/0 ask clock by=0", "3 0 clock/0 ok clock now=0"};
    int at = 10, next = 0;

    Story& tell(std::string const& what, std::string const& answer) {
        auto const request = 'q' + std::to_string(next++) + "/0";
        ask(request, what);
        return hear(request, what, answer);
    }
    Story& ask(std::string const& request, std::string const& what) {
        lines.push_back(std::to_string(at++) + " 1 " + request + " ask " + what);
        return *this;
    }
    Story& hear(std::string const& request, std::string const& what, std::string const& answer) {
        auto const space = answer.find(' ');
        auto const name = what.substr(0, what.find(' '));
        lines.push_back(std::to_string(at++) + " 1 " + request + ' ' + answer.substr(0, space) +
                        ' ' + name + (space == std::string::npos ? "" : answer.substr(space)));
        return *this;
    }
    Story& hold(std::string const& app, std::string const& answer = "ok expires=900000000") {
        return tell("hold app=" + app + " person=p" + app + " row=r", answer);
    }
    std::vector<Operation> history() const {
        std::vector<Line> parsed;
        for (auto const& line : lines) parsed.push_back(parse_line(line).value());
        return operations(parsed).value();
    }
};

constexpr char kFull[] = "refused code=SLOT_FULL";

/// Application 1 holds the only place with number 5.
Stored one_place() {
    Stored stored;
    stored.live.push_back(
        {.application = "1", .person = "aa", .state = "held", .row = "r", .sequence = 5});
    stored.seats["r"] = {.capacity = 1, .taken = 1, .sequence = 1};
    stored.takings[{"1", "r"}] = 1;
    return stored;
}

Story billed() {
    return Story{}.hold("1").tell("submit app=1", "ok deadline=1000000000");
}
std::string payment(std::string const& bank_time) {
    return "pay app=1 row=r amount=950000 deadline=1000 bank_time=" + bank_time;
}
Stored paid(std::string const& outcome = "applied") {
    Stored stored;
    stored.payments["q2"] = {.application = "1",
                             .outcome = outcome,
                             .amount = 950'000,
                             .bank_time = 900,
                             .balance = 0,
                             .received = 950'000};
    return stored;
}

}  // namespace

TEST_CASE("BOUNDS: holding, releasing and holding again is in order") {
    auto story = Story{}.hold("1").hold("2", kFull).tell("release app=1", "ok").hold("2");
    CHECK(check_bounds(story.history()).empty());
}

TEST_CASE("BOUNDS: two in one place are found") {
    CHECK(!check_bounds(Story{}.hold("1").hold("2").history()).empty());
}

TEST_CASE("BOUNDS: somebody told full where nobody can be is found") {
    CHECK(check_bounds(Story{}.hold("1", kFull).history()).size() == 1);
    auto story = Story{}.hold("1").tell("release app=1", "ok").hold("2", kFull);
    CHECK(check_bounds(story.history()).size() == 1);
}

TEST_CASE("BOUNDS: full is believed while somebody may be there") {
    auto story = Story{}.ask("lost/0", "hold app=1 row=r").hold("2", kFull);
    CHECK(check_bounds(story.history()).empty());
}

TEST_CASE("BOUNDS: what nobody heard of and nothing stored shows did not happen") {
    auto const history = Story{}.ask("lost/0", "hold app=1 row=r").hold("2", kFull).history();
    CHECK(check_bounds(settled(history, {})).size() == 1);
    CHECK(check_bounds(settled(history, one_place())).empty());
}

TEST_CASE("BOUNDS: a hold may have run out as soon as the clock may have reached its end") {
    auto early = Story{}.hold("1").hold("2");
    early.lines[3] = "3 0 clock/0 ok clock now=800000000";
    CHECK(!check_bounds(early.history()).empty());
    auto late = Story{}.hold("1").tell("clock by=900000000", "ok now=900000001").hold("2");
    CHECK(check_bounds(late.history()).empty());
}

TEST_CASE("BOUNDS: after a cut nobody takes a place that is no more, and who has one keeps it") {
    auto story = Story{}.hold("1").tell("cut row=r capacity=0", "ok");
    CHECK(check_bounds(story.history()).empty());
    auto taken = story;
    taken.tell("release app=1", "ok").hold("2");
    CHECK(check_bounds(taken.history()).size() == 1);
    story.tell("release app=1", "ok").hold("2", kFull);
    CHECK(check_bounds(story.history()).empty());
}

TEST_CASE("SET: what was acknowledged is stored, and nothing else") {
    auto const history = Story{}.hold("1", "ok expires=9 sequence=5").history();
    CHECK(check_set(history, one_place()).empty());
    Stored lost = one_place();
    lost.takings.clear();
    CHECK(check_set(history, lost).size() == 1);
    Stored twice = one_place();
    twice.takings[{"1", "r"}] = 2;
    CHECK(check_set(history, twice).size() == 1);
    Stored stranger = one_place();
    stranger.takings[{"2", "r"}] = 1;
    CHECK(check_set(history, stranger).size() == 1);
}

TEST_CASE("SET: a counter that holds more or fewer than there are is found") {
    auto const history = Story{}.hold("1", "ok expires=9 sequence=5").history();
    Stored stored = one_place();
    stored.seats["r"].taken = 0;
    CHECK(check_set(history, stored).size() == 1);
    stored.seats["r"] = {.capacity = 0, .taken = 1};
    CHECK(check_set(history, stored).size() == 1);
}

TEST_CASE("SET: a number that was given twice is found") {
    auto story = Story{}.hold("1", "ok expires=9 sequence=5").tell("release app=1", "ok");
    story.hold("2", "ok expires=9 sequence=5");
    Stored stored;
    stored.takings = {{{"1", "r"}, 1}, {{"2", "r"}, 1}};
    CHECK(check_set(story.history(), stored).size() == 1);
}

TEST_CASE("SET: somebody who has paid and lost the place is found") {
    auto story = billed().tell(payment("900"), "ok");
    Stored stored = one_place();
    CHECK(check_set(story.history(), stored).empty());
    stored.live.clear();
    stored.seats["r"].taken = 0;
    CHECK(!check_set(story.history(), stored).empty());
}

TEST_CASE("KEYS: a repeat that is refused, or answered otherwise, is found") {
    auto const what = std::string{"hold app=1 row=r"};
    auto first = Story{}.ask("k/0", what).hear("k/0", what, "ok answer=a").ask("k/1", what);
    CHECK(check_keys(Story{first}.hear("k/1", what, "ok answer=a").history()).empty());
    CHECK(check_keys(Story{first}.hear("k/1", what, "ok answer=b").history()).size() == 1);
    CHECK(check_keys(Story{first}.hear("k/1", what, "refused code=X").history()).size() == 1);
    // Two at once: the one that came first may have been refused.
    auto at_once = Story{}.ask("k/0", what).ask("k/1", what);
    at_once.hear("k/0", what, "ok answer=a").hear("k/1", what, "refused code=X");
    CHECK(check_keys(at_once.history()).empty());
}

TEST_CASE("ORDER: a life that goes through its stages is in order") {
    auto story = billed().tell(payment("900"), "ok").tell("reschedule app=1 row=s", "ok");
    CHECK(check_order(story.history()).empty());
    CHECK(check_order(Story{}.hold("1").hold("1").history()).empty());  // The first ran out.
}

TEST_CASE("ORDER: both of two that exclude each other are found, in whatever order they came") {
    auto both = Story{}.hold("1").ask("s/0", "submit app=1").ask("d/0", "release app=1");
    auto one = both;
    CHECK(check_order(one.hear("d/0", "release", "ok").history()).empty());
    one.hear("s/0", "submit", "refused code=NOT_ALLOWED_IN_STATE");
    CHECK(check_order(one.history()).empty());
    both.hear("s/0", "submit", "ok").hear("d/0", "release", "ok");
    CHECK(check_order(both.history()).size() == 1);
}

TEST_CASE("ORDER: what nobody heard of may have happened") {
    auto story = Story{}.hold("1").ask("s/0", "submit app=1").tell(payment("900"), "ok");
    CHECK(check_order(story.history()).empty());
    CHECK(check_order(Story{}.hold("1").tell(payment("900"), "ok").history()).size() == 1);
}

TEST_CASE("ORDER: a visit is moved once") {
    auto story = billed().tell(payment("900"), "ok").tell("reschedule app=1 row=s", "ok");
    story.tell("reschedule app=1 row=t", "ok");
    CHECK(check_order(story.history()).size() == 1);
}

TEST_CASE("LEDGER: a payment has the outcome that was told") {
    auto const history = billed().tell(payment("900"), "ok").history();
    CHECK(check_ledger(history, paid()).empty());
    CHECK(check_ledger(history, {}).size() == 1);
}

TEST_CASE("LEDGER: money that nobody sent, or that was refused, is found") {
    CHECK(check_ledger(billed().history(), paid()).size() == 1);
    auto const refused = billed().tell(payment("900"), "refused code=4042519").history();
    CHECK(check_ledger(refused, {}).empty());
    CHECK(check_ledger(refused, paid()).size() == 1);
}

TEST_CASE("LEDGER: a payment after the deadline that was applied is found") {
    CHECK(check_ledger(billed().tell(payment("1000"), "ok").history(), paid()).empty());
    CHECK(check_ledger(billed().tell(payment("1001"), "ok").history(), paid()).size() == 1);
}

TEST_CASE("LEDGER: entries that do not add up, and a second payment applied, are found") {
    auto const history = billed().tell(payment("900"), "ok").tell(payment("901"), "ok").history();
    Stored stored = paid();
    stored.payments["q2"].balance = 1;
    stored.payments["q3"] = paid("refund_due").payments["q2"];
    CHECK(check_ledger(history, stored).size() == 1);
    stored = paid();
    stored.payments["q3"] = stored.payments["q2"];
    CHECK(check_ledger(history, stored).size() == 1);
}

TEST_CASE("NIK: two live applications of one person are found, stored or seen") {
    auto const hold = [](std::string const& app) { return "hold person=p row=r app=" + app; };
    Stored stored = one_place();
    auto story = Story{}.tell(hold("1"), "ok expires=900000000");
    CHECK(check_nik(story.history(), stored).empty());
    stored.live.push_back(stored.live[0]);
    stored.live[1].application = "2";
    CHECK(check_nik(story.history(), stored).size() == 1);
    story.tell(hold("2"), "ok expires=900000000");
    CHECK(check_nik(story.history(), {}).size() == 1);
}

TEST_CASE("NIK: one after the other is in order") {
    auto const hold = [](std::string const& app) { return "hold person=p row=r app=" + app; };
    auto story = Story{}.tell(hold("1"), "ok expires=900000000").tell("release app=1", "ok");
    CHECK(check_nik(story.tell(hold("2"), "ok expires=900000000").history(), {}).empty());
}

TEST_CASE("overlap: holds of one row at once are counted") {
    auto alone = Story{}.hold("1").hold("2", kFull);
    CHECK(overlap(alone.history()).share() == 0);
    auto story = Story{}.ask("a/0", "hold row=r").ask("b/0", "hold row=r").ask("c/0", "hold row=s");
    story.hear("a/0", "hold", "ok").hear("b/0", "hold", "ok").hear("c/0", "hold", "ok");
    CHECK(overlap(story.history()).holds == 3);
    CHECK(overlap(story.history()).contended == 2);
}
