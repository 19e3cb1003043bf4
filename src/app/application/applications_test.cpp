#include "app/application/read_application.hpp"
#include "app/application/read_section.hpp"
#include "app/application/start_application.hpp"
#include "app/application/withdraw_application.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace std::chrono_literals;
using application::State;
using std::chrono::days;
using testing::Applicant;
using testing::Office;
using testing::on_each_office;
using testing::place;

namespace {

LocalDate const kDay = testing::kMonday + days{7};
booking::SeatKey const kPlace = place(kDay, 8);

template <typename T>
Code code_of(Result<T> const& result) {
    return result ? Code::internal : result.error().code;
}

app::SaveSection section(Applicant const& who, std::string name, std::int64_t version) {
    return {who.application, {std::move(name), version, Instant{}, Bytes(3)}};
}

Result<void> start(Office& office, AccountId account) {
    auto const me = office.as(account);
    return office.act([&](auto& tx) { return app::start_application(tx, me, {{office.fresh()}}); });
}

Result<std::int64_t> save(Office& office, Applicant const& who, std::string name,
                          std::int64_t version) {
    auto const revised = TRY(office.revise(who, section(who, std::move(name), version)));
    return revised.version;
}

Result<app::ApplicationView> view(Office& office, Applicant const& who) {
    auto const me = office.as(who.account);
    return office.act([&](auto& tx) { return app::read_application(tx, me, who.application); });
}

}  // namespace

TEST_CASE("applications: 2.12: five per account that have not ended") {
    on_each_office([](Office& office) {
        auto const account = office.account();
        auto const first = office.draft(account, "a");
        for (int i = 1; i < 5; ++i) start(office, account).value();
        CHECK(code_of(start(office, account)) == Code::applications_max);
        CHECK(start(office, office.account()));
        office.withdraw(first).value();
        CHECK(start(office, account));
        CHECK(code_of(start(office, account)) == Code::applications_max);
    });
}

TEST_CASE("applications: 2.12: those that are live or expired count as well") {
    on_each_office([](Office& office) {
        office.open(kPlace, 9);
        auto const account = office.account();
        auto const held = office.draft(account, "a"), expired = office.draft(account, "b");
        office.hold(held, kPlace).value();
        auto const hold = office.hold(expired, kPlace).value();
        office.expire_hold(expired, hold.expires_at).value();
        for (int i = 2; i < 5; ++i) start(office, account).value();
        CHECK(code_of(start(office, account)) == Code::applications_max);
    });
}

TEST_CASE("applications: nobody but an applicant starts one") {
    on_each_office([](Office& office) {
        auto const officer = office.officer(1);
        CHECK(code_of(office.act([&](auto& tx) {
                  return app::start_application(tx, officer, {{office.fresh()}});
              })) == Code::application_not_found);
    });
}

TEST_CASE("sections: each version is written over the one before it, and over no other") {
    on_each_office([](Office& office) {
        auto const who = office.draft();
        CHECK(save(office, who, "passport_history", 2).value() == 2);
        for (std::int64_t const stale : {1, 2, 4}) {
            auto const refused = save(office, who, "passport_history", stale);
            CHECK(code_of(refused) == Code::section_changed);
            CHECK(refused.error().params.at(0).value == "2");
        }
        CHECK(code_of(save(office, who, "another", 2)) == Code::section_changed);
        auto const me = office.as(who.account);
        auto const kept =
            office
                .act([&](auto& tx) {
                    return app::read_section(tx, me, who.application, "passport_history");
                })
                .value();
        CHECK(kept->version == 2);
        CHECK(kept->sealed == Bytes(3));
    });
}

TEST_CASE("sections: they are saved while a draft, held or expired, and no longer under a bill") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = office.draft();
        auto const attach = [&] {
            return office.revise(who,
                                 app::AttachDocument{who.application, "id_card", sha256("card")});
        };
        auto const remove = [&] {
            return office.revise(who, app::RemoveDocument{who.application, "id_card"});
        };
        auto const held = office.hold(who, kPlace).value();
        CHECK(save(office, who, "passport_history", 2));
        CHECK(attach());
        office.expire_hold(who, held.expires_at).value();
        CHECK(save(office, who, "passport_history", 3));
        office.hold(who, kPlace).value();
        office.submit(who).value();
        CHECK(code_of(save(office, who, "passport_history", 4)) == Code::not_allowed_in_state);
        CHECK(code_of(attach()) == Code::not_allowed_in_state);
        CHECK(code_of(remove()) == Code::not_allowed_in_state);
        CHECK(code_of(office.revise(who, app::LookAgain{who.application})) ==
              Code::not_allowed_in_state);
        office.withdraw(who).value();
        CHECK(code_of(save(office, who, "passport_history", 4)) == Code::not_allowed_in_state);
    });
}

