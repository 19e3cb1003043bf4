#include "app/booking/read_availability.hpp"
#include "app/office/change_quota.hpp"
#include "app/office/create_officer.hpp"
#include "app/office/open_days.hpp"
#include "app/office/quota_reach.hpp"
#include "app/office/read_quota.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

using namespace mpaspor;
using booking::Pool;
using booking::QuotaRuleKind;
using std::chrono::days;
using store::QuotaRuleState;
using testing::kMaumere;
using testing::kMonday;
using testing::kPontianak;
using testing::Office;
using testing::on_each_office;
using testing::place;

namespace {

LocalDate const kDay = kMonday + days{7};
constexpr ServicePointId kCountry{0};

template <typename T>
Code code_of(Result<T> const& result) {
    return result ? Code::internal : result.error().code;
}

/// An officer called `login`.
app::Context officer(Office& office, std::string const& login, std::string const& role,
                     std::string const& at = "PONTIANAK") {
    OfficerId const id{office.fresh()};
    auto const root = office.context({app::ActorKind::operator_});
    office.act([&](auto& tx) { return app::create_officer(tx, root, {id, login, role, at}); })
        .value();
    return office.officer(id.value);
}

/// Who has a part in quota, in two regions.
struct People {
    explicit People(Office& office)
        : head(officer(office, "kepala", "OFFICE_HEAD")),
          deputy(officer(office, "wakil", "OFFICE_HEAD")),
          kanwil(officer(office, "kadiv", "KANWIL_DIVISION_HEAD")),
          far_head(officer(office, "kepala.jauh", "OFFICE_HEAD", "MAUMERE")),
          far_kanwil(officer(office, "kadiv.jauh", "KANWIL_DIVISION_HEAD", "MAUMERE")),
          director(officer(office, "direktur", "NATIONAL", "MAUMERE")),
          colleague(officer(office, "rekan", "NATIONAL", "MAUMERE")),
          desk(officer(office, "loket", "FRONT_DESK")) {}
    app::Context head, deputy, kanwil, far_head, far_kanwil, director, colleague, desk;
};

/// Each call is a request of its own.
app::Context again(Office& office, app::Context const& who) {
    return office.context(who.actor);
}

Result<store::StoredQuotaRule> draft(Office& office, app::Context const& who, QuotaRuleKind kind,
                                     int amount, ServicePointId point = kPontianak) {
    booking::QuotaRule const rule{.id = office.fresh(),
                                  .kind = kind,
                                  .amount = amount,
                                  .from = kDay,
                                  .to = kDay + days{1},
                                  .reason = "school holidays"};
    auto const by = again(office, who);
    return office.act([&](auto& tx) { return app::propose_quota(tx, by, {rule, point}); });
}
Result<app::QuotaApproved> approve(Office& office, app::Context const& who, std::int64_t rule) {
    auto const by = again(office, who);
    return office.act([&](auto& tx) { return app::approve_and_open(tx, by, rule); });
}
Result<store::StoredQuotaRule> refuse(Office& office, app::Context const& who, std::int64_t rule) {
    auto const by = again(office, who);
    return office.act([&](auto& tx) { return app::refuse_quota(tx, by, {rule, "too many"}); });
}
Result<store::StoredQuotaRule> withdraw(Office& office, app::Context const& who,
                                        std::int64_t rule) {
    auto const by = again(office, who);
    return office.act([&](auto& tx) { return app::withdraw_quota(tx, by, {rule, "no need"}); });
}
Result<app::QuotaRulePage> list(Office& office, app::Context const& who, QuotaRuleState state,
                                std::int64_t after = 0) {
    return office.act([&](auto& tx) { return app::list_quota_rules(tx, who, state, after); });
}
Result<app::QuotaHistory> history(Office& office, app::Context const& who, std::int64_t rule) {
    return office.act([&](auto& tx) { return app::read_quota_history(tx, who, rule); });
}
Result<app::ExplainedDay> explained(Office& office, app::Context const& who, LocalDate date,
                                    ServicePointId point = kPontianak) {
    return office.act([&](auto& tx) { return app::explain_day_to(tx, who, point, date); });
}

void open(Office& office, LocalDate date) {
    auto const timer = office.system();
    office
        .act(
            [&](auto& tx) { return app::open_days(tx, timer, {kPontianak, date, date + days{1}}); })
        .value();
}
int places(Office& office, LocalDate date) {
    auto const rows =
        office
            .act([&](auto& tx) {
                return store::seat_rows(tx, kPontianak, Pool::online, date, date + days{1});
            })
            .value();
    int sum = 0;
    for (auto const& row : rows) sum += row.capacity;
    return sum;
}

}  // namespace

