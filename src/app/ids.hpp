#pragma once

#include "base/error.hpp"
#include "base/types.hpp"
#include "domain/office/request.hpp"
#include "store/ids.hpp"

#include <array>
#include <functional>
#include <mutex>
#include <string_view>

namespace mpaspor::app {

/// Ids from blocks that this server has leased, so that giving one out asks nobody. Any thread.
class Ids {
public:
    enum class Kind : std::uint8_t { account, application, bill, officer, quota_rule, request };
    static constexpr std::array<std::string_view, 6> kNames{"account", "application", "bill",
                                                            "officer", "quota_rule",  "request"};
    /// Leases a block: a transaction of its own, outside every use case. May block.
    using Lease = std::function<Result<store::IdBlock>(std::string_view kind)>;

    explicit Ids(Lease lease) : lease_(std::move(lease)) {}

    AccountId account() { return {value(Kind::account)}; }
    ApplicationId application() { return {value(Kind::application)}; }
    BillId bill() { return {value(Kind::bill)}; }
    OfficerId officer() { return {value(Kind::officer)}; }
    std::int64_t quota_rule() { return value(Kind::quota_rule); }
    RequestId request() { return {value(Kind::request)}; }

    /// Sees to it that at least `least` ids of each kind are at hand. Called at start and by a job
    /// before they run out. Errors: those of the lease.
    Result<void> refill(std::int64_t least);

private:
    /// 0 when none is left, which the database refuses (ids begin at 1) and an alarm precedes.
    std::int64_t value(Kind kind);

    Lease lease_;
    std::mutex mutex_;  ///< Guards blocks_.
    struct Blocks {
        store::IdBlock now, next;
    };
    std::array<Blocks, kNames.size()> blocks_{};
};

}  // namespace mpaspor::app