TEST_CASE("sections: 002-S5, 000-11: a type for the counter, no such tariff, a fee that is told") {
    on_each_office([](Office& office) {
        using application::Type;
        auto const who = office.draft();
        auto const choose = [&](Type type, int years) {
            return office.revise(who,
                                 app::SaveProduct{section(who, "product", 2), type,
                                                  application::Product::non_electronic, years});
        };
        CHECK(code_of(choose(Type::replace_lost_valid, 5)) == Code::type_not_online);
        CHECK(code_of(choose(Type::new_passport, 11)) == Code::tariff_unknown);
        CHECK(choose(Type::replace_expired, 10)->product->price.total() == Rupiah{650'000});
        auto const now = office.application(who);
        CHECK(now.type == "REPLACE_EXPIRED");
        CHECK(now.validity_years == 10);
    });
}

TEST_CASE("documents: 002-S3: an upload of one's own is attached, replaced and taken away") {
    on_each_office([](Office& office) {
        auto const who = office.draft();
        auto const other = office.draft();
        auto const keep = [&](Applicant const& of, std::string blob) {
            auto const me = office.as(of.account);
            return office
                .act([&](auto& tx) {
                    store::Upload upload{.account = {},
                                         .hash = sha256("new"),
                                         .blob = std::move(blob),
                                         .type = "pdf",
                                         .hints = "dark",
                                         .created = {}};
                    return app::keep_upload(tx, me, std::move(upload));
                })
                .value();
        };
        auto const attach = [&](Applicant const& of, std::string_view hash) {
            return office.revise(of, app::AttachDocument{of.application, "id_card", sha256(hash)});
        };
        auto const found = [&](Applicant const& by, ApplicationId id) {
            auto const me = office.as(by.account);
            return office.act([&](auto& tx) { return app::find_document(tx, me, id, "id_card"); });
        };
        CHECK(keep(who, "first").account == who.account);
        CHECK(keep(who, "second").blob == "first");  // The same file again.
        CHECK(code_of(attach(other, "new")) == Code::upload_not_found);
        CHECK(attach(who, "new"));
        CHECK(found(who, who.application)->blob == "first");
        CHECK(code_of(found(other, who.application)) == Code::application_not_found);
        auto const remove = [&] {
            return office.revise(who, app::RemoveDocument{who.application, "id_card"});
        };
        CHECK(remove());
        CHECK(code_of(remove()) == Code::document_not_found);
        CHECK(code_of(found(who, who.application)) == Code::document_not_found);
    });
}

TEST_CASE("withdrawing: R8: the place is free at once and the bill void; once paid it is refused") {
    on_each_office([](Office& office) {
        office.open(kPlace, 3);
        auto const draft = office.draft(), held = office.held(kPlace);
        auto const billed = office.billed(kPlace), paid = office.scheduled(kPlace);
        CHECK(code_of(office.withdraw(paid)) == Code::not_allowed_in_state);
        for (Applicant const& who : {draft, held, Applicant{billed}}) {
            CHECK(office.withdraw(who));
            CHECK(office.application(who).state == State::cancelled);
            CHECK(code_of(office.withdraw(who)) == Code::not_allowed_in_state);
            CHECK(code_of(office.hold(who, kPlace)) == Code::not_allowed_in_state);
        }
        CHECK(office.row(kPlace).taken == 1);
        CHECK(office.bill(billed.bill.id).state == payment::BillState::voided);
    });
}

TEST_CASE("withdrawing: R8: also after the bill expired, which stays expired") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = office.billed(kPlace);
        office.expire(who.bill);
        CHECK(office.withdraw(who));
        CHECK(office.application(who).state == State::cancelled);
        CHECK(office.bill(who.bill.id).state == payment::BillState::expired);
        CHECK(office.row(kPlace).sequence == 1);
    });
}

TEST_CASE("reading: D5: a hold that ran out reads as gone, though its timer has not rung") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = office.held(kPlace);
        CHECK(view(office, who)->application.state == State::held);
        CHECK(view(office, who)->visit->hold_expires_at == office.now + 15min);
        office.now += 15min;
        auto const gone = view(office, who).value();
        CHECK(gone.application.state == State::expired);
        CHECK_FALSE(gone.visit.has_value());
        CHECK_FALSE(gone.facts.has_place);
    });
}

TEST_CASE("reading: the stages, the visit and the bill; 002-F4: one reschedule is left once paid") {
    on_each_office([](Office& office) {
        office.open(kPlace, 2);
        auto const who = office.billed(kPlace);
        CHECK(view(office, who)->visit->reschedules_left == 0);
        CHECK_FALSE(view(office, who)->facts.settled);
        office.pay(Office::full(who.bill, office.now)).value();
        auto const paid = view(office, who).value();
        CHECK(paid.visit->reschedules_left == 1);
        CHECK(paid.visit->office_name == "Pontianak");
        CHECK(paid.bill->state == payment::BillState::paid);
        CHECK(paid.facts.settled);
        CHECK(paid.facts.nik_valid);
        auto const thief = Applicant{office.account(), who.application, ""};
        CHECK(code_of(view(office, thief)) == Code::application_not_found);
    });
}

TEST_CASE("reading: an account's applications, newest first, twenty at a time, and no other's") {
    on_each_office([](Office& office) {
        auto const account = office.account();
        std::vector<ApplicationId> made;
        for (int i = 0; i < 22; ++i) {
            auto const who = Applicant{account, {office.fresh()}, ""};
            auto const me = office.as(account);
            office.act([&](auto& tx) { return app::start_application(tx, me, {who.application}); })
                .value();
            made.insert(made.begin(), who.application);
            if (i < 19) office.withdraw(who).value();
        }
        office.draft();
        auto const me = office.as(account);
        auto const page = [&](std::optional<ApplicationId> before) {
            return office.act([&](auto& tx) { return app::list_applications(tx, me, before); })
                .value();
        };
        auto const first = page({});
        REQUIRE(first.applications.size() == 20);
        CHECK(first.applications.front().application.id == made.at(0));
        CHECK(first.next == made.at(19));
        auto const rest = page(first.next);
        REQUIRE(rest.applications.size() == 2);
        CHECK(rest.applications.back().application.id == made.at(21));
        CHECK_FALSE(rest.next.has_value());
    });
}
