#include "app/application/documents.hpp"
#include "app/office/create_officer.hpp"
#include "app/operation/housekeeping.hpp"
#include "app/request/decide_claim.hpp"
#include "app/request/file_claim.hpp"
#include "app/request/limits.hpp"
#include "app/request/read_requests.hpp"
#include "app/transition.hpp"
#include "store/seats.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>
#include <array>

using namespace mpaspor;
using namespace std::chrono_literals;
using application::State;
using office::Reason;
using office::RequestKind;
using office::RequestState;
using std::chrono::days;
using testing::Applicant;
using testing::Office;
using testing::on_each_office;
using testing::place;

namespace {

booking::SeatKey const kPlace = place(testing::kMonday + days{7}, 8);
booking::SeatKey const kOther = place(testing::kMonday + days{8}, 8);
constexpr std::string_view kNik = "the same person";

struct Sides {
    Applicant owner, stranger;
};

/// The stranger's draft and the owner's, of one NIK.
Sides two_drafts(Office& office) {
    office.open(kPlace, 1);
    office.open(kOther, 5);
    auto const stranger = office.draft(office.account(), std::string{kNik});
    return {office.draft(office.account(), std::string{kNik}), stranger};
}

/// The stranger holds the NIK with a place.
Sides held(Office& office) {
    auto const sides = two_drafts(office);
    office.hold(sides.stranger, kPlace).value();
    return sides;
}

/// And has paid for it.
Sides paid(Office& office, std::string const& reference) {
    auto const sides = held(office);
    auto const bill = office.submit(sides.stranger).value();
    office.pay(Office::full(bill, office.now, reference)).value();
    CHECK(office.application(sides.stranger).state == State::scheduled);
    return sides;
}

Result<store::Request> file(Office& office, Applicant const& who,
                            std::vector<Digest> evidence = {sha256("card")}) {
    auto const me = office.as(who.account);
    auto const id = office.fresh();
    app::FileClaim const claim{.request = {{id}, "claim" + std::to_string(id)},
                               .application = who.application,
                               .office_code = "PONTIANAK",
                               .evidence = std::move(evidence)};
    return office.act([&](auto& tx) { return app::file_claim(tx, me, claim); });
}

OfficerId officer(Office& office, std::string_view role, std::string_view at = "PONTIANAK") {
    OfficerId const id{office.fresh()};
    auto const root = office.context({app::ActorKind::operator_});
    std::string login{"o" + std::to_string(id.value)};
    office
        .act([&](auto& tx) {
            return app::create_officer(tx, root, {id, login, std::string{role}, std::string{at}});
        })
        .value();
    return id;
}

Result<store::Request> decide(Office& office, OfficerId by, store::Request const& request,
                              RequestState outcome, Reason reason) {
    auto const me = office.officer(by.value);
    return office.act(
        [&](auto& tx) { return app::decide_claim(tx, me, {request.name, outcome, reason}); });
}
Result<store::Request> uphold(Office& office, OfficerId by, store::Request const& request) {
    return decide(office, by, request, RequestState::upheld, Reason::identity_confirmed);
}

std::int64_t notices(Office& office, std::string_view topic) {
    return office.count("SELECT count(*) FROM outbox WHERE topic = '" + std::string{topic} + "'");
}

}  // namespace

TEST_CASE("D8 claim: upheld, the stranger's hold ends, its place is free and the owner takes one") {
    on_each_office([](Office& office) {
        auto const sides = held(office);
        CHECK(office.hold(sides.owner, kOther).error().code == Code::nik_has_live_application);
        auto const claim = file(office, sides.owner).value();
        CHECK(claim.state == RequestState::open);
        CHECK(office.application(sides.stranger).state == State::held);  // Not by asking alone.
        auto const decided = uphold(office, officer(office, "OFFICE_HEAD"), claim).value();
        CHECK(decided.state == RequestState::upheld);
        CHECK(office.application(sides.stranger).state == State::cancelled);
        CHECK(office.row(kPlace).taken == 0);
        CHECK(notices(office, "notify.ended_by_claim") == 1);
        CHECK(notices(office, "notify.claim_upheld") == 1);
        CHECK(office.hold(sides.owner, kPlace).has_value());
        // Both changes have their rows of audit: filed and upheld.
        CHECK(office.count("SELECT count(*) FROM audit_event WHERE kind = 'request'") == 2);
    });
}

