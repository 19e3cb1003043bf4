#pragma once
/// What all clients of a race share.

#include "domain/application/number.hpp"
#include "domain/booking/seat.hpp"
#include "outside/bank_files.hpp"
#include "testing/seeded.hpp"
#include "tests/race/history.hpp"

#include <atomic>
#include <chrono>
#include <string>
#include <vector>

namespace mpaspor::race {

/// Nanoseconds of the monotonic clock.
Tick tick();

/// The service's clock as clients see it: the controller says what it showed and when.
class SeenClock {
public:
    void show(Instant now) { offset_us_ = now.time_since_epoch().count() - tick() / 1000; }
    Instant now() const { return Instant{std::chrono::microseconds{offset_us_ + tick() / 1000}}; }

private:
    std::atomic<std::int64_t> offset_us_ = 0;
};

struct Arena {
    std::vector<std::string> servers;  ///< "127.0.0.1:PORT".
    std::string admin;                 ///< Socket of the first server.
    testing::Seeded seeded;
    int capacity = 0;
    application::Numbers numbers;
    SecretKey service_key;  ///< For the CSRF token that follows from a session.
    std::string bank_folder;
    std::string partner_service_id;  ///< Padded, of our virtual accounts.
    std::size_t wanted_at_once = 4;
    int rivals_percent = 0;  ///< How often a hold is submitted and released at once.
    SeenClock clock = {};
    Tick began = tick();

    /// The few places that everybody wants now: they change as time goes by, since the paid stay.
    booking::SeatKey const& wanted(std::uint64_t random) const;
};
std::string row_of(booking::SeatKey const& key);

/// One client's part of the history. One thread.
class Notebook {
public:
    explicit Notebook(int client) : client_(client) {}
    void note(std::string const& request, int attempt, Phase phase, std::string operation,
              Fields fields = {}) {
        lines_.push_back(
            {tick(), client_, request, attempt, phase, std::move(operation), std::move(fields)});
    }
    std::vector<Line> const& lines() const { return lines_; }

private:
    int client_;
    std::vector<Line> lines_;
};

/// Moves the service's clock and cuts days, until it is told to stop.
void control(Arena& arena, Notebook& notes, std::uint64_t seed, std::atomic<bool> const& stop);
/// The first look at the clock, before the clients begin.
Result<void> first_look(Arena& arena, Notebook& notes);

}  // namespace mpaspor::race
