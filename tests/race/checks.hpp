#pragma once
/// The judges of a race. Each reads the history, or the history and what is stored, and returns
/// what it found: nothing, when the promise was kept. None believes the service about anything
/// but what it told its clients.

#include "tests/race/history.hpp"
#include "tests/race/stored.hpp"

#include <string>
#include <vector>

namespace mpaspor::race {

struct Finding {
    std::string check, text;
};
using Findings = std::vector<Finding>;

/// BOUNDS, by row. Fewer have certainly a place than there are places (and persons with a right to
/// one, D3); nobody takes a place while certainly none is free; nobody is told `full` while
/// certainly one is free, all the time that the answer took.
Findings check_bounds(std::span<Operation const> history);

/// Once the servers have stopped, what nobody acknowledged and nothing stored shows has not
/// happened: such a request counts as refused. For BOUNDS alone, which is the sharper for it.
std::vector<Operation> settled(std::span<Operation const> history, Stored const& stored);

/// SET. What was acknowledged is stored, and what is stored was asked for: takings by application
/// and row, places at the end, and counters of the rows. A place's number is given once.
Findings check_set(std::span<Operation const> history, Stored const& stored);

/// KEYS. A request that was acknowledged is acknowledged again by each repeat, in the same words.
Findings check_keys(std::span<Operation const> history);

/// ORDER. The acknowledged operations of an application happened one after another, in an order
/// that its life allows and that no clock contradicts.
Findings check_order(std::span<Operation const> history);

/// LEDGER. A payment that was acknowledged has one outcome, one that has an outcome was told; it
/// was made in time by the deadline that the applicant was told; an application is paid for once;
/// the entries of a payment add up to nothing and show its amount.
Findings check_ledger(std::span<Operation const> history, Stored const& stored);

/// NIK. Nobody has two live applications, at the end or at any moment between.
Findings check_nik(std::span<Operation const> history, Stored const& stored);

/// All of them.
Findings check_all(std::span<Operation const> history, Stored const& stored);

/// How much of a race it was.
struct Overlap {
    int holds = 0, contended = 0;  ///< Of the latter another one of the same row was under way.
    double share() const { return holds == 0 ? 0 : 1.0 * contended / holds; }
};
Overlap overlap(std::span<Operation const> history);

}  // namespace mpaspor::race
