#pragma once
/// What officers look at people's data for, and which kinds of data there are to look at. Both
/// lists are closed and append-only: the subject reads them (domain.md 7, trust.md 5).

#include "base/error.hpp"

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace mpaspor::office {

enum class Purpose : std::uint8_t {
    check_in,       ///< Receiving the person at the counter.
    examination,    ///< Checking papers, photo, fingerprints, interview.
    adjudication,   ///< Deciding upon the application.
    issuance,       ///< Printing, checking and handing over the booklet.
    payment,        ///< Finding out about money that came or has to go back.
    help,           ///< The person asked for help.
    claim,          ///< Deciding who a NIK belongs to (D8).
    recovery,       ///< Giving an account back to its owner.
    correction,     ///< Deciding upon a correction the person asked for.
    supervision,    ///< Looking after how officers worked on the case.
    investigation,  ///< Suspected false statements or trafficking (2.8, 2.10).
};
inline constexpr std::array<std::string_view, 11> kPurposes{
    "check_in", "examination", "adjudication", "issuance",    "payment",      "help",
    "claim",    "recovery",    "correction",   "supervision", "investigation"};
static_assert(kPurposes.size() == std::to_underlying(Purpose::investigation) + std::size_t{1});

constexpr std::string_view to_text(Purpose purpose) {
    return kPurposes[std::to_underlying(purpose)];
}
/// Errors: unknown_value.
Result<Purpose> purpose_from_text(std::string_view text);

/// Whether the subject is told only that there was such a look: to say more would warn a suspect.
constexpr bool is_withheld(Purpose purpose) {
    return purpose == Purpose::investigation;
}

enum class DataKind : std::uint8_t {
    contact,
    identity,          ///< Names, NIK, birth, family card.
    answers,           ///< The sections of the form.
    registry_answers,  ///< What other registers confirmed.
    documents,
    biometrics,
    visit,
    payments,
    history,
    requests,  ///< What the person asked for beside the application: claims, corrections.
};
inline constexpr std::array<std::string_view, 10> kDataKinds{
    "contact",    "identity", "answers",  "registry_answers", "documents",
    "biometrics", "visit",    "payments", "history",          "requests"};
static_assert(kDataKinds.size() == std::to_underlying(DataKind::requests) + std::size_t{1});

constexpr std::string_view to_text(DataKind kind) {
    return kDataKinds[std::to_underlying(kind)];
}

/// A set of kinds.
class DataKinds {
public:
    constexpr DataKinds() = default;
    constexpr DataKinds(std::initializer_list<DataKind> kinds) {
        for (DataKind const kind : kinds) bits_ |= bit(kind);
    }
    constexpr bool contains(DataKind kind) const { return (bits_ & bit(kind)) != 0; }
    constexpr bool empty() const { return bits_ == 0; }
    friend constexpr DataKinds operator|(DataKinds a, DataKinds b) {
        a.bits_ |= b.bits_;
        return a;
    }
    friend constexpr bool operator==(DataKinds, DataKinds) = default;

private:
    static constexpr std::uint32_t bit(DataKind kind) {
        return std::uint32_t{1} << std::to_underlying(kind);
    }
    std::uint32_t bits_ = 0;
};

/// The kinds' words in the order of the list, with a blank between.
std::string to_text(DataKinds kinds);
/// Errors: unknown_value.
Result<DataKinds> data_kinds_from_text(std::string_view text);

}  // namespace mpaspor::office
