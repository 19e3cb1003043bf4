#include "store/outbox.hpp"

#include "store/columns.hpp"

#include <utility>

namespace mpaspor::store {
namespace {

constexpr sql::Statement kEnqueue{"enqueue", R"sql(
    INSERT INTO outbox (id, topic, application_id, sealed, created, due, account_id)
    VALUES ($1, $2, $3, $4, $5, $5, $6)
)sql"};

/// The topics of an outlet, as a condition.
constexpr std::string_view topics_of(Outlet outlet) {
    switch (outlet) {
        case Outlet::people:
            return "topic NOT IN ('nik_check', 'passport_check') AND topic NOT LIKE 'dpri.%'";
        case Outlet::civil_registry: return "topic = 'nik_check'";
        case Outlet::issuing_system: return "(topic = 'passport_check' OR topic LIKE 'dpri.%')";
    }
    std::unreachable();
}

/// One text per outlet, each built once.
using PerOutlet = std::array<std::string, kOutlets.size()>;
PerOutlet texts(std::string_view before, std::string_view after) {
    PerOutlet texts;
    for (Outlet const outlet : kOutlets) {
        auto& text = texts.at(std::to_underlying(outlet));
        text.append(before).append(topics_of(outlet)).append(after);
    }
    return texts;
}

/// Two servers may choose the same rows; the second finds them no longer due.
sql::Statement claim_statement(Outlet outlet) {
    static PerOutlet const kTexts = texts(
        R"sql(
    UPDATE outbox SET due = $2, attempts = attempts + 1
     WHERE due <= $1 AND id IN (SELECT id FROM outbox WHERE due <= $1 AND )sql",
        R"sql( ORDER BY due, id LIMIT $3)
    RETURNING id, topic, application_id, sealed, created, attempts, account_id
)sql");
    return {"claim_notices", kTexts.at(std::to_underlying(outlet))};
}

sql::Statement due_statement(Outlet outlet) {
    static PerOutlet const kTexts =
        texts("SELECT EXISTS (SELECT 1 FROM outbox WHERE due <= $1 AND ", ")");
    return {"notices_due", kTexts.at(std::to_underlying(outlet))};
}

constexpr sql::Statement kRemove{"remove_notice", "DELETE FROM outbox WHERE id = $1"};
constexpr sql::Statement kPostpone{"postpone_notice", "UPDATE outbox SET due = $2 WHERE id = $1"};
constexpr sql::Statement kCount{"count_notices", "SELECT count(*) FROM outbox"};

}  // namespace

std::string notice_id(std::string_view request, int number) {
    return std::string{request} + '/' + std::to_string(number);
}

Result<void> enqueue(sql::Transaction& tx, Notice const& notice) {
    return tx.run(kEnqueue,
                  {notice_id(notice.request, notice.number), notice.topic, notice.application.value,
                   notice.sealed, number(notice.created), notice.account.value});
}

Result<std::vector<QueuedNotice>> claim_notices(sql::Transaction& tx, Outlet outlet, Instant now,
                                                Instant retry_at, int most) {
    auto const rows =
        TRY(tx.rows(claim_statement(outlet), {number(now), number(retry_at), std::int64_t{most}}));
    std::vector<QueuedNotice> notices;
    for (sql::Row const& row : rows) {
        notices.push_back({.id = row.text(0),
                           .topic = row.text(1),
                           .application = {row.integer(2)},
                           .account = {row.integer(6)},
                           .sealed = row.bytes(3),
                           .created = instant(row.integer(4)),
                           .attempts = static_cast<int>(row.integer(5))});
    }
    std::ranges::sort(notices, {}, &QueuedNotice::id);
    return notices;
}

Result<void> remove_notice(sql::Transaction& tx, std::string_view id) {
    return tx.run(kRemove, {id});
}

Result<void> postpone_notice(sql::Transaction& tx, std::string_view id, Instant due) {
    return tx.run(kPostpone, {id, number(due)});
}

Result<bool> notices_due(sql::Transaction& tx, Outlet outlet, Instant now) {
    auto const row = TRY(tx.row(due_statement(outlet), {number(now)}));
    return row->integer(0) != 0;
}

Result<std::int64_t> count_notices(sql::Transaction& tx) {
    auto const row = TRY(tx.row(kCount, {}));
    return row->integer(0);
}

}  // namespace mpaspor::store
