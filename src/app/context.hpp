#pragma once

#include "base/error.hpp"
#include "base/types.hpp"
#include "store/settings.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <string>

namespace mpaspor::app {

enum class ActorKind : std::uint8_t { nobody, applicant, officer, bank, operator_, system };

/// Who asks, as authentication found out.
struct Actor {
    ActorKind kind = ActorKind::nobody;
    std::int64_t id = 0;       ///< An account's for an applicant, an officer's for an officer.
    std::string role = {};     ///< Of an officer.
    std::string station = {};  ///< Where from: a counter, "app", "cli", the name of a job.

    /// The account of an applicant. Errors: application_not_found, for whoever owns none: it is as
    /// if there were none.
    Result<AccountId> account() const {
        if (kind != ActorKind::applicant) return fail(Code::application_not_found);
        return AccountId{id};
    }
    /// One name for one actor, such as "1:7".
    std::string name() const {
        return std::to_string(static_cast<int>(kind)) + ':' + std::to_string(id);
    }
};

/// What a use case knows of the world outside its transaction: a value, so that it sees one moment,
/// and a simulation can choose it.
struct Context {
    Instant now = {};      ///< When it runs. The executor fills it in, again for each try.
    Instant arrived = {};  ///< When http stamped the request: what had to be done in time (H-1).
    Actor actor = {};
    std::string request = {};  ///< Unique, a UUIDv7 of ours; not the client's Idempotency-Key.
    std::array<std::byte, 16> salt = {};  ///< Random, for the leaves of audit events.
    /// The settings in force when the request came; shared by all requests under them.
    std::shared_ptr<store::Settings const> settings = std::make_shared<store::Settings>();
};

}  // namespace mpaspor::app
