#pragma once

#include "base/crypto.hpp"
#include "sql/connection.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace mpaspor::store {

enum class NikCheckState : std::uint8_t {
    pending,   ///< The registry has not answered yet; it is asked again from the outbox.
    answered,  ///< What it said is sealed here, and VALID stands in the application.
    given_up,  ///< It did not answer for too long.
};
inline constexpr std::array<std::string_view, 3> kNikCheckStates{"pending", "answered", "given_up"};
constexpr std::string_view to_text(NikCheckState state) {
    return kNikCheckStates[std::to_underlying(state)];
}

/// The last question to the civil registry about an application (002-S1, 3.3).
struct NikCheck {
    ApplicationId application;
    std::int64_t version = 0;  ///< Of the identity section.
    Digest nik_index{};        ///< Blind.
    NikCheckState state = NikCheckState::pending;
    Instant asked_at = {};
    std::optional<Instant> answered_at = {};
    /// The registry's answer, under the application's key, at nik_check_place(). Empty before.
    Bytes sealed = {};
};

std::string nik_check_place(ApplicationId id, std::int64_t version);

Result<std::optional<NikCheck>> load_nik_check(sql::Transaction& tx, ApplicationId id);
/// In place of the one before.
Result<void> save_nik_check(sql::Transaction& tx, NikCheck const& check);
/// Ends a pending one of this version. False when it is not pending any more, or of another.
Result<bool> end_nik_check(sql::Transaction& tx, NikCheck const& check);

}  // namespace mpaspor::store
