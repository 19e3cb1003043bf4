// Goal: every look of an officer at a person's data has its row, and the person reads it (domain.md
// 7, promise P7). Method: officers read through the use case, the keys note what they opened, and
// both lists are compared; a read around the use case has to be found that way.
#include "app/office/create_officer.hpp"
#include "app/office/load_reference.hpp"
#include "app/rights/read_accesses.hpp"
#include "app/rights/record_access.hpp"
#include "testing/memory_keys.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>
#include <map>

using namespace mpaspor;
using namespace std::chrono_literals;
using office::DataKind;
using office::DataKinds;
using office::Purpose;
using testing::Applicant;
using testing::on_each_office;

namespace {

using testing::Office;

constexpr DataKinds kLooked{DataKind::identity, DataKind::answers};

std::int64_t officer(Office& office, std::string login, std::string role = "ADJUDICATOR",
                     std::string code = "MAUMERE") {
    auto const by = office.context({app::ActorKind::operator_, 0, {}, "cli"});
    return office
        .act([&](auto& tx) {
            return app::create_officer(
                tx, by, {{office.fresh()}, std::move(login), std::move(role), std::move(code)});
        })
        .value()
        .id.value;
}

std::string subject(Applicant const& who) {
    return "application/" + std::to_string(who.application.value);
}

/// As an endpoint for officers does it: the row and the sealed answer in one transaction, the key
/// afterwards.
Result<void> look(Office& office, testing::MemoryKeys& keys, std::int64_t by, Applicant const& who,
                  Purpose purpose = Purpose::adjudication) {
    auto const context = office.officer(by);
    auto const answer = office.act([&](auto& tx) -> Result<std::optional<store::Answer>> {
        auto const application = TRY(store::load_any_application(tx, who.application));
        auto const access = TRY(app::record_access(tx, context, application, purpose, kLooked));
        return app::read_section(tx, access, "identity");
    });
    TRY(answer);
    TRY(keys.open(subject(who)));
    return {};
}

/// Subjects that were opened more often than rows say, or less often.
std::vector<std::string> unrecorded(Office& office, testing::MemoryKeys const& keys) {
    std::map<std::string, std::int64_t> difference;
    for (auto const& opened : keys.opened) ++difference[opened];
    auto const rows =
        office.database.run({"accesses", "SELECT application_id FROM access_event"}, {}).value();
    for (auto const& row : rows) --difference["application/" + std::to_string(row.integer(0))];
    std::vector<std::string> found;
    for (auto const& [name, count] : difference) {
        if (count != 0) found.push_back(name);
    }
    return found;
}

app::AccessPage page(Office& office, Applicant const& who,
                     std::optional<std::int64_t> before = {}) {
    auto const me = office.as(who.account);
    return office.act([&](auto& tx) { return app::read_accesses(tx, me, before); }).value();
}

}  // namespace

TEST_CASE("7: the subject reads every look: when, role, office, purpose and kinds of data") {
    on_each_office([](Office& office) {
        testing::MemoryKeys keys;
        auto const ani = officer(office, "ani"), budi = officer(office, "budi", "FRONT_DESK");
        auto const who = office.draft(), other = office.draft();
        for (auto const& one : {who, other}) keys.create(subject(one)).value();
        constexpr int kReads = 7;
        for (int i = 0; i < kReads; ++i) {
            office.now += 1min;
            look(office, keys, i % 2 == 0 ? ani : budi, who).value();
        }
        look(office, keys, ani, other).value();
        CHECK(unrecorded(office, keys).empty());

        auto const seen = page(office, who);
        REQUIRE(seen.accesses.size() == kReads);
        CHECK_FALSE(seen.next.has_value());
        CHECK(seen.withheld == 0);
        auto const& last = seen.accesses.front();
        CHECK(last.number == kReads);
        CHECK(last.at == office.now);
        CHECK(last.application == who.application);
        CHECK(last.role == "ADJUDICATOR");
        CHECK(last.office_name == "Maumere");
        CHECK(last.purpose == Purpose::adjudication);
        CHECK(last.kinds == kLooked);
        CHECK(seen.accesses[1].role == "FRONT_DESK");
        CHECK(page(office, other).accesses.size() == 1);
    });
}

