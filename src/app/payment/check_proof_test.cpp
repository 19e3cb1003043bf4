#include "app/payment/check_proof.hpp"

#include "app/payment/read_proof.hpp"
#include "app/proof_keys.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace std::chrono_literals;
using application::ProofVerdict;
using std::chrono::days;
using testing::kMonday;
using testing::Office;
using testing::on_each_office;
using testing::place;

namespace {

SecretKey const kRoot{sha256("proofs")};
application::Numbers const kNumbers{SecretKey{sha256("numbers")}};

std::string qr_of(Office& office, testing::Applicant const& who) {
    auto const context = office.as(who.account);
    auto view =
        office.act([&](auto& tx) { return app::read_application(tx, context, who.application); });
    return app::prove(std::move(view).value(), kNumbers, kRoot).value().qr;
}

app::CheckedProof checked(Office& office, std::string const& qr) {
    auto const keys = app::proof_keys(kRoot, date_in(Zone::wib, office.now));
    auto const code = app::read_proof_code(qr, keys).value();
    auto const context = office.context({});
    return office.act([&](auto& tx) { return app::check_proof(tx, context, kNumbers, code); })
        .value();
}

}  // namespace

TEST_CASE(
    "check proof: 002-S9: in force, with its place and without its owner, until its day ends") {
    on_each_office([](Office& office) {
        office.open(place(kMonday + days{3}), 2);
        auto const who = office.scheduled(place(kMonday + days{3}));
        auto const qr = qr_of(office, who);
        auto const found = checked(office, qr);
        CHECK(found.verdict == ProofVerdict::genuine);
        CHECK(found.code.number == kNumbers.application_number(who.application));
        CHECK(found.code.date == kMonday + days{3});
        CHECK(found.code.slot == 8h);
        CHECK(found.point.id == testing::kPontianak);
        CHECK_FALSE(found.office_name.empty());
        office.now = testing::at(Zone::wib, kMonday + days{3}, 23, 59, 59);
        CHECK(checked(office, qr).verdict == ProofVerdict::genuine);
        office.now += 1s;
        CHECK(checked(office, qr).verdict == ProofVerdict::past);
    });
}

TEST_CASE("check proof: 002-F4: the paper from before the visit was moved is superseded") {
    on_each_office([](Office& office) {
        office.open(place(kMonday + days{3}), 1);
        office.open(place(kMonday + days{4}), 1);
        auto const who = office.scheduled(place(kMonday + days{3}));
        auto const before = qr_of(office, who);
        office.reschedule(who, kMonday + days{4}).value();
        auto const after = qr_of(office, who);
        CHECK(before != after);
        auto const old = checked(office, before);
        CHECK(old.verdict == ProofVerdict::superseded);
        CHECK(old.code.date == kMonday + days{3});  // What the paper says, not where to it moved.
        CHECK(checked(office, after).verdict == ProofVerdict::genuine);
    });
}

TEST_CASE("check proof: of an application that is not there it is of no use") {
    on_each_office([](Office& office) {
        auto const elsewhere = app::make_proof_code(
            app::proof_seed(kRoot, kMonday), {.number = kNumbers.application_number({987'654'321}),
                                              .service_point = testing::kPontianak,
                                              .date = kMonday,
                                              .slot = 8h,
                                              .valid_until = floored_to_second(office.now) + 1h});
        CHECK(checked(office, elsewhere).verdict == ProofVerdict::cancelled);
    });
}

TEST_CASE(
    "check proof: 002-S9: asked twice, and of two servers, a proof is the same to the letter") {
    on_each_office([](Office& office) {
        office.open(place(kMonday + days{3}), 1);
        auto const who = office.scheduled(place(kMonday + days{3}));
        auto const qr = qr_of(office, who);
        office.now += 5h;
        CHECK(qr_of(office, who) == qr);
    });
}

TEST_CASE("check proof: of the number only the last four digits are told") {
    CHECK(app::masked_number("4471092633581024") == "************1024");
    CHECK(app::masked_number("024") == "024");
}