TEST_CASE("D8 claim: the NIK is kept for its owner for thirty days, and then for nobody") {
    on_each_office([](Office& office) {
        auto const sides = held(office);
        auto const more = office.draft(office.account(), std::string{kNik});
        uphold(office, officer(office, "OFFICE_HEAD"), file(office, sides.owner).value()).value();
        // D9: told as to anybody whose NIK another has.
        CHECK(office.hold(more, kOther).error().code == Code::nik_has_live_application);
        auto const again = office.draft(sides.stranger.account, std::string{kNik});
        CHECK(office.hold(again, kOther).error().code == Code::nik_has_live_application);
        CHECK(office.hold(sides.owner, kOther).has_value());
        CHECK(office.release(sides.owner));
        office.now += days{30};
        auto const later = place(testing::kMonday + days{45}, 8);
        office.open(later, 5);
        auto const fresh = office.draft(sides.stranger.account, std::string{kNik});
        CHECK(office.hold(fresh, later).has_value());
        CHECK(office.count("SELECT count(*) FROM nik_reservation") == 1);
        auto const job = office.system();
        office.act([&](auto& tx) { return app::forget_ended(tx, job); }).value();
        CHECK(office.count("SELECT count(*) FROM nik_reservation") == 0);
    });
}

TEST_CASE(
    "D8 D4 claim: upheld against a bill, the bill is void and paying it in time is owed back") {
    on_each_office([](Office& office) {
        auto const sides = held(office);
        auto const bill = office.submit(sides.stranger).value();
        uphold(office, officer(office, "SECTION_HEAD_TRAFFIC"), file(office, sides.owner).value())
            .value();
        CHECK(office.bill(bill.id).state == payment::BillState::voided);
        auto told = Office::full(bill, office.now);
        told.notice = payment::Notice::told;
        office.pay(told).value();
        CHECK(office.outcome("r1") == "refund_due");
        CHECK(office.application(sides.stranger).state == State::cancelled);
    });
}

TEST_CASE("D8 D4 claim: upheld against a paid visit, the fee is owed back by the treasurer") {
    on_each_office([](Office& office) {
        auto const sides = paid(office, "r7");
        CHECK(office.outcome("r7") == "applied");
        uphold(office, officer(office, "OFFICE_HEAD"), file(office, sides.owner).value()).value();
        CHECK(office.application(sides.stranger).state == State::cancelled);
        CHECK(office.outcome("r7") == "refund_due");
        CHECK(office.row(kPlace).taken == 0);
        CHECK(office.count("SELECT count(*) FROM ledger_entry WHERE reference = 'r7'") == 4);
    });
}

TEST_CASE("D8 claim: rejected, nothing changes but that it is told why") {
    on_each_office([](Office& office) {
        auto const sides = held(office);
        auto const claim = file(office, sides.owner).value();
        auto const head = officer(office, "OFFICE_HEAD");
        auto const wrong =
            decide(office, head, claim, RequestState::rejected, Reason::identity_confirmed);
        CHECK(wrong.error().code == Code::unknown_value);
        auto const decided =
            decide(office, head, claim, RequestState::rejected, Reason::evidence_insufficient);
        CHECK(decided->reason == Reason::evidence_insufficient);
        CHECK(office.application(sides.stranger).state == State::held);
        CHECK(notices(office, "notify.claim_rejected_evidence_insufficient") == 1);
        CHECK(uphold(office, head, claim).error().code == Code::request_decided);
        auto const me = office.as(sides.owner.account);
        auto const own = office.act(
            [&](auto& tx) { return app::read_own_claim(tx, me, sides.owner.application); });
        CHECK(own->state == RequestState::rejected);
    });
}