TEST_CASE("7: a look without its row, and a row without its look, are found by comparing") {
    on_each_office([](Office& office) {
        testing::MemoryKeys keys;
        auto const ani = officer(office, "ani");
        auto const who = office.draft(), other = office.draft();
        for (auto const& one : {who, other}) keys.create(subject(one)).value();
        look(office, keys, ani, who).value();
        keys.open(subject(other)).value();  // Around the use case.
        CHECK(unrecorded(office, keys) == std::vector{subject(other)});
        keys.opened = {subject(who)};
        CHECK(unrecorded(office, keys).empty());
        office.database.run({"forge", "DELETE FROM access_event"}, {}).value();
        CHECK(unrecorded(office, keys) == std::vector{subject(who)});
    });
}

TEST_CASE("7: a row that was taken out of the middle is seen by counting") {
    on_each_office([](Office& office) {
        testing::MemoryKeys keys;
        auto const ani = officer(office, "ani");
        auto const who = office.draft();
        keys.create(subject(who)).value();
        for (int i = 0; i < 3; ++i) look(office, keys, ani, who).value();
        auto const missing = [&] {
            return office.count(
                "SELECT CAST(COALESCE(sum(last - found), 0) AS BIGINT) FROM"
                " (SELECT max(number) AS last, count(*) AS found FROM access_event"
                " GROUP BY account_id) AS of_account");
        };
        CHECK(missing() == 0);
        office.database.run({"forge", "DELETE FROM access_event WHERE number = 2"}, {}).value();
        CHECK(missing() == 1);
    });
}

TEST_CASE("7: pages hold fifty looks, and the next one begins where the last one ended") {
    on_each_office([](Office& office) {
        testing::MemoryKeys keys;
        auto const ani = officer(office, "ani");
        auto const who = office.draft();
        keys.create(subject(who)).value();
        constexpr int kReads = app::kAccessesPerPage + 1;
        for (int i = 0; i + 1 < kReads; ++i) look(office, keys, ani, who).value();
        CHECK_FALSE(page(office, who).next.has_value());
        look(office, keys, ani, who).value();
        auto const first = page(office, who);
        CHECK(first.accesses.size() == app::kAccessesPerPage);
        REQUIRE(first.next == 2);
        auto const rest = page(office, who, first.next);
        REQUIRE(rest.accesses.size() == 1);
        CHECK(rest.accesses[0].number == 1);
        CHECK_FALSE(rest.next.has_value());
    });
}

TEST_CASE("7: of looks for an investigation the subject is told the number alone") {
    on_each_office([](Office& office) {
        testing::MemoryKeys keys;
        auto const ani = officer(office, "ani", "ENFORCEMENT");
        auto const who = office.draft();
        keys.create(subject(who)).value();
        look(office, keys, ani, who, Purpose::investigation).value();
        look(office, keys, ani, who).value();
        auto const seen = page(office, who);
        REQUIRE(seen.accesses.size() == 1);
        CHECK(seen.accesses[0].purpose == Purpose::adjudication);
        CHECK(seen.withheld == 1);
    });
}

TEST_CASE("7: what was not recorded is not given out, and only an officer records") {
    on_each_office([](Office& office) {
        auto const ani = officer(office, "ani");
        auto const who = office.draft();
        auto const read = [&](app::Context const& by, DataKinds kinds, std::string_view section) {
            return office.act([&](auto& tx) -> Result<std::optional<store::Answer>> {
                auto const application = TRY(store::load_any_application(tx, who.application));
                auto const access =
                    TRY(app::record_access(tx, by, application, Purpose::help, kinds));
                return app::read_section(tx, access, section);
            });
        };
        CHECK(read(office.officer(ani), {DataKind::identity}, "identity")->has_value());
        CHECK(read(office.officer(ani), {DataKind::answers}, "product")->has_value());
        CHECK(read(office.officer(ani), {DataKind::answers}, "identity").error().code ==
              Code::forbidden);
        CHECK(read(office.officer(ani), {DataKind::identity}, "product").error().code ==
              Code::forbidden);
        CHECK(read(office.as(who.account), kLooked, "identity").error().code == Code::forbidden);
        CHECK(read(office.officer(4711), kLooked, "identity").error().code == Code::forbidden);
        CHECK(page(office, who).accesses.size() == 2);  // The refused ones left no trace.
    });
}

TEST_CASE("7: a look at an account's own data has no application") {
    on_each_office([](Office& office) {
        auto const ani = office.officer(officer(office, "ani"));
        auto const who = office.draft();
        office
            .act([&](auto& tx) {
                return app::record_access(tx, ani, who.account, Purpose::recovery,
                                          {DataKind::contact});
            })
            .value();
        auto const seen = page(office, who);
        REQUIRE(seen.accesses.size() == 1);
        CHECK(seen.accesses[0].application == ApplicationId{});
        CHECK(seen.accesses[0].kinds == DataKinds{DataKind::contact});
    });
}
