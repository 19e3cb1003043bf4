// Stage 6: which service points are to be chosen for an application, on both engines.

#include "app/booking/read_point_offers.hpp"

#include "store/products.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using office::Hindrance;
using std::chrono::days;
using testing::Applicant;
using testing::kMaumere;
using testing::kPontianak;
using testing::Office;
using testing::on_each_office;
using testing::place;

namespace {

LocalDate const kDay = testing::kMonday + days{7};

std::vector<office::Offer> offers(Office& office, Applicant const& who) {
    auto const me = office.as(who.account);
    auto const view =
        office.act([&](auto& tx) { return app::read_point_offers(tx, me, who.application); })
            .value();
    std::vector<office::Offer> found;
    for (auto const& point : view.points) found.push_back(point.offer);
    return found;
}

void issue(Office& office, ServicePointId point, std::string_view product, LocalDate from) {
    office
        .act([&](auto& tx) {
            return store::save_service_point_product(tx, {point, std::string{product}, from, {}});
        })
        .value();
}

}  // namespace

TEST_CASE("point offers: 002-S6: each point says whether a place may be held there, and why not") {
    on_each_office([](Office& office) {
        using enum Hindrance;
        auto const nearby = office.draft();
        CHECK(offers(office, nearby) == std::vector<office::Offer>{{no_days_open}, {no_days_open}});
        office.open(place(kDay), 5);
        CHECK(offers(office, nearby) == std::vector<office::Offer>{{}, {no_days_open}});
        office.open(place(kDay, 8, kMaumere), 5);
        CHECK(offers(office, nearby) == std::vector<office::Offer>{{}, {}});

        auto const electronic = office.draft(office.account(), "e", testing::kElectronic);
        CHECK(offers(office, electronic) == std::vector<office::Offer>{{}, {product_not_issued}});
        issue(office, kMaumere, testing::kElectronic, kDay + days{1});
        CHECK(offers(office, electronic) ==
              std::vector<office::Offer>{{}, {product_not_issued_before, kDay + days{1}}});
        issue(office, kMaumere, testing::kElectronic, kDay);
        CHECK(offers(office, electronic) == std::vector<office::Offer>{{}, {}});
    });
}

TEST_CASE("point offers: 003-04: a point whose places are all taken is offered all the same") {
    on_each_office([](Office& office) {
        office.open(place(kDay), 1);
        office.held(place(kDay));
        CHECK(offers(office, office.draft()).front() == office::Offer{});
    });
}

TEST_CASE("point offers: 6.4: for an accelerated wish the days of the accelerated places count") {
    on_each_office([](Office& office) {
        using enum Hindrance;
        office.open(place(kDay), 1);
        office.open(place(kDay, 8, kMaumere), 1);
        issue(office, kMaumere, testing::kElectronic, testing::date(2022, 1, 1));
        auto const who = office.draft();
        office
            .revise(who,
                    app::SaveProduct{.section = {who.application, {"product", 2, {}, Bytes(1)}},
                                     .type = application::Type::new_passport,
                                     .product = application::Product::electronic_laminated,
                                     .validity_years = 10,
                                     .accelerated = true})
            .value();
        CHECK(offers(office, who) ==
              std::vector<office::Offer>{{no_days_open}, {accelerated_not_offered}});
        office.open(testing::accelerated_place(kDay), 1);
        CHECK(offers(office, who) == std::vector<office::Offer>{{}, {accelerated_not_offered}});
    });
}

TEST_CASE("point offers: 2.7: days before the first on which a visit may be do not count") {
    on_each_office([](Office& office) {
        office.open(place(kDay), 1);
        auto const who = office.draft();
        auto later = testing::complete();
        later.visit_from = kDay + days{1};
        office
            .act([&](auto& tx) -> Result<void> {
                auto const stored = TRY(store::load_assessment(tx, who.application));
                TRY(store::revise_assessment(tx, who.application, stored.revision, later));
                return {};
            })
            .value();
        CHECK(offers(office, who).front() == office::Offer{Hindrance::no_days_open});
        office.open(place(kDay + days{1}), 1);
        CHECK(offers(office, who).front() == office::Offer{});
    });
}

TEST_CASE("point offers: 7: nobody sees the choices of another's application, or of one unmade") {
    on_each_office([](Office& office) {
        auto const who = office.draft();
        auto const stranger = office.as(office.account());
        auto const read = office.act(
            [&](auto& tx) { return app::read_point_offers(tx, stranger, who.application); });
        REQUIRE(!read);
        CHECK(read.error().code == Code::application_not_found);
        office.database.script("UPDATE application SET product = NULL").value();
        auto const me = office.as(who.account);
        auto const early =
            office.act([&](auto& tx) { return app::read_point_offers(tx, me, who.application); });
        REQUIRE(!early);
        CHECK(early.error().code == Code::stage_incomplete);
    });
}
