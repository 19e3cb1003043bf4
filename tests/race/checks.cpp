#include "tests/race/checks.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace mpaspor::race {
namespace {

using AppRow = std::pair<std::string, std::string>;

struct Takings {
    int acked = 0, attempted = 0;
};

std::map<AppRow, Takings> takings_of(std::span<Operation const> history) {
    std::map<AppRow, Takings> takings;
    for (Operation const& operation : history) {
        bool const takes = operation.name == "hold" || operation.name == "reschedule";
        bool const may_take = takes || operation.name == "pay";
        if (!may_take || !operation.possible()) continue;
        auto& known = takings[{operation.value("app"), operation.value("row")}];
        known.attempted += 1;
        known.acked += takes && operation.acked() ? 1 : 0;
    }
    return takings;
}

void judge_takings(std::span<Operation const> history, Stored const& stored, Findings& findings) {
    auto const takings = takings_of(history);
    for (auto const& [key, known] : takings) {
        auto const found = stored.takings.find(key);
        auto const present = found == stored.takings.end() ? 0 : found->second;
        auto const what = "application " + key.first + " in " + key.second + ": ";
        if (present < known.acked) {
            findings.push_back({"SET", what + "acknowledged and not stored"});
        }
        if (present > known.attempted) {
            findings.push_back({"SET", what + "stored more often than asked for"});
        }
    }
    for (auto const& [key, present] : stored.takings) {
        if (takings.contains(key)) continue;
        findings.push_back({"SET", key.first + " in " + key.second + ": stored, not asked for"});
    }
}

/// Who is in a place at the end.
void judge_places(std::span<Operation const> history, Stored const& stored, Findings& findings) {
    std::map<std::string, std::string> places;
    std::map<std::string, std::int64_t> counts;
    for (StoredVisit const& visit : stored.live) {
        places[visit.application] = visit.row;
        if (!visit.row.empty()) ++counts[visit.row];
    }
    for (Stay const& stay : stays(history)) {
        bool const still_there = stay.has_begun != kNever && stay.may_end == kNever;
        if (!still_there || places[stay.application] == stay.row) continue;
        findings.push_back(
            {"SET", "application " + stay.application + " has lost its place in " + stay.row});
    }
    for (auto const& [row, seat] : stored.seats) {
        if (seat.taken == counts[row] && seat.taken <= seat.capacity + seat.granted) continue;
        findings.push_back({"SET", row + ": counts " + std::to_string(seat.taken) + " of " +
                                       std::to_string(seat.capacity) + ", holds " +
                                       std::to_string(counts[row])});
    }
}

/// A number is one taking's, and the counter has seen them all.
void judge_sequences(std::span<Operation const> history, Stored const& stored, Findings& findings) {
    std::map<std::pair<std::string, std::int64_t>, std::string> owners;
    auto const give = [&](std::string const& row, std::int64_t sequence, std::string const& to) {
        auto const [known, fresh] = owners.emplace(std::pair{row, sequence}, to);
        if (!fresh && known->second != to) {
            findings.push_back({"SET", row + ": number " + std::to_string(sequence) + " twice"});
        }
    };
    for (Operation const& operation : history) {
        auto const* const ack = operation.acked();
        if (ack == nullptr || !ack->fields.contains("sequence")) continue;
        give(operation.value("row"), number_in(ack->fields, "sequence"), operation.value("app"));
    }
    for (StoredVisit const& visit : stored.live) {
        if (!visit.row.empty()) give(visit.row, visit.sequence, visit.application);
    }
}

// What an application can be in, as its owner knows it.
enum class Place : std::uint8_t { draft, held, billed, scheduled, cancelled };
struct Life {
    Place place = Place::draft;
    bool billed_before = false, moved = false;
    friend auto operator<=>(Life const&, Life const&) = default;
};

/// What comes of an operation, or nothing when it cannot succeed.
std::optional<Life> after(Life life, std::string_view operation) {
    using enum Place;
    auto const went = [&](bool allowed, Place to) -> std::optional<Life> {
        if (!allowed) return std::nullopt;
        life.place = to;
        return life;
    };
    if (operation == "hold") return went(life.place == draft, held);
    if (operation == "release") return went(life.place == held, draft);
    if (operation == "cancel") return went(life.place <= billed, cancelled);
    if (operation == "pay") return went(life.billed_before && life.place != scheduled, scheduled);
    if (operation == "submit") {
        life.billed_before = true;
        return went(life.place == held, billed);
    }
    if (operation == "reschedule") {
        bool const first = !std::exchange(life.moved, true);
        return went(first && life.place == scheduled, scheduled);
    }
    return std::nullopt;
}

/// A life, and which of the operations under way it has behind it.
using Possible = std::pair<Life, std::set<Operation const*>>;

/// Adds everything that the operations under way, and time, can make of what is possible.
void let_happen(std::set<Possible>& possible, std::set<Operation const*> const& under_way) {
    std::vector<Possible> open{possible.begin(), possible.end()};
    auto const add = [&](Possible next) {
        auto const [at, fresh] = possible.insert(std::move(next));
        if (fresh) open.push_back(*at);
    };
    while (!open.empty()) {
        auto const [life, done] = open.back();
        open.pop_back();
        if (life.place == Place::held || life.place == Place::billed) {
            auto ran_out = life;
            ran_out.place = Place::draft;
            add({ran_out, done});
        }
        for (Operation const* operation : under_way) {
            if (done.contains(operation)) continue;
            auto const next = after(life, operation->name);
            if (!next) continue;
            auto more = done;
            more.insert(operation);
            add({*next, std::move(more)});
        }
    }
}

/// Wing and Gong's search, one moment after another: at each acknowledgement only those pasts stay
/// in which the operation has happened. Returns the request that no past explains.
std::optional<std::string> contradiction(std::vector<Operation const*> const& life) {
    struct Moment {
        Tick at;
        bool answer;
        Operation const* operation;
    };
    std::vector<Moment> moments;
    for (Operation const* operation : life) {
        moments.push_back({operation->invoked(), false, operation});
        auto const* const ack = operation->acked();
        if (ack) moments.push_back({ack->ended, true, operation});
    }
    std::ranges::stable_sort(moments, {}, &Moment::at);
    std::set<Possible> possible{{Life{}, {}}};
    std::set<Operation const*> under_way;
    for (auto const& [at, answer, operation] : moments) {
        if (!answer) {
            under_way.insert(operation);
            continue;
        }
        let_happen(possible, under_way);
        std::set<Possible> left;
        for (auto const& [state, done] : possible) {
            if (!done.contains(operation)) continue;
            auto rest = done;
            rest.erase(operation);
            left.emplace(state, std::move(rest));
        }
        if (left.empty()) return operation->request;
        possible = std::move(left);
        under_way.erase(operation);
    }
    return std::nullopt;
}

void judge_payment(Operation const& operation, Stored const& stored, Findings& findings) {
    auto const found = stored.payments.find(operation.request);
    bool const present = found != stored.payments.end();
    if (operation.acked() && !present) {
        findings.push_back({"LEDGER", operation.request + ": acknowledged, has no outcome"});
    }
    if (!present) return;
    auto const& payment = found->second;
    if (!operation.possible()) {
        findings.push_back({"LEDGER", operation.request + ": refused, and booked"});
    }
    bool const late = operation.number("bank_time") > operation.number("deadline");
    if (payment.outcome == "applied" && late) {
        findings.push_back({"LEDGER", operation.request + ": late, and applied"});
    }
    if (payment.balance != 0 || payment.received != payment.amount) {
        findings.push_back({"LEDGER", operation.request + ": its entries do not add up"});
    }
}

}  // namespace