TEST_CASE("D8 claim: only of a NIK that is VALID, and that somebody else holds") {
    on_each_office([](Office& office) {
        auto const sides = two_drafts(office);
        CHECK(file(office, sides.owner).error().code == Code::nik_not_claimable);
        office.hold(sides.stranger, kPlace).value();
        auto const sibling = office.draft(sides.stranger.account, std::string{kNik});
        CHECK(file(office, sibling).error().code == Code::nik_not_claimable);  // One's own.
        CHECK(file(office, sides.owner, {sha256("nothing")}).error().code ==
              Code::upload_not_found);
        auto const stranger = office.as(sides.stranger.account);
        app::FileClaim const theirs{.request = {{office.fresh()}, "x"},
                                    .application = sides.owner.application,
                                    .office_code = "PONTIANAK",
                                    .evidence = {}};
        CHECK(office.act([&](auto& tx) { return app::file_claim(tx, stranger, theirs); })
                  .error()
                  .code == Code::application_not_found);
        auto const me = office.as(sides.owner.account);
        auto nowhere = theirs;
        nowhere.office_code = "ATLANTIS";
        auto const refused = office.act([&](auto& tx) { return app::file_claim(tx, me, nowhere); });
        CHECK(refused.error().code == Code::office_not_found);
        CHECK(refused.error().pointer == "/office");
        CHECK(file(office, sides.stranger).error().code == Code::not_allowed_in_state);
        office.now += days{30};
        CHECK(file(office, sides.owner).error().code == Code::nik_not_valid);
    });
}

TEST_CASE("D8 claim: one at a time per account, and three of a NIK by it in thirty days") {
    on_each_office([](Office& office) {
        auto const sides = held(office);
        auto const head = officer(office, "OFFICE_HEAD");
        auto const reject = [&](store::Request const& claim) {
            decide(office, head, claim, RequestState::rejected, Reason::did_not_come).value();
        };
        auto const first = file(office, sides.owner).value();
        CHECK(file(office, sides.owner).error().code == Code::request_open);
        reject(first);
        office.now += 1h;
        for (int i = 0; i < 2; ++i) reject(file(office, sides.owner).value());
        auto const refused = file(office, sides.owner);
        CHECK(refused.error().code == Code::too_many_requests);
        CHECK(refused.error().params.at(0).value == std::to_string((30 * 24 - 1) * 3600));
        // Another's claims are not used up by it.
        CHECK(file(office, office.draft(office.account(), std::string{kNik})).has_value());
    });
}

TEST_CASE("D8 claim: who came to the office already is not ended by a claim") {
    on_each_office([](Office& office) {
        auto const sides = paid(office, "r1");
        auto const claim = file(office, sides.owner).value();
        auto const before = office.application(sides.stranger);
        office
            .act([&](auto& tx) -> Result<void> {
                TRY(app::advance(tx, office.officer(1), before, before,
                                 application::Event::checked_in, "2.6"));
                return {};
            })
            .value();
        CHECK(uphold(office, officer(office, "OFFICE_HEAD"), claim).error().code ==
              Code::not_allowed_in_state);
        CHECK(office.outcome("r1") == "applied");
    });
}

TEST_CASE(
    "D8 4.2 claim: an office sees its own, a region its offices', the capital all; no other") {
    on_each_office([](Office& office) {
        auto const claim = file(office, held(office).owner).value();
        struct Row {
            std::string_view role, at;
            Code reads, decides;
        };
        constexpr auto kIn = Code::internal;  // Let in.
        constexpr auto kRows = std::to_array<Row>({
            {"TREASURER", "PONTIANAK", Code::forbidden, Code::forbidden},
            {"ENFORCEMENT", "PONTIANAK", kIn, Code::forbidden},
            {"OFFICE_HEAD", "MAUMERE", Code::request_not_found, Code::request_not_found},
            {"KANWIL_DIVISION_HEAD", "MAUMERE", Code::request_not_found, Code::forbidden},
            {"KANWIL_DIVISION_HEAD", "PONTIANAK", kIn, Code::forbidden},
            {"NATIONAL", "MAUMERE", kIn, Code::forbidden},
            {"SECTION_HEAD_TRAFFIC", "PONTIANAK", kIn, kIn},
        });
        for (auto const& row : kRows) {
            CAPTURE(row.role);
            auto const id = officer(office, row.role, row.at);
            auto const me = office.officer(id.value);
            auto const looked =
                office.act([&](auto& tx) { return app::look_at_claim(tx, me, claim.name); });
            CHECK((looked ? kIn : looked.error().code) == row.reads);
            auto const decided =
                decide(office, id, claim, RequestState::rejected, Reason::not_the_person);
            CHECK((decided ? kIn : decided.error().code) == row.decides);
        }
    });
}

