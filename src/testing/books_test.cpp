#include "testing/books.hpp"

#include "testing/contents.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <array>

using namespace mpaspor;
using testing::Office;
using testing::place;

namespace {

struct Planted {
    std::string_view fault, found;
};

/// One for each sentence of the checker.
constexpr auto kPlanted = std::to_array<Planted>({
    {"UPDATE seat SET version = version + 1", "version is not the number of its events"},
    {"DELETE FROM seat_event WHERE kind = 'opened'", "version is not the number of its events"},
    {"UPDATE seat SET sequence = sequence + 1", "sequence is not the number of its takings"},
    {"UPDATE seat SET capacity = capacity + 1", "not what its last event says"},
    {"UPDATE seat_event SET kind = 'capacity' WHERE kind = 'returned'", "do not follow"},
    {"UPDATE seat SET taken = taken - 1 WHERE taken > 0", "nobody's"},
    {"UPDATE live_application SET slot = 1 WHERE state = 'held'", "does not exist"},
    {"UPDATE seat SET granted = granted + 1", "exactly what is taken beyond"},
    {"UPDATE application SET nik_index = NULL", "another NIK"},
    {"UPDATE live_application SET deadline = deadline + 1 WHERE state = 'awaiting_payment'",
     "without its open bill"},
    {"UPDATE live_application SET bill_id = NULL WHERE state = 'awaiting_payment'",
     "does not wait for its payment"},
    {"UPDATE live_application SET paid_at = paid_at + 1", "settled without a paid bill"},
    {"UPDATE live_application SET paid_at = NULL", "that is not settled"},
    {"UPDATE live_application SET first_visit = NULL", "scheduled application without"},
    {"UPDATE payment SET outcome = 'refund_due'", "paid bill without its one payment"},
    {"DELETE FROM payment WHERE outcome = 'applied'", "entry without its payment"},
    {"UPDATE ledger_entry SET amount = amount + 1 WHERE account = 'bank'", "add up to nothing"},
    {"UPDATE ledger_entry SET account = 'forfeited' WHERE account = 'applied'",
     "account of its outcome"},
    {"DELETE FROM timer", "without its timer"},
    {"DELETE FROM audit_event WHERE action = 'started'", "number of its audit rows"},
    {"UPDATE audit_event SET result = 'expired'", "state of its last audit row"},
    {"UPDATE account SET version = 2", "an account, a quota rule or an officer"},
    {"UPDATE service_point SET version = version + 1", "service point whose version"},
    {"UPDATE live_application SET state = 'cancelled'", "is live or not"},
    {"UPDATE application SET state = 'held' WHERE id NOT IN (SELECT id FROM live_application)",
     "is live or not"},
});

}  // namespace

// Goal: no sentence of the checker is one that cannot fail.
TEST_CASE("books: each fault that is planted is found, and a good database has none") {
    testing::on_each_office([](Office& office) {
        auto const key = place(testing::kMonday + std::chrono::days{7});
        office.open(key, 9);
        office.draft();
        auto const back = office.held(key);
        office.release(back).value();
        office.held(key);
        office.billed(key);
        office.scheduled(key);
        auto& database = office.database;
        CHECK(testing::differences_in_books(database) == std::vector<std::string>{});
        for (auto const& [fault, sentence] : kPlanted) {
            CAPTURE(fault);
            database.begin().value();
            database.script(fault).value();
            auto const found = testing::differences_in_books(database);
            CHECK(std::ranges::any_of(found, [&](auto const& difference) {
                return difference.find(sentence) != std::string::npos;
            }));
            database.rollback().value();
        }
    });
}

TEST_CASE("contents: equal exactly while no row of any table was changed") {
    testing::on_each_office([](Office& office) {
        auto const before = testing::contents(office.database);
        CHECK(before == testing::contents(office.database));
        office.open(place(testing::kMonday), 1);
        auto const after = testing::contents(office.database);
        CHECK(after.size() == before.size() + 2);
        office
            .act([](auto& tx) {
                return tx.run({"touch", "UPDATE seat SET opens_at = opens_at + 1"}, {});
            })
            .value();
        CHECK(testing::contents(office.database) != after);
        CHECK(testing::contents(office.database).size() == after.size());
        CHECK(testing::contents(office.database, "seat").size() == after.size() - 1);
    });
}
