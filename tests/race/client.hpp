#pragma once

#include "snap/client.hpp"
#include "testing/http_exchange.hpp"
#include "tests/race/arena.hpp"

#include <array>
#include <chrono>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::race {

/// One applicant with many applications, who wants what everybody wants, presses twice, hangs up
/// before the answer and comes back with the same key. One thread.
class Client {
public:
    Client(Arena const& arena, int number, testing::Applicant const& applicant, std::uint64_t seed);

    void play(std::chrono::steady_clock::time_point until);
    std::vector<Line> const& lines() const { return notes_.lines(); }

private:
    enum class Stand : std::uint8_t { draft, held, billed, scheduled, over };
    struct Case {
        ApplicationId id;
        std::string number, person;
        Stand stand = Stand::draft;
        booking::SeatKey place = {};
        std::string billing_code = {};
        std::int64_t amount = 0;
        Instant deadline = {};
    };
    /// One request: what the history and what the service is told. Sent again with the same key.
    struct Errand {
        std::string operation, key, http;
        Fields asked;
        int attempts = 0;
    };
    struct Outcome {
        Phase phase = Phase::unknown;
        std::string code = {}, body = {};
    };

    bool chance(int percent) { return static_cast<int>(random_() % 100) < percent; }
    Case& some_case();
    void step(Case& c);
    void step_held(Case& c);
    void step_billed(Case& c);
    void hold(Case& c);
    void submit(Case& c);
    void leave(Case& c, std::string_view operation);
    void submit_and_release(Case& c);
    void pay(Case& c);
    void reschedule(Case& c);
    void look(Case& c);
    void take_bill(Case& c, std::string const& body);

    Errand errand(Case const& c, std::string_view operation, std::string_view method,
                  std::string_view path, std::string_view body, Fields asked = {});
    Outcome outcome_of(Errand const& errand, int attempt, Result<testing::HttpAnswer> answer);
    Outcome send(Errand& errand, std::size_t server);
    void hang_up(Errand& errand, std::size_t server);
    std::array<Outcome, 2> send_both(Errand& first, Errand& second);
    Outcome run(Errand& errand);
    Outcome tell_payment(Errand& errand);

    Arena const& arena_;
    Notebook notes_;
    std::mt19937_64 random_;
    std::string session_;  ///< Header fields.
    std::array<testing::HttpConnection, 2> connections_;
    snap::Client bank_;
    std::int64_t external_id_;
    std::vector<Case> unused_, active_, forgotten_;
};

}  // namespace mpaspor::race
