#include "gateways/reference_files.hpp"

#include "app/office/open_days.hpp"
#include "base/text.hpp"
#include "store/seats.hpp"
#include "testing/databases.hpp"
#include "testing/scratch_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

using namespace mpaspor;
using namespace std::chrono_literals;

namespace {

std::filesystem::path const kData = std::filesystem::path{MPASPOR_SOURCE_DIR} / "data";

/// A copy of data/ in which one text of one file is another.
struct Changed {
    Changed(std::string const& file, std::string const& was, std::string const& is) {
        std::filesystem::copy(kData, folder.path());
        std::ifstream in{kData / file};
        std::string text{std::istreambuf_iterator<char>{in}, {}};
        auto const at = text.find(was);
        REQUIRE(at != std::string::npos);
        std::ofstream{folder.file(file)} << text.replace(at, was.size(), is);
    }
    std::string fault() const {
        auto const read = gateways::read_reference_files(folder.path());
        REQUIRE(!read);
        CHECK(read.error().code == Code::bad_configuration);
        return read.error().detail.substr(folder.path().size() + 1);
    }
    testing::ScratchFolder folder;
};

}  // namespace

TEST_CASE("the sample data are read whole") {
    auto const read = gateways::read_reference_files(kData);
    REQUIRE_MESSAGE(read, (read ? "" : read.error().detail));
    CHECK(read->offices.size() == 140);
    CHECK(read->points.size() == 142);
    CHECK(read->products.size() == 274);
    CHECK(read->slots.size() == 335);
    CHECK(read->releases.size() == 10);
    CHECK(read->settings.size() == 41);
    CHECK(read->holidays.size() == 155);
    CHECK(read->quota_rules.size() == 26);
    CHECK(read->tariffs.size() == 34);
    REQUIRE(read->accelerated.size() == 4);
    CHECK(read->accelerated[0].point == ServicePointId{1});
    CHECK(read->accelerated[0].arrive_before == std::chrono::minutes{11 * 60});
    CHECK(read->regions.size() == 558);
    CHECK(read->regions.back().now == "96.71");
    CHECK(read->details.empty());
    CHECK(read->notices.size() == 9);
    REQUIRE(read->hours.size() == 22);
    CHECK(read->hours[1].hours.pause == booking::Span{11h + 30min, 13h});
    CHECK(read->hours[20].point == ServicePointId{9});
    CHECK(read->hours[20].hours.open == booking::Span{7h + 30min, 19h});
    CHECK_FALSE(read->hours[20].hours.pause);
    CHECK(read->document_rules.size() == 38);
    REQUIRE(read->forms.size() == 1);
    CHECK(read->forms[0].sections.size() == 13);
    auto const& history = read->forms[0].sections.at(0);
    CHECK(history.id == "passport_history");
    CHECK(history.fields.at(0).options == std::vector<std::string>{"never", "yes"});
    CHECK(history.fields.at(1).asked.text() == "record=known & had_passport=never");
    CHECK(history.fields.at(1).rule == "D10");
    CHECK(read->forms[0].section("printed_name")->fields.at(1).length_max == 34);
    CHECK(read->document_rules.at(0).source == "Permenkumham 8/2014 art. 4 (a)");
    CHECK(read->document_rules.at(0).kinds ==
          std::vector<std::string>{"id_card", "moving_abroad_letter"});
    CHECK(read->holiday_years.front() == std::chrono::year{2022});
    CHECK(read->points.at(5).office == OfficeId{5});
    CHECK(read->points.at(3).zone == Zone::wita);
    auto const& thursdays = read->quota_rules.at(1).rule;
    CHECK(thursdays.kind == booking::QuotaRuleKind::delta);
    CHECK(thursdays.amount == 125);
    CHECK(thursdays.weekdays == booking::Weekdays{std::chrono::Thursday, std::chrono::Friday});
    CHECK(read->tariffs.at(3).amount == Rupiah{655'000});
}

TEST_CASE("a broken file is refused with its file, line and column") {
    CHECK(Changed{"offices.tsv", "2\tTANJUNGPANDAN", "2\t"}.fault() ==
          "offices.tsv, line 3, column code: A member that this request needs.");
    CHECK(Changed{"offices.tsv", "id\tcode", "code\tid"}.fault().starts_with(
        "offices.tsv, line 1, column id code name"));
    CHECK(Changed{"service_points.tsv", "4\tMAUMERE", "4\tMAUMERA"}.fault().starts_with(
        "service_points.tsv, line 5, column office: Not one of"));
    CHECK(Changed{"service_points.tsv", "WITA", "CET"}.fault().starts_with(
        "service_points.tsv, line 5, column zone: Not one of"));
    CHECK(Changed{"quota_rules.tsv", "\t200\t", "\tmany\t"}.fault().starts_with(
        "quota_rules.tsv, line 2, column places: Text"));
    CHECK(Changed{"quota_rules.tsv", "1,2,3,4,5", "1,2,3,4,8"}.fault().starts_with(
        "quota_rules.tsv, line 2, column weekdays: Not one of"));
    CHECK(Changed{"slots.tsv", "08:00", "24:00"}.fault().starts_with(
        "slots.tsv, line 2, column slot:"));
    CHECK(Changed{"slots.tsv", "\n1\t1\t09:00", "\n77\t1\t09:00"}.fault().starts_with(
        "slots.tsv, line 3, column service_point: Not one of"));
    CHECK(Changed{"tariffs.tsv", "2019-05-01", "2019-02-29"}.fault().starts_with(
        "tariffs.tsv, line 2, column to: Not a date"));
    CHECK(Changed{"holidays.tsv", "national", "international"}.fault().starts_with(
        "holidays.tsv, line 2, column kind: Not one of"));
    CHECK(Changed{"settings.tsv", "hold_minutes\t15\tmin", "hold_minutes\t-15\tmin"}
              .fault()
              .starts_with("settings.tsv, line 2, column value: A number outside"));
    CHECK(Changed{"settings.tsv", "D5\n", "D5\tmore\n"}.fault().starts_with(
        "settings.tsv, line 2, column source: A member that this request does not have"));
    CHECK(Changed{"service_hours.tsv", "08:00-16:00", "16:00-08:00"}.fault().starts_with(
        "service_hours.tsv, line 2, column hours: A number outside"));
    CHECK(Changed{"service_hours.tsv", "12:00-13:00", "12:00-16:00"}.fault().starts_with(
        "service_hours.tsv, line 2, column break: A number outside"));
    CHECK(Changed{"service_hours.tsv", "\tregular\t", "\tusual\t"}.fault().starts_with(
        "service_hours.tsv, line 2, column season: Not one of"));
    CHECK(Changed{"office_notices.tsv", "\n10\t", "\n999\t"}.fault().starts_with(
        "office_notices.tsv, line 2, column service_point: Not one of"));
    CHECK(Changed{"products.tsv", "ORDINARY", "ORDI\xffNARY"}.fault().starts_with(
        "products.tsv, line 2, column product: Text"));
}

TEST_CASE(
    "2.13 2.5: a form or document rule that cannot be worked with is refused, with the reason") {
    CHECK(Changed{"form_sections.tsv", "CHILD | ", "CHILD || "}.fault().starts_with(
        "form_sections.tsv, line 5, column asked: Not one of"));
    CHECK(Changed{"form_sections.tsv", "journey\t2", "journey\t3"}.fault().ends_with(
        "journey: its stage"));
    CHECK(Changed{"form_sections.tsv", "\tspouse\t", "\tspouses\t"}.fault().starts_with(
        "form_fields.tsv, line 69, column section: Not one of"));
    CHECK(Changed{"form_fields.tsv", "yes_no", "yesno"}.fault().starts_with(
        "form_fields.tsv, line 3, column kind: Not one of"));
    CHECK(Changed{"form_fields.tsv", "had_passport=yes", "had_passport=YES"}.fault().ends_with(
        "had_passport is never YES"));
    CHECK(Changed{"form_fields.tsv", "age>=12", "purpose=hajj"}.fault().ends_with(
        "civil_status: asks for purpose"));
    // A question must not hang on what answers below it decide: it could be taken away by its own.
    CHECK(Changed{"form_fields.tsv", "age>=12", "category=CHILD"}.fault().ends_with(
        "civil_status: category is decided below it, by civil_status"));
    CHECK(Changed{"form_fields.tsv", "category=UMRAH", "category=UMROH"}.fault().ends_with(
        "endorsement_father_name: category is never UMROH"));
    CHECK(Changed{"document_rules.tsv", "type=DATA_CHANGE", "type=DATA"}.fault().ends_with(
        "change_proof: type is never DATA"));
    CHECK(Changed{"document_rules.tsv", "old_data_same", "data_same"}.fault().ends_with(
        "family_card: data_same is never yes"));
    CHECK(Changed{"document_rules.tsv", "\t2023-08-28\tIMI", "\t2023-08-29\tIMI"}.fault().ends_with(
        "hajj_recommendation: in force twice"));
    CHECK(Changed{"document_rules.tsv", "id_card moving", "id_card Moving"}.fault().starts_with(
        "document_rules.tsv, line 2, column kinds: Text"));
}

TEST_CASE("a missing file is refused by its name") {
    Changed const copy{"offices.tsv", "id", "id"};
    std::filesystem::remove(copy.folder.file("slots.tsv"));
    CHECK(copy.fault() == "slots.tsv: cannot be read");
}

TEST_CASE("001-03 001-04: Pontianak's days have 200 places, and 325 on Thursdays and Fridays") {
    // Goal: from the files to the rows that are sold. Method: loads data/ twice, which changes
    // nothing, and opens one week.
    auto const data = gateways::read_reference_files(kData).value();
    testing::on_each_migrated_database([&](sql::Connection& database) {
        REQUIRE(database.begin());
        sql::Transaction tx{database};
        app::Context const context;
        auto const first = app::load_reference(tx, context, data);
        REQUIRE_MESSAGE(first, (first ? "" : first.error().detail));
        auto const again = app::load_reference(tx, context, data);
        REQUIRE(again);
        CHECK(again->rules_kept == data.quota_rules.size());

        ServicePointId const pontianak{1};
        auto const monday = date_from_text("2026-11-30").value();
        REQUIRE(app::open_days(tx, context, {pontianak, monday, monday + std::chrono::days{7}}));
        auto const rows = store::seat_rows(tx, pontianak, booking::Pool::online, monday,
                                           monday + std::chrono::days{7})
                              .value();
        std::vector<int> totals(7);
        for (auto const& row : rows) {
            totals.at(static_cast<std::size_t>((row.key.date - monday).count())) += row.capacity;
        }
        CHECK(totals == std::vector{200, 200, 200, 325, 325, 0, 0});
        REQUIRE(database.rollback());
    });
}

TEST_CASE("an unknown setting is refused when it is loaded") {
    app::ReferenceData data;
    data.settings = {{"colour_of_the_door", 3}};
    testing::on_each_migrated_database([&](sql::Connection& database) {
        REQUIRE(database.begin());
        sql::Transaction tx{database};
        auto const loaded = app::load_reference(tx, {}, data);
        CHECK(loaded.error().code == Code::unknown_value);
        CHECK(loaded.error().pointer == "/settings");
        REQUIRE(database.rollback());
    });
}
