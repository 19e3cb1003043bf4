#pragma once
/// What people ask an office to decide beside an application: that a NIK a stranger holds is theirs
/// (D8), and that an account whose contacts are lost is theirs.

#include "base/error.hpp"
#include "base/types.hpp"

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace mpaspor {

using RequestId = Id<struct RequestTag>;

}  // namespace mpaspor

namespace mpaspor::office {

enum class RequestKind : std::uint8_t { claim, recovery };
inline constexpr std::array<std::string_view, 2> kRequestKinds{"claim", "recovery"};
constexpr std::string_view to_text(RequestKind kind) {
    return kRequestKinds[std::to_underlying(kind)];
}

/// Once it is not open, it stays as it is.
enum class RequestState : std::uint8_t {
    open,
    upheld,
    rejected,
    objected,  ///< By who has the account (a recovery).
};
inline constexpr std::array<std::string_view, 4> kRequestStates{"open", "upheld", "rejected",
                                                                "objected"};
constexpr std::string_view to_text(RequestState state) {
    return kRequestStates[std::to_underlying(state)];
}
/// Errors: unknown_value.
Result<RequestState> request_state_from_text(std::string_view text);

/// Why it was decided so: a closed list, since it is told to people, and free text about a person
/// would be one more thing to keep.
enum class Reason : std::uint8_t {
    none,  ///< Not decided.
    identity_confirmed,
    not_the_person,
    evidence_insufficient,
    did_not_come,
    account_unknown,  ///< No account has that contact and that person.
    objection,        ///< Who has the account said no.
};
inline constexpr std::array<std::string_view, 7> kReasons{
    "none",         "identity_confirmed", "not_the_person", "evidence_insufficient",
    "did_not_come", "account_unknown",    "objection"};
static_assert(kReasons.size() == std::to_underlying(Reason::objection) + std::size_t{1});
constexpr std::string_view to_text(Reason reason) {
    return kReasons[std::to_underlying(reason)];
}
/// Errors: unknown_value.
Result<Reason> reason_from_text(std::string_view text);

/// Whether an office may give this reason for this outcome. Errors: unknown_value at /outcome (no
/// outcome that an office decides) or /reason.
Result<void> check_decision(RequestKind kind, RequestState outcome, Reason reason);

}  // namespace mpaspor::office
