#pragma once

#include "base/types.hpp"
#include "sql/connection.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace mpaspor::store {

/// Something the outside world must hear of. Written with the change that made it true, sent by a
/// job afterwards, at least once; the receiver knows it again by its id.
struct Notice {
    std::string_view request;  ///< Unique, a UUIDv7: notices lie in the order of their making.
    int number = 0;            ///< Among the notices of this request.
    std::string_view topic;
    ApplicationId application = {};
    AccountId account = {};             ///< Whom it is for, when it is about no application.
    std::span<std::byte const> sealed;  ///< Under the service's key, place "outbox/<id>".
    Instant created;
};

/// "<request>/<number>": made here and not by the database, so the same when the use case runs
/// again, and no sequence is shared by servers.
std::string notice_id(std::string_view request, int number);

Result<void> enqueue(sql::Transaction& tx, Notice const& notice);

/// To whom a notice goes. Each is delivered apart, so that one who is down holds up no other.
enum class Outlet : std::uint8_t {
    people,          ///< Messages; also files and keys to be removed, which concern nobody outside.
    civil_registry,  ///< NIK checks that it could not answer at once.
    issuing_system,  ///< Paid applications, and whether it knows an earlier passport.
};
inline constexpr std::array kOutlets{Outlet::people, Outlet::civil_registry,
                                     Outlet::issuing_system};

struct QueuedNotice {
    std::string id, topic;
    ApplicationId application;
    AccountId account;
    Bytes sealed;
    Instant created;
    int attempts = 0;  ///< This one included.
};
/// Claims at most `most` notices of an outlet that are due, those first that are due longest:
/// nobody else gets them before `retry_at`.
Result<std::vector<QueuedNotice>> claim_notices(sql::Transaction& tx, Outlet outlet, Instant now,
                                                Instant retry_at, int most);
/// It was delivered, or given up.
Result<void> remove_notice(sql::Transaction& tx, std::string_view id);
/// It was not: try again at `due`.
Result<void> postpone_notice(sql::Transaction& tx, std::string_view id, Instant due);
/// Whether one of an outlet is due at `now`.
Result<bool> notices_due(sql::Transaction& tx, Outlet outlet, Instant now);
Result<std::int64_t> count_notices(sql::Transaction& tx);

}  // namespace mpaspor::store
