#include "testing/office.hpp"

#include "app/application/nik_check.hpp"
#include "app/application/passport_check.hpp"
#include "app/application/start_application.hpp"
#include "app/application/withdraw_application.hpp"
#include "app/payment/submit_application.hpp"
#include "app/policies.hpp"
#include "app/transition.hpp"
#include "base/crypto.hpp"
#include "store/accounts.hpp"
#include "store/payments.hpp"
#include "testing/databases.hpp"

#include <array>
#include <stdexcept>
#include <tuple>

namespace mpaspor::testing {
namespace {

using namespace std::chrono;

struct HolidayOf2026 {
    unsigned month, day;
    booking::HolidayKind kind = booking::HolidayKind::national;
};
constexpr auto kLeave = booking::HolidayKind::collective;
constexpr auto kHolidays = std::to_array<HolidayOf2026>(
    {{1, 1},          {1, 16},         {2, 16, kLeave}, {2, 17},          {3, 18, kLeave},
     {3, 19},         {3, 20, kLeave}, {3, 21},         {3, 22},          {3, 23, kLeave},
     {3, 24, kLeave}, {4, 3},          {4, 5},          {5, 1},           {5, 14},
     {5, 15, kLeave}, {5, 27},         {5, 28, kLeave}, {5, 31},          {6, 1},
     {6, 16},         {8, 17},         {8, 25},         {12, 24, kLeave}, {12, 25}});

struct Period {
    std::string_view item;
    int years;
    std::int64_t amount;
    LocalDate from;
    std::optional<LocalDate> to;
    std::string_view basis;
};

std::vector<store::TariffRow> tariffs() {
    auto const first = date(2019, 5, 1), second = date(2024, 12, 17);
    auto const rows = std::to_array<Period>({
        {kProduct, 5, 355'000, date(1970, 1, 1), first, "PP 45/2016"},
        {kProduct, 5, 350'000, first, second, "PP 28/2019"},
        {kProduct, 10, 350'000, first, second, "PP 28/2019"},
        {kProduct, 5, 350'000, second, {}, "PP 45/2024"},
        {kProduct, 10, 650'000, second, {}, "PP 45/2024"},
        {kElectronic, 10, 650'000, first, second, "PP 28/2019"},
        {kElectronic, 5, 650'000, second, {}, "PP 45/2024"},
        {kElectronic, 10, 950'000, second, {}, "PP 45/2024"},
        {kFree, 5, 0, first, {}, "Permenkumham 9/2020"},
        {store::kAccelerated, 0, 1'000'000, first, second, "PP 28/2019"},
        {store::kAccelerated, 0, 1'000'000, second, {}, "PP 45/2024"},
    });
    std::vector<store::TariffRow> tariffs;
    for (auto const& r : rows) {
        tariffs.push_back(
            {std::string{r.item}, r.years, r.from, r.to, {r.amount}, std::string{r.basis}});
    }
    return tariffs;
}

void add_days(app::ReferenceData& data, ServicePointId point) {
    static constexpr std::array kSlots{std::pair{8, 2}, std::pair{9, 2}, std::pair{10, 2},
                                       std::pair{11, 1}, std::pair{13, 1}};
    auto const from = date(2022, 1, 1);
    for (auto const day : {Monday, Tuesday, Wednesday, Thursday, Friday}) {
        for (auto const& [hour, weight] : kSlots) {
            data.slots.push_back({point, day, hours{hour}, from, weight});
        }
    }
    data.releases.push_back({point, from, {.horizon_days = 60}});
}

void add_rule(app::ReferenceData& data, ServicePointId point, booking::QuotaRuleKind kind,
              booking::Weekdays days, int amount) {
    auto const id = static_cast<std::int64_t>(data.quota_rules.size()) + 1;
    data.quota_rules.push_back({.rule = {.id = id,
                                         .kind = kind,
                                         .weekdays = days,
                                         .amount = amount,
                                         .from = date(2022, 1, 1),
                                         .reason = "places a day"},
                                .point = point,
                                .state = store::QuotaRuleState::approved,
                                .proposed_by = "data",
                                .approved_by = "data"});
}

constexpr sql::Statement kAskedAlready{"asked_already", R"sql(
    DELETE FROM outbox WHERE topic = 'passport_check' AND application_id = $1
)sql"};

Digest nik_index(std::string const& nik) {
    return sha256("nik/" + nik);
}

Bytes bytes(std::string_view text) {
    auto const view = as_bytes(text);
    return {view.begin(), view.end()};
}

app::SaveSection section(ApplicationId id, std::string_view name, Instant now) {
    return {id, {std::string{name}, 1, now, bytes(name)}};
}

}  // namespace

store::Assessed complete() {
    return {.questionnaire = true,
            .documents = true,
            .additional_data = true,
            .product = true,
            .good_until = date(2199, 12, 31)};
}

LocalDate date(int year_, unsigned month_, unsigned day_) {
    return LocalDate{year{year_} / month{month_} / day{day_}};
}

Instant at(Zone zone, LocalDate date, int hour, int minute, int second) {
    return instant_in(zone, date, hours{hour} + minutes{minute}) + seconds{second};
}

booking::SeatKey place(LocalDate date, int hour, ServicePointId point) {
    return {.service_point = point, .date = date, .slot = hours{hour}};
}

booking::SeatKey accelerated_place(LocalDate date, int hour, ServicePointId point) {
    auto key = place(date, hour, point);
    key.pool = booking::Pool::accelerated;
    return key;
}

app::ReferenceData reference_data() {
    auto const from = date(2022, 1, 1);
    app::ReferenceData data{
        .offices = {{{1}, "PONTIANAK", "Pontianak", "I", true, "Kalimantan Barat", "001", false},
                    {{2}, "MAUMERE", "Maumere", "II", true, "NTT", "003", false}},
        .points = {{kPontianak, {1}, "Pontianak", "OFFICE", Zone::wib},
                   {kMaumere, {2}, "Maumere", "OFFICE", Zone::wita}},
        .products = {{kPontianak, std::string{kProduct}, from, {}},
                     {kPontianak, std::string{kElectronic}, from, {}},
                     {kMaumere, std::string{kProduct}, from, {}},
                     {kMaumere, std::string{kFree}, from, {}}},
        .accelerated = {{.point = kPontianak,
                         .from = date(2024, 9, 1),
                         .arrive_from = hours{8},
                         .arrive_before = hours{11}}},
        .holiday_years = {year{2026}},
        .tariffs = tariffs()};
    for (auto const& h : kHolidays) {
        data.holidays.push_back({.point = {},
                                 .holiday = {date(2026, h.month, h.day), h.kind},
                                 .name = "holiday",
                                 .decree = "1497/2025"});
    }
    add_days(data, kPontianak);
    add_days(data, kMaumere);
    using enum booking::QuotaRuleKind;
    add_rule(data, kPontianak, base, booking::kMondayToFriday, 200);
    add_rule(data, kPontianak, delta, {Thursday, Friday}, 125);
    add_rule(data, kMaumere, base, booking::kMondayToFriday, 20);
    return data;
}

app::SettlePayment settlement(Money const& money) {
    auto const received = money.received.empty() ? "payment/" + money.reference : money.received;
    return {.provider = std::string{kBank},
            .reference = money.reference,
            .bill = money.bill,
            .amount = money.amount,
            .bank_time = money.at,
            .notice = money.notice,
            .received = received,
            .sealed = bytes("sealed")};
}

Office::Office(sql::Connection& on) : database(on) {
    act([&](auto& tx) { return app::load_reference(tx, system(), reference_data()); }).value();
}

app::Context Office::context(app::Actor actor) {
    return {.now = now,
            .arrived = now,
            .actor = std::move(actor),
            .request = "request-" + std::to_string(fresh())};
}

void Office::open(booking::SeatKey const& place, int capacity) {
    act([&](auto& tx) {
        return store::open_seat(tx, place, capacity, Instant{}, {{}, now});
    }).value();
}

store::SeatRow Office::row(booking::SeatKey const& place) {
    return act([&](auto& tx) -> Result<store::SeatRow> { return row_in(tx, place); }).value();
}

store::SeatRow Office::row_in(sql::Transaction& tx, booking::SeatKey const& place) {
    auto const rows =
        store::seat_rows(tx, place.service_point, place.pool, place.date, place.date + days{1})
            .value();
    for (auto const& row : rows) {
        if (row.key == place) return row;
    }
    throw std::runtime_error{"no such seat row"};
}

AccountId Office::account() {
    AccountId const id{fresh()};
    act([&](auto& tx) -> Result<void> {
        TRY(store::insert_account(tx, id, now));
        TRY(store::insert_contact(
            tx, id, {sha256("contact" + std::to_string(id.value)), bytes("contact"), now}));
        return app::audit(tx, system(),
                          {.kind = "account",
                           .subject = id.value,
                           .version = 1,
                           .action = "opened",
                           .rule = "2.12",
                           .result = "open"});
    }).value();
    return id;
}

Applicant Office::draft(AccountId account, std::string nik, std::string_view product) {
    Applicant const who{account, {fresh()}, std::move(nik)};
    auto const id = who.application;
    auto const me = as(account);
    auto const kind = application::product_from_text(product).value();
    act([&](auto& tx) -> Result<void> {
        TRY(app::start_application(tx, me, {id}));
        TRY(app::begin_nik_check(tx, me, id, nik_index(who.nik)));
        TRY(app::keep_upload(tx, me,
                             {.account = account,
                              .hash = sha256("card"),
                              .blob = "key blob",
                              .type = "jpeg",
                              .hints = "",
                              .created = now}));
        return {};
    }).value();
    revise(who, app::RecordNikCheck{section(id, "identity", now), nik_index(who.nik)}).value();
    // The issuing system knows no earlier passport, and said so at once (D10).
    act([&](auto& tx) -> Result<void> {
        TRY(tx.run(kAskedAlready, {id.value}));
        return app::record_passport_answer(tx, system(),
                                           {.application = id, .nik_index = nik_index(who.nik)});
    }).value();
    std::array<app::DraftChange, 4> const changes{
        section(id, "passport_history", now), app::AttachDocument{id, "id_card", sha256("card")},
        section(id, "address", now),
        app::SaveProduct{.section = section(id, "product", now),
                         .type = application::Type::new_passport,
                         .product = kind,
                         .validity_years = 5}};
    for (auto const& change : changes) revise(who, change).value();
    return who;
}

Result<app::Revised> Office::revise(Applicant const& who, app::DraftChange const& change,
                                    store::Assessed const& assessed) {
    auto const me = as(who.account);
    return act([&](auto& tx) -> Result<app::Revised> {
        auto const before = TRY(store::load_assessment(tx, who.application));
        return app::revise_draft(tx, me,
                                 {.seen = before.revision, .change = change, .assessed = assessed});
    });
}

store::StoredAssessment Office::assessment(Applicant const& who) {
    return act([&](auto& tx) { return store::load_assessment(tx, who.application); }).value();
}

Applicant Office::held(booking::SeatKey const& place) {
    auto const who = draft();
    hold(who, place).value();
    return who;
}

Office::Billed Office::billed(booking::SeatKey const& place) {
    auto const who = held(place);
    return {who, submit(who).value()};
}

Office::Billed Office::scheduled(booking::SeatKey const& place) {
    auto const who = billed(place);
    auto const money = full(who.bill, now, "paid" + std::to_string(who.bill.id.value));
    if (pay(money).value() != payment::BankAnswer::accepted) {
        throw std::runtime_error{"the payment was not accepted"};
    }
    return {who, bill(who.bill.id)};
}

Result<app::PlaceHeld> Office::hold(Applicant const& who, booking::SeatKey const& place) {
    auto const me = as(who.account);
    return act([&](auto& tx) { return app::hold_place(tx, me, {who.application, place}); });
}

Result<void> Office::release(Applicant const& who) {
    auto const me = as(who.account);
    return act([&](auto& tx) { return app::release_hold(tx, me, who.application); });
}

Result<void> Office::expire_hold(Applicant const& who, Instant due) {
    auto const timer = system();
    return act([&](auto& tx) { return app::expire_hold(tx, timer, who.application, due); });
}

Result<store::Bill> Office::submit(Applicant const& who) {
    auto const me = as(who.account);
    BillId const bill{fresh()};
    return act([&](auto& tx) { return app::submit_application(tx, me, {who.application, bill}); });
}

Result<void> Office::withdraw(Applicant const& who) {
    auto const me = as(who.account);
    return act([&](auto& tx) { return app::withdraw_application(tx, me, who.application); });
}

Result<app::VisitMoved> Office::reschedule(Applicant const& who, LocalDate date, int hour) {
    auto const me = as(who.account);
    return act([&](auto& tx) {
        return app::reschedule_visit(tx, me, {who.application, date, hours{hour}});
    });
}

Result<void> Office::expire_bill(store::Bill const& bill, payment::BillerSays says) {
    auto const timer = system();
    return act([&](auto& tx) {
        auto const due = payment::ask_biller_at(bill.deadline, {});
        return app::expire_bill(tx, timer, {bill.id, due, says});
    });
}

void Office::expire(store::Bill const& bill) {
    now = std::max(now, payment::ask_biller_at(bill.deadline, {}));
    expire_bill(bill, payment::BillerSays::not_paid).value();
}

Result<payment::BankAnswer> Office::pay(Money const& money) {
    auto const bank = context({app::ActorKind::bank, 1, {}, "snap"});
    return act([&](auto& tx) { return app::settle_payment(tx, bank, settlement(money)); });
}

store::Application Office::application(Applicant const& who) {
    return act([&](auto& tx) { return store::load_any_application(tx, who.application); }).value();
}

store::Bill Office::bill(BillId id) {
    return act([&](auto& tx) { return store::load_bill(tx, id); }).value();
}

std::string Office::outcome(std::string_view reference) {
    auto const payment =
        act([&](auto& tx) { return store::find_payment(tx, kBank, reference); }).value();
    return payment ? std::string{payment::to_text(payment->outcome)} : "";
}

std::int64_t Office::count(std::string_view sql) {
    return database.run({"count", sql}, {}).value().at(0).integer(0);
}

void on_each_office(std::function<void(Office&)> const& test) {
    on_each_migrated_database([&](sql::Connection& connection) {
        Office office{connection};
        test(office);
        auto const differences = differences_in_books(connection);
        if (!differences.empty()) throw std::runtime_error{differences.front()};
    });
}

}  // namespace mpaspor::testing
