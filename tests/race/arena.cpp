#include "tests/race/arena.hpp"

#include "base/text.hpp"
#include "testing/http_exchange.hpp"
#include "tests/race/stored.hpp"

#include <random>
#include <thread>

namespace mpaspor::race {
namespace {

using namespace std::chrono;

constexpr Tick kWantedForNs = 250'000'000;
constexpr seconds kStep{240};
constexpr milliseconds kStepEvery{120};
constexpr int kStepsPerCut = 4;

/// Posts and notes one operation of the controller.
Result<std::string> post(testing::HttpConnection& to, Notebook& notes, std::string const& request,
                         std::string const& operation, std::string const& path,
                         std::string const& body, Fields asked) {
    notes.note(request, 0, Phase::ask, operation, std::move(asked));
    auto const answer = to.ask(testing::http_request("POST", path, "", body));
    if (!answer || answer->status >= 500) {
        notes.note(request, 0, Phase::unknown, operation);
        return fail(Code::gateway_unavailable, path);
    }
    if (answer->status >= 300) {
        notes.note(request, 0, Phase::refused, operation,
                   {{"code", testing::json_member(answer->body, "code")}});
        return fail(Code::forbidden, path);
    }
    Fields said;
    if (operation == "clock") {
        auto const now = TRY(instant_from_text(testing::json_member(answer->body, "now")));
        said = {{"now", std::to_string(now.time_since_epoch().count())}};
    }
    notes.note(request, 0, Phase::ok, operation, std::move(said));
    return answer->body;
}

Result<void> advance(Arena& arena, Notebook& notes, testing::HttpConnection& to, int number,
                     seconds by) {
    auto const body = TRY(post(to, notes, "clock" + std::to_string(number), "clock", "/demo/clock",
                               R"({"advance_s":)" + std::to_string(by.count()) + '}',
                               {{"by", std::to_string(microseconds{by}.count())}}));
    auto const now = TRY(instant_from_text(testing::json_member(body, "now")));
    arena.clock.show(now);
    return {};
}

void cut(Arena const& arena, Notebook& notes, testing::HttpConnection& to, int number,
         std::uint64_t random) {
    auto const& key = arena.wanted(random);
    auto const capacity =
        std::to_string(static_cast<int>(random % static_cast<unsigned>(arena.capacity)));
    auto const body = R"({"service_point":)" + std::to_string(key.service_point.value) +
                      R"(,"date":")" + date_text(key.date) + R"(","pool":"online","slot":")" +
                      booking::slot_text(key.slot) + R"(","capacity":)" + capacity +
                      R"(,"reason":"race"})";
    // Refused or not, the history says so.
    std::ignore = post(to, notes, "cut" + std::to_string(number), "cut", "/admin/v1/quota/cut",
                       body, {{"row", row_of(key)}, {"capacity", capacity}});
}

}  // namespace

Tick tick() {
    return duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count();
}

booking::SeatKey const& Arena::wanted(std::uint64_t random) const {
    auto const window = static_cast<std::size_t>((tick() - began) / kWantedForNs);
    auto const at = window * wanted_at_once + random % wanted_at_once;
    return seeded.places[at % seeded.places.size()];
}

std::string row_of(booking::SeatKey const& key) {
    return row_name(key.service_point.value, key.date.time_since_epoch().count(), key.slot.count());
}

Result<void> first_look(Arena& arena, Notebook& notes) {
    for (auto const& key : arena.seeded.places) {
        auto const row = row_of(key);
        notes.note("open@" + row, 0, Phase::ask, "open",
                   {{"row", row}, {"capacity", std::to_string(arena.capacity)}});
        notes.note("open@" + row, 0, Phase::ok, "open");
    }
    testing::HttpConnection to{arena.servers[0]};
    return advance(arena, notes, to, 0, seconds{0});
}

void control(Arena& arena, Notebook& notes, std::uint64_t seed, std::atomic<bool> const& stop) {
    std::mt19937_64 random{seed};
    testing::HttpConnection to{arena.servers[0]}, admin{arena.admin};
    for (int step = 1; !stop; ++step) {
        std::this_thread::sleep_for(kStepEvery);
        // A step that fails is in the history as unknown; the next one goes on.
        std::ignore = advance(arena, notes, to, step, kStep);
        if (step % kStepsPerCut == 0) cut(arena, notes, admin, step, random());
    }
}

}  // namespace mpaspor::race
