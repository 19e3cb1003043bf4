#include "store/applications.hpp"

#include "store/accounts.hpp"
#include "testing/databases.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>
#include <chrono>
#include <optional>
#include <ostream>
#include <vector>

using namespace mpaspor;
using testing::Office;

namespace {

constexpr AccountId kOwner{77};

std::vector<std::int64_t> page(Office& office, std::optional<ApplicationId> before, int most) {
    auto const found =
        office.act([&](auto& tx) { return store::applications_of(tx, kOwner, before, most); });
    std::vector<std::int64_t> ids;
    for (auto const& application : found.value()) ids.push_back(application.id.value);
    return ids;
}

}  // namespace

TEST_CASE("Applications are listed newest first, also where servers number from different blocks") {
    testing::on_each_migrated_database([](sql::Connection& database) {
        Office office{database};
        auto const made = office.act([&](auto& tx) -> Result<void> {
            TRY(store::insert_account(tx, kOwner, office.now));
            auto at = office.now;
            for (std::int64_t const id : {50'001, 1, 50'002, 2, 3}) {
                TRY(store::insert_application(tx, {.id = {id}, .account = kOwner, .created = at}));
                if (id != 2) at += std::chrono::seconds{1};  // 2 and 3 in the same moment.
            }
            return {};
        });
        REQUIRE(made);

        using Ids = std::vector<std::int64_t>;
        CHECK(page(office, {}, 9) == Ids{3, 2, 50'002, 1, 50'001});
        CHECK(page(office, {}, 2) == Ids{3, 2});
        CHECK(page(office, ApplicationId{2}, 2) == Ids{50'002, 1});
        CHECK(page(office, ApplicationId{1}, 2) == Ids{50'001});
        CHECK(page(office, ApplicationId{50'001}, 2).empty());
    });
}
