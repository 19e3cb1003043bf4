#pragma once

#include "sim/bank.hpp"
#include "sim/clients.hpp"
#include "store/applications.hpp"
#include "store/bills.hpp"

#include <optional>
#include <vector>

namespace mpaspor::sim {

/// Applicants and officers: what they do, and when. Most of it lies at an edge: the release, the
/// end of a hold or of a bill, the end of H-1, the last place.
class People {
public:
    struct Parts {
        World& world;
        Random& random;
        Server& server;
        Bank& bank;
        Clients& clients;
    };
    struct Ground {
        std::vector<booking::SeatKey> places;
        Zone zone = Zone::wib;
        Instant release;  ///< Of the last day of `places`.
        Instant until;    ///< Nobody begins anything after it.
    };
    People(Parts const& parts, Ground ground) : parts_(parts), ground_(std::move(ground)) {}

    void add(AccountId account, ApplicationId application);
    /// Everybody begins, some at the release.
    void begin();

private:
    struct Person {
        AccountId account;
        ApplicationId application;
        int moves = 10;
        std::vector<store::Bill> bills = {};
    };
    void step(std::size_t who);
    void later(std::size_t who, Instant::duration from, Instant::duration to);
    void ask(std::size_t who, Verb verb, Instant at, booking::SeatKey const& place = {});
    void look_for_place(std::size_t who);
    /// Stage 1 is saved once more, and the issuing system asked anew (D10).
    void verify(std::size_t who);
    void decide_on_hold(std::size_t who, Instant expires, std::optional<Instant> word_until);
    void decide_on_bill(std::size_t who, store::Bill const& bill);
    void decide_on_visit(std::size_t who, store::Application const& application);
    void pay_old_bill(std::size_t who);
    void pay(store::Bill const& bill, Rupiah more, Instant at);
    void office_acts();
    void office_grants(ApplicationId application);
    booking::SeatKey any_place();

    Parts parts_;
    Ground ground_;
    std::vector<Person> people_;
    std::int64_t last_bill_ = 0;
};

}  // namespace mpaspor::sim
