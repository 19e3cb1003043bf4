#pragma once

#include "base/types.hpp"
#include "sql/connection.hpp"

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

struct QueuedNotice {
    std::string id, topic;
    ApplicationId application;
    AccountId account;
    Bytes sealed;
    Instant created;
    int attempts = 0;  ///< This one included.
};
/// Claims at most `most` notices that are due: nobody else gets them before `retry_at`.
Result<std::vector<QueuedNotice>> claim_notices(sql::Transaction& tx, Instant now, Instant retry_at,
                                                int most);
/// It was delivered, or given up.
Result<void> remove_notice(sql::Transaction& tx, std::string_view id);
/// It was not: try again at `due`.
Result<void> postpone_notice(sql::Transaction& tx, std::string_view id, Instant due);
/// Whether one is due at `now`.
Result<bool> notices_due(sql::Transaction& tx, Instant now);
Result<std::int64_t> count_notices(sql::Transaction& tx);

}  // namespace mpaspor::store