TEST_CASE(
    "quota roles: 002-01: the head of an office drafts for it, the directorate a multiplier") {
    on_each_office([](Office& office) {
        People const people{office};
        using enum QuotaRuleKind;
        CHECK(draft(office, people.head, delta, 50)->state == QuotaRuleState::proposed);
        CHECK(code_of(draft(office, people.head, delta, 50, kMaumere)) == Code::office_not_found);
        CHECK(code_of(draft(office, people.head, delta, 50, {99})) == Code::office_not_found);
        CHECK(code_of(draft(office, people.head, multiplier, 300)) == Code::forbidden);
        CHECK(code_of(draft(office, people.head, multiplier, 300, kCountry)) == Code::forbidden);
        CHECK(code_of(draft(office, people.kanwil, delta, 50)) == Code::forbidden);
        CHECK(code_of(draft(office, people.desk, delta, 50)) == Code::forbidden);
        CHECK(draft(office, people.director, multiplier, 300, kCountry).has_value());
        CHECK(code_of(draft(office, people.director, base, 300, kCountry)) == Code::forbidden);
        CHECK(code_of(draft(office, people.director, delta, 50)) == Code::forbidden);
        CHECK(office.count("SELECT count(*) FROM quota_rule WHERE state = 'proposed'") == 2);
    });
}

TEST_CASE("quota roles: 002-01, 002-04: the Kanwil of its region decides, and the day follows") {
    on_each_office([](Office& office) {
        People const people{office};
        open(office, kDay);
        auto const rule = draft(office, people.head, QuotaRuleKind::delta, 50)->rule.id;
        CHECK(code_of(approve(office, people.far_kanwil, rule)) == Code::request_not_found);
        CHECK(code_of(approve(office, people.director, rule)) == Code::forbidden);
        CHECK(code_of(approve(office, people.deputy, rule)) == Code::forbidden);
        CHECK(places(office, kDay) == 200);
        auto const approved = approve(office, people.kanwil, rule).value();
        CHECK(approved.stored.state == QuotaRuleState::approved);
        CHECK(approved.days->rows_changed == 5);
        CHECK(places(office, kDay) == 250);
        // Repeated after a lost answer it is the same; nobody else decides again.
        CHECK(approve(office, people.kanwil, rule)->days->rows_changed == 0);
        CHECK(code_of(refuse(office, people.kanwil, rule)) == Code::quota_not_proposed);
        CHECK(code_of(withdraw(office, people.head, rule)) == Code::quota_not_proposed);
        CHECK(code_of(approve(office, people.kanwil, 4711)) == Code::request_not_found);
    });
}

TEST_CASE("quota roles: 002-01: a day far ahead that is open already follows as well") {
    on_each_office([](Office& office) {
        People const people{office};
        auto const last = testing::date(2026, 12, 30);
        open(office, last);
        store::Settings settings;
        settings.days_opened_ahead = 10;
        auto const by = [&](app::Context who) {
            who = again(office, who);
            who.settings = std::make_shared<store::Settings const>(settings);
            return who;
        };
        booking::QuotaRule const rule{.id = office.fresh(),
                                      .kind = QuotaRuleKind::override,
                                      .amount = 7,
                                      .from = last,
                                      .to = last + days{1},
                                      .reason = "year's end"};
        auto const head = by(people.head), kanwil = by(people.kanwil);
        office.act([&](auto& tx) { return app::propose_quota(tx, head, {rule, kPontianak}); })
            .value();
        office.act([&](auto& tx) { return app::approve_and_open(tx, kanwil, rule.id); }).value();
        CHECK(places(office, last) == 7);
    });
}

TEST_CASE(
    "quota roles: D3, 002-A2: an approved cut below what is taken turns the rest to granted") {
    on_each_office([](Office& office) {
        People const people{office};
        open(office, kDay);
        auto const who = office.scheduled(place(kDay, 8));
        office.held(place(kDay, 8));
        auto const rule = draft(office, people.head, QuotaRuleKind::override, 1)->rule.id;
        approve(office, people.kanwil, rule).value();
        auto const row = office.row(place(kDay, 8));
        CHECK(row.taken == 2);
        CHECK(row.granted == 2 - row.capacity);
        CHECK(places(office, kDay) == 1);
        CHECK(office.application(who).seat->key == place(kDay, 8));
    });
}

TEST_CASE("quota roles: 002-01: refused with a reason, or taken back by who drafted it") {
    on_each_office([](Office& office) {
        People const people{office};
        open(office, kDay);
        auto const one = draft(office, people.head, QuotaRuleKind::delta, 50)->rule.id;
        CHECK(code_of(refuse(office, people.far_kanwil, one)) == Code::request_not_found);
        CHECK(refuse(office, people.kanwil, one)->state == QuotaRuleState::refused);
        CHECK(code_of(approve(office, people.kanwil, one)) == Code::quota_not_proposed);
        auto const two = draft(office, people.head, QuotaRuleKind::delta, 60)->rule.id;
        CHECK(code_of(withdraw(office, people.deputy, two)) == Code::forbidden);
        CHECK(code_of(withdraw(office, people.far_head, two)) == Code::request_not_found);
        CHECK(withdraw(office, people.head, two)->state == QuotaRuleState::withdrawn);
        CHECK(code_of(approve(office, people.kanwil, two)) == Code::quota_not_proposed);
        CHECK(places(office, kDay) == 200);

        auto const told = history(office, people.head, one).value();
        CHECK(told.stored.proposed_by == "kepala");
        CHECK(told.stored.approved_by == "kadiv");
        REQUIRE(told.changes.size() == 2);
        CHECK(told.changes[0].action == "proposed");
        CHECK(told.changes[0].actor == "kepala");
        CHECK(told.changes[1].action == "refused");
        CHECK(told.changes[1].actor == "kadiv");
        CHECK(told.changes[1].result == "delta 50: too many");
        CHECK(code_of(history(office, people.far_kanwil, one)) == Code::request_not_found);
        CHECK(code_of(history(office, people.desk, one)) == Code::forbidden);
    });
}

