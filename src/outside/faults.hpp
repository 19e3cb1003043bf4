#pragma once
/// What can be made to go wrong in the simulated outside systems, and how they answer then.

#include "base/error.hpp"
#include "base/types.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mpaspor::outside {

enum class System : std::uint8_t { dukcapil, bank, sink, dpri };
std::string_view name_of(System system);

/// The switches of one system; all off at first.
struct Faults {
    bool down = false;                  ///< 503, and nothing else happens.
    std::chrono::milliseconds slow{0};  ///< Answers come this much later.
    bool garbage = false;               ///< The answer makes no sense; nothing else happens.

    bool contradictory = false;   ///< Dukcapil, DPRI: an answer says one thing and its contrary.
    bool quota_exceeded = false;  ///< Dukcapil: the quota of questions is used up.

    // The bank, in what it tells the biller about a payment:
    bool duplicate = false;         ///< Tells it twice.
    bool late = false;              ///< Not until it is told to deliver.
    bool reordered = false;         ///< Not until then, and the last one first.
    bool forged_signature = false;  ///< Signs with a secret that it does not have.
    bool no_answer = false;         ///< Does not see the biller's answer.
    Rupiah wrong_amount_by{0};      ///< Takes this much more, or less.

    // The bank's statement of a day; what the bank really has stays as it is:
    bool statement_drop = false;    ///< Its last line is left out.
    bool statement_change = false;  ///< Its first line has Rp 1,000 more.
    bool statement_add = false;     ///< A line more, for a billing code that nobody has.
    bool statement_twice = false;   ///< Its first line comes again at the end.

    friend bool operator==(Faults const&, Faults const&) = default;
};

/// What POST /faults says: {"system": "bank", "late": true}. Switches that are not named are off.
struct FaultOrder {
    System system;
    Faults faults;
};
/// Errors: those of json/reader.hpp; unknown_field (a switch of another system).
Result<FaultOrder> parse_fault_order(std::string_view body);
/// One JSON object, as POST /faults takes it.
std::string to_json(System system, Faults const& faults);

/// An answer over HTTP, to be sent after `delay`.
struct Reply {
    int status = 200;
    std::string body = {};
    std::string content_type = "application/json";
    std::chrono::milliseconds delay{0};
};

/// The answer of a system that is down or talks nonsense; nothing when it works.
std::optional<Reply> broken(Faults const& faults);

/// {"code": "MALFORMED_JSON", "pointer": "/to"} with status 400.
Reply bad_request(Error const& error);

}  // namespace mpaspor::outside
