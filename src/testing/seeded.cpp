#include "testing/seeded.hpp"

#include "base/crypto.hpp"
#include "store/accounts.hpp"
#include "store/answers.hpp"
#include "store/applications.hpp"
#include "store/assessments.hpp"
#include "store/audit.hpp"
#include "store/documents.hpp"
#include "store/forms.hpp"
#include "store/offices.hpp"
#include "store/passport_records.hpp"
#include "store/quota.hpp"
#include "store/seats.hpp"
#include "store/settings.hpp"
#include "store/tariffs.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace mpaspor::testing {
namespace {

using std::chrono::days;

constexpr std::string_view kProduct = "ORDINARY_ELECTRONIC_LAMINATED";
constexpr LocalDate kLongAgo{days{0}};
/// Above the ids of the reference data, so that loading it changes nothing here.
constexpr std::int64_t kFirstPoint = 901;
constexpr days kSessionLife{3653};
constexpr std::int64_t kNoLimit = 1'000'000'000;
/// One transaction each, so that neither log nor undo grows without bound.
constexpr int kAccountsPerCommit = 1000;

constexpr sql::Statement kReserveIds{"reserve_ids", R"sql(
    UPDATE id_block SET next_id = $2 WHERE name = $1 AND next_id < $2
)sql"};

Result<void> settle(sql::Transaction& tx, Seeding const& seeding) {
    TRY(store::save_setting(tx, "holds_per_nik_and_day", kNoLimit));
    TRY(store::save_setting(tx, "payment_window_s", seeding.payment_window_s));
    TRY(store::save_setting(tx, "unknown_keeps_seat_s", seeding.payment_window_s / 4));
    TRY(store::save_tariff(tx, {.item = std::string{kProduct},
                                .validity_years = 10,
                                .from = kLongAgo,
                                .amount = {950'000},
                                .basis = "seeded"}));
    // A form, so that none is loaded over it: what the drafts amount to is by these rules.
    form::Field const field{
        .id = "address", .kind = form::FieldKind::text, .asked = {}, .length_max = 200};
    TRY(store::save_form(
        tx, {.from = kLongAgo, .sections = {{.id = "address", .stage = 4, .fields = {field}}}}));
    // No holidays, but known to be none: else nothing that counts working days is computed.
    std::chrono::year_month_day const today{std::chrono::floor<days>(seeding.now)};
    TRY(store::save_holiday_year(tx, today.year()));
    return store::save_holiday_year(tx, today.year() + std::chrono::years{1});
}

Result<void> seed_point(sql::Transaction& tx, std::int64_t id) {
    auto const name = "Seeded " + std::to_string(id);
    TRY(store::save_office(tx, {.id = {id},
                                .code = "SEEDED_" + std::to_string(id),
                                .name = name,
                                .office_class = "I",
                                .region = "Seeded",
                                .source = "seeded"}));
    TRY(store::save_service_point(tx,
                                  {.id = {id}, .office = {id}, .name = name, .kind = "OFFICE"}));
    return store::save_service_point_product(
        tx, {.point = {id}, .product = std::string{kProduct}, .from = kLongAgo, .to = {}});
}

Result<std::vector<booking::SeatKey>> seed_places(sql::Transaction& tx, Seeding const& seeding) {
    std::vector<booking::SeatKey> places;
    auto const first = date_in(Zone::wib, seeding.now) + days{7};
    for (std::int64_t point = kFirstPoint; point < kFirstPoint + seeding.points; ++point) {
        TRY(seed_point(tx, point));
        for (int day = 0; day < seeding.days; ++day) {
            for (int slot = 0; slot < seeding.slots; ++slot) {
                booking::SeatKey const key{.service_point = {point},
                                           .date = first + days{day},
                                           .pool = booking::Pool::online,
                                           .slot = std::chrono::hours{8 + slot}};
                TRY(store::open_seat(tx, key, seeding.capacity, seeding.now - days{1},
                                     {{}, seeding.now}));
                places.push_back(key);
            }
        }
    }
    return places;
}

Digest digest_of(std::string_view kind, std::int64_t number) {
    return sha256(std::string{kind} + std::to_string(number));
}

/// A draft with stages 1 to 5 done. What is sealed is never opened: nobody reads these forms.
Result<void> seed_draft(sql::Transaction& tx, Seeding const& seeding, AccountId account,
                        ApplicationId id, std::int64_t person) {
    store::Application application{.id = id, .account = account, .created = seeding.now};
    application.nik = store::ValidNik{digest_of("person/", person), seeding.now};
    application.type = "NEW";
    application.product = std::string{kProduct};
    application.validity_years = 10;
    TRY(store::insert_application(tx, application));
    TRY(store::insert_audit(tx, {.kind = "application",
                                 .subject = id.value,
                                 .version = application.version,
                                 .at = seeding.now,
                                 .actor = "1:" + std::to_string(account.value),
                                 .station = "app",
                                 .action = "started",
                                 .rule = "",
                                 .result = "draft",
                                 .salt = {}}));
    TRY(store::save_nik(tx, application));
    TRY(store::save_product(tx, application));
    store::PassportCheck check{
        .application = id, .nik_index = application.nik->index, .asked_at = seeding.now};
    TRY(store::ask_passport(tx, check));
    check.state = application::PassportRecord::none;
    check.answered_at = seeding.now;
    TRY(store::answer_passport(tx, check));
    TRY(store::insert_assessment(tx, id));
    auto const rules = TRY(store::draft_rules_version(tx));
    TRY(store::revise_assessment(tx, id, 0,
                                 {.rules = rules,
                                  .questionnaire = true,
                                  .documents = true,
                                  .additional_data = true,
                                  .product = true,
                                  .good_until = date_in(Zone::wib, seeding.now + kSessionLife)}));
    for (auto const* section : {"identity", "passport_history", "address"}) {
        TRY(store::save_answer(
            tx, id,
            {.section = section, .version = 1, .saved_at = seeding.now, .sealed = Bytes(64)}));
    }
    return store::attach_document(tx, id, "id_card", digest_of("upload/", id.value), seeding.now);
}

Result<RushApplicant> seed_applicant(sql::Transaction& tx, Seeding const& seeding,
                                     std::int64_t index) {
    auto const secret = digest_of("session/", index);
    RushApplicant applicant{
        .account = {index + 1}, .token = to_base64url(secret), .applications = {}};
    TRY(store::insert_account(tx, applicant.account, seeding.now));
    TRY(store::insert_contact(tx, applicant.account,
                              {digest_of("contact/", index), Bytes(64), seeding.now}));
    TRY(store::insert_session(tx, {.token_hash = sha256(secret),
                                   .account = applicant.account,
                                   .created = seeding.now,
                                   .expires_at = seeding.now + kSessionLife}));
    auto const family = seeding.twins ? index / 2 : index;
    for (int i = 0; i < seeding.applications_each; ++i) {
        ApplicationId const id{index * seeding.applications_each + i + 1};
        auto const person = family * seeding.applications_each + i;
        TRY(seed_draft(tx, seeding, applicant.account, id, person));
        applicant.applications.push_back(id);
    }
    return applicant;
}

Result<void> reserve_ids(sql::Transaction& tx, Seeding const& seeding) {
    std::int64_t const accounts = seeding.accounts + 1;
    std::int64_t const applications =
        std::int64_t{seeding.accounts} * seeding.applications_each + 1;
    TRY(tx.run(kReserveIds, {std::string_view{"account"}, accounts}));
    return tx.run(kReserveIds, {std::string_view{"application"}, applications});
}

}  // namespace

Result<Seeded> seed_rush(sql::Connection& connection, Seeding const& seeding) {
    sql::Transaction tx{connection};
    TRY(connection.begin());
    TRY(settle(tx, seeding));
    TRY(reserve_ids(tx, seeding));
    auto places = TRY(seed_places(tx, seeding));
    Seeded seeded{.applicants = {}, .places = std::move(places)};
    for (int i = 0; i < seeding.accounts; ++i) {
        auto applicant = TRY(seed_applicant(tx, seeding, i));
        seeded.applicants.push_back(std::move(applicant));
        if ((i + 1) % kAccountsPerCommit != 0) continue;
        TRY(connection.commit());
        TRY(connection.begin());
    }
    TRY(connection.commit());
    return seeded;
}

}  // namespace mpaspor::testing