TEST_CASE("D8 7 claim: looking at one shows who asks and where it stands, and is written down") {
    on_each_office([](Office& office) {
        auto const sides = paid(office, "r1");
        auto const claim = file(office, sides.owner).value();
        auto const me = office.officer(officer(office, "OFFICE_HEAD").value);
        auto const looks = [&](AccountId account) {
            return office.count("SELECT count(*) FROM access_event WHERE account_id = " +
                                std::to_string(account.value));
        };
        auto const view =
            office.act([&](auto& tx) { return app::look_at_claim(tx, me, claim.name); }).value();
        CHECK(view.identity.version == 1);
        CHECK(view.evidence.size() == 1);
        CHECK(view.holder->id == sides.stranger.application);
        CHECK(looks(sides.owner.account) == 1);
        CHECK(looks(sides.stranger.account) == 1);
        auto const picture = [&](std::size_t position) {
            auto const again = office.officer(me.actor.id);
            return office.act(
                [&](auto& tx) { return app::look_at_evidence(tx, again, claim.name, position); });
        };
        CHECK(picture(0)->blob == "key blob");
        CHECK(picture(1).error().code == Code::document_not_found);
        CHECK(looks(sides.owner.account) == 2);
    });
}

TEST_CASE(
    "D8 claim: its pictures are kept while it is open, and forgotten as others are after it") {
    on_each_office([](Office& office) {
        auto const sides = held(office);
        auto const me = office.as(sides.owner.account);
        office
            .act([&](auto& tx) {
                return app::keep_upload(tx, me,
                                        {.account = sides.owner.account,
                                         .hash = sha256("proof"),
                                         .blob = "proof",
                                         .type = "jpeg",
                                         .hints = "",
                                         .created = office.now});
            })
            .value();
        auto const claim = file(office, sides.owner, {sha256("proof")}).value();
        auto const taken = [&] {
            office.now += days{1};
            return office
                .act([&](auto& tx) { return store::take_unused_uploads(tx, office.now, 10); })
                ->size();
        };
        CHECK(taken() == 0);
        auto const head = officer(office, "OFFICE_HEAD");
        decide(office, head, claim, RequestState::rejected, Reason::not_the_person).value();
        CHECK(taken() == 1);
        auto const by = office.officer(head.value);
        auto const view =
            office.act([&](auto& tx) { return app::look_at_claim(tx, by, claim.name); });
        CHECK(view->evidence.empty());
    });
}

TEST_CASE("D8 claim: lists are of one state, oldest first, page by page, of one's own office") {
    on_each_office([](Office& office) {
        std::vector<std::string> names;
        for (int i = 0; i < app::kRequestsPerPage + 2; ++i) {
            auto const id = office.fresh();
            names.push_back("claim" + std::to_string(id));
            store::Request const claim{.id = {id},
                                       .name = names.back(),
                                       .account = office.account(),
                                       .nik_index = {},
                                       .office = {1},
                                       .created = office.now};
            auto const me = office.as(claim.account);
            office
                .act([&](auto& tx) -> Result<void> {
                    TRY(store::insert_request(tx, claim));
                    return app::audit_request(tx, me, claim.id, 1, "filed", "claim");
                })
                .value();
            if (i % 2 == 0) office.now += 1s;  // Some in the same moment.
        }
        auto const page = [&](OfficerId id, RequestState state, std::string_view after = "") {
            auto const me = office.officer(id.value);
            return office
                .act([&](auto& tx) {
                    return app::read_requests(tx, me, RequestKind::claim, state, after);
                })
                .value();
        };
        auto const head = officer(office, "OFFICE_HEAD");
        auto const first = page(head, RequestState::open);
        CHECK(first.more);
        CHECK(first.requests.front().name == names.front());
        auto const second = page(head, RequestState::open, first.requests.back().name);
        CHECK_FALSE(second.more);
        REQUIRE(second.requests.size() == 2);
        CHECK(second.requests.back().name == names.back());
        CHECK(page(head, RequestState::upheld).requests.empty());
        CHECK(page(officer(office, "OFFICE_HEAD", "MAUMERE"), RequestState::open).requests.empty());
        CHECK(page(officer(office, "NATIONAL", "MAUMERE"), RequestState::open).more);
    });
}