std::vector<Operation> settled(std::span<Operation const> history, Stored const& stored) {
    auto const takings = takings_of(history);
    std::vector<Operation> settled{history.begin(), history.end()};
    for (Operation& operation : settled) {
        bool const takes = operation.name == "hold" || operation.name == "reschedule";
        if (!takes || operation.acked() || !operation.possible()) continue;
        AppRow const key{operation.value("app"), operation.value("row")};
        auto const found = stored.takings.find(key);
        auto const present = found == stored.takings.end() ? 0 : found->second;
        if (present > takings.at(key).acked) continue;
        for (Attempt& attempt : operation.attempts) attempt.phase = Phase::refused;
    }
    return settled;
}

Findings check_set(std::span<Operation const> history, Stored const& stored) {
    Findings findings;
    judge_takings(history, stored, findings);
    judge_places(history, stored, findings);
    judge_sequences(history, stored, findings);
    return findings;
}

Findings check_keys(std::span<Operation const> history) {
    Findings findings;
    for (Operation const& operation : history) {
        auto const* const ack = operation.acked();
        if (ack == nullptr) continue;
        auto const answer = ack->fields.find("answer");
        if (answer == ack->fields.end()) continue;
        for (Attempt const& attempt : operation.attempts) {
            bool const later = attempt.asked >= ack->ended;
            if (attempt.phase == Phase::refused && later) {
                findings.push_back({"KEYS", operation.request + ": a repeat was refused"});
            }
            if (attempt.phase != Phase::ok) continue;
            auto const again = attempt.fields.find("answer");
            if (again != attempt.fields.end() && again->second == answer->second) continue;
            findings.push_back({"KEYS", operation.request + ": two answers"});
        }
    }
    return findings;
}

