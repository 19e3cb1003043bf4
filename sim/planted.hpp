#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace mpaspor::sim {

/// A fault of the service or of a client, put in on purpose to show that the simulation notices it.
enum class Planted : std::uint8_t {
    nothing,
    keys_ignored,            ///< The service forgets which requests it has carried out.
    expiry_keeps_seat,       ///< A hold or a bill ends, its place does not come back.
    biller_not_asked,        ///< A bill's place is released without asking the bank (D5).
    second_payment_kept,     ///< What was paid twice is taken and owed to nobody (D4).
    lost_taken_for_done,     ///< A client believes that no answer is a good one.
    seat_returned_twice,     ///< Whoever gives a place back gives back somebody else's as well.
    deadline_exclusive,      ///< A payment in the last second is late (D4).
    cut_sells_granted,       ///< A cut leaves on sale what was taken beyond it (D3).
    restart_forgets_timers,  ///< What was to become due is lost with the process.
    billed_without_word,     ///< A bill does not wait for the issuing system (D10).
};
inline constexpr std::array<std::string_view, 11> kPlanted{"nothing",
                                                           "keys_ignored",
                                                           "expiry_keeps_seat",
                                                           "biller_not_asked",
                                                           "second_payment_kept",
                                                           "lost_taken_for_done",
                                                           "seat_returned_twice",
                                                           "deadline_exclusive",
                                                           "cut_sells_granted",
                                                           "restart_forgets_timers",
                                                           "billed_without_word"};

}  // namespace mpaspor::sim