TEST_CASE("quota roles: 002-01: a national multiplier is approved by another of the directorate") {
    on_each_office([](Office& office) {
        People const people{office};
        auto const rule =
            draft(office, people.director, QuotaRuleKind::multiplier, 300, kCountry)->rule.id;
        CHECK(code_of(approve(office, people.director, rule)) == Code::forbidden);
        CHECK(code_of(approve(office, people.kanwil, rule)) == Code::request_not_found);
        auto const approved = approve(office, people.colleague, rule).value();
        CHECK_FALSE(approved.days.has_value());
        open(office, kDay);
        CHECK(places(office, kDay) == 600);
        // It concerns every office, so each may see whose decision it was.
        CHECK(history(office, people.far_head, rule)->stored.approved_by == "rekan");
    });
}

TEST_CASE("quota roles: 4.2: a list has what is within reach, page by page") {
    on_each_office([](Office& office) {
        People const people{office};
        std::vector<std::int64_t> drafted;
        for (int i = 0; i <= app::kQuotaRulesPerPage; ++i) {
            drafted.push_back(draft(office, people.head, QuotaRuleKind::delta, i + 1)->rule.id);
        }
        auto const proposed = QuotaRuleState::proposed;
        for (auto const& who : {people.head, people.kanwil, people.director}) {
            auto const first = list(office, who, proposed).value();
            REQUIRE(first.rules.size() == app::kQuotaRulesPerPage);
            CHECK(first.more);
            CHECK(first.rules.front().rule.id == drafted.front());
            CHECK(first.rules.front().proposed_by == "kepala");
            auto const rest = list(office, who, proposed, first.rules.back().rule.id).value();
            REQUIRE(rest.rules.size() == 1);
            CHECK_FALSE(rest.more);
            CHECK(rest.rules.front().rule.id == drafted.back());
        }
        for (auto const& who : {people.far_head, people.far_kanwil}) {
            CHECK(list(office, who, proposed)->rules.empty());
        }
        CHECK(list(office, people.head, QuotaRuleState::refused)->rules.empty());
        CHECK(code_of(list(office, people.desk, proposed)) == Code::forbidden);
    });
}

TEST_CASE("quota roles: 9.3, 001-04: a day is explained by its rules and who decided them") {
    on_each_office([](Office& office) {
        People const people{office};
        auto const thursday = kMonday + days{3};
        auto const day = explained(office, people.kanwil, thursday).value();
        REQUIRE_FALSE(day.pools.empty());
        CHECK(booking::explanation(day.pools.front().quota) == "200 + 125 (THURSDAY)");
        for (auto const& part : day.pools.front().quota.parts) CHECK(day.rules.contains(part.rule));

        auto const rule = draft(office, people.head, QuotaRuleKind::override, 9)->rule.id;
        approve(office, people.kanwil, rule).value();
        auto const changed = explained(office, people.head, kDay).value();
        CHECK(changed.pools.front().quota.total == 9);
        CHECK(changed.rules.at(rule).proposed_by == "kepala");
        CHECK(changed.rules.at(rule).approved_by == "kadiv");
        CHECK(code_of(explained(office, people.far_head, kDay)) == Code::office_not_found);
        CHECK(code_of(explained(office, people.far_kanwil, kDay)) == Code::office_not_found);
        CHECK(code_of(explained(office, people.desk, kDay)) == Code::forbidden);
    });
}

TEST_CASE(
    "quota roles: 002-01: one person at a desk and on the operator's socket are no two people") {
    on_each_office([](Office& office) {
        People const people{office};
        auto const rule = draft(office, people.head, QuotaRuleKind::delta, 50)->rule.id;
        auto const same =
            office.context({app::ActorKind::operator_, people.head.actor.id, "OFFICE_HEAD", "cli"});
        CHECK(code_of(approve(office, same, rule)) == Code::forbidden);
        CHECK(withdraw(office, same, rule)->state == QuotaRuleState::withdrawn);
        CHECK(app::same_person("4:0", {.kind = app::ActorKind::operator_}));
        CHECK_FALSE(app::same_person("2:7", {.kind = app::ActorKind::operator_, .id = 8}));
        CHECK_FALSE(app::same_person("data", {.kind = app::ActorKind::officer, .id = 7}));
    });
}