Findings check_order(std::span<Operation const> history) {
    std::map<std::string, std::vector<Operation const*>> lives;
    for (Operation const& operation : history) {
        auto const& application = operation.value("app");
        if (application.empty() || !operation.possible()) continue;
        lives[application].push_back(&operation);
    }
    Findings findings;
    for (auto const& [application, life] : lives) {
        auto const at = contradiction(life);
        if (!at) continue;
        findings.push_back({"ORDER", "application " + application + ": " + *at + " cannot be"});
    }
    return findings;
}

Findings check_ledger(std::span<Operation const> history, Stored const& stored) {
    Findings findings;
    std::set<std::string> told;
    for (Operation const& operation : history) {
        if (operation.name != "pay") continue;
        told.insert(operation.request);
        judge_payment(operation, stored, findings);
    }
    std::map<std::string, int> applied;
    for (auto const& [reference, payment] : stored.payments) {
        if (!told.contains(reference)) findings.push_back({"LEDGER", reference + ": never told"});
        if (payment.outcome != "applied" || ++applied[payment.application] < 2) continue;
        findings.push_back({"LEDGER", "application " + payment.application + ": paid for twice"});
    }
    return findings;
}

Findings check_nik(std::span<Operation const> history, Stored const& stored) {
    Findings findings;
    std::map<std::string, std::string> live;
    for (StoredVisit const& visit : stored.live) {
        auto const [known, fresh] = live.emplace(visit.person, visit.application);
        if (fresh) continue;
        findings.push_back({"NIK", known->second + " and " + visit.application + ": one person"});
    }
    std::map<std::string, std::vector<Stay>> persons;
    for (Stay& stay : stays(history)) {
        if (stay.certain() && !stay.person.empty()) persons[stay.person].push_back(stay);
    }
    for (auto const& [person, their] : persons) {
        for (std::size_t i = 0; i < their.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                auto const &a = their[i], &b = their[j];
                bool const meet = a.has_begun < b.may_end && b.has_begun < a.may_end;
                if (!meet || a.application == b.application) continue;
                findings.push_back({"NIK", a.application + " and " + b.application + " at once"});
            }
        }
    }
    return findings;
}

Findings check_all(std::span<Operation const> history, Stored const& stored) {
    Findings all;
    for (auto const& findings :
         {check_bounds(settled(history, stored)), check_set(history, stored), check_keys(history),
          check_order(history), check_ledger(history, stored), check_nik(history, stored)}) {
        all.insert(all.end(), findings.begin(), findings.end());
    }
    return all;
}

}  // namespace mpaspor::race
