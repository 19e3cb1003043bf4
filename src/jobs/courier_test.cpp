// Goal: what waits for an outside system while it is down resumes by itself, each thing once,
// whatever the database's connection does meanwhile; and one system that is down holds up no other.
// Method: the real job, lanes, readers, keys and SQL on both engines; the simulated systems behind
// their ports; a clock that the test moves, and connections whose commits it loses.
#include "jobs/courier.hpp"

#include "app/application/nik_check.hpp"
#include "app/application/passport_check.hpp"
#include "app/application/start_application.hpp"
#include "app/rights/erase_account.hpp"
#include "app/rights/erase_application.hpp"
#include "base/text.hpp"
#include "gateways/entropy.hpp"
#include "sim/outside_ports.hpp"
#include "sql/faulty_connection.hpp"
#include "store/accounts.hpp"
#include "store/migrations.hpp"
#include "store/seats.hpp"
#include "testing/collecting_log.hpp"
#include "testing/databases.hpp"
#include "testing/memory_keys.hpp"
#include "testing/office.hpp"
#include "tests/contract/civil_registry_contract.hpp"
#include "tests/contract/passport_records_contract.hpp"

#include <doctest/doctest.h>

#include <atomic>

using namespace mpaspor;
using namespace std::chrono_literals;
using application::PassportRecord;
using identity::RegistryQuestion;
using sql::Fault;
using store::Outlet;
using testing::Applicant;
using testing::Office;

namespace {

/// Each event's subject is its name.
app::Messages words() {
    app::Messages::Words words;
    for (auto const* event : {"nik_valid", "nik_not_valid", "nik_unanswered", "passport_on_record",
                              "passport_on_record_paid", "other"}) {
        auto const key = "messages." + std::string{event};
        words.emplace(key + ".subject", event);
        words.emplace(key + ".text", "{number}");
    }
    return {words, words};
}

app::Answers section_of(RegistryQuestion const& q) {
    return {{"nik", std::string{q.nik.text()}},
            {"full_name", q.full_name},
            {"birth_date", date_text(q.birth_date)},
            {"birth_place", q.birth_place},
            {"sex", q.sex == identity::Sex::male ? "male" : "female"},
            {"family_card_number", q.family_card_number},
            {"mother_name", q.mother_name}};
}

RegistryQuestion person(std::string_view nik) {
    for (auto const& citizen : contract::sample_citizens()) {
        if (citizen.record.nik.text() == nik) return citizen.record;
    }
    throw std::runtime_error{"no such sample"};
}

/// The service behind its doors, on one database.
class Service {
public:
    explicit Service(std::string const& database)
        : connection_(migrated(database)), office(*connection_), database_(database) {
        lanes_.start([](Error const&) {});
    }

    /// A draft whose identity was saved while the registry was silent.
    Applicant unanswered(RegistryQuestion const& said) {
        auto const who = draft();
        save(who, said, 1);
        return who;
    }

    Applicant draft() {
        AccountId const account{office.fresh()};
        Applicant const who{account, {office.fresh()}, {}};
        auto const subject = "account/" + std::to_string(account.value);
        auto const contact = seal(key(subject), nonce(), subject, as_bytes(contact_of(who)));
        auto const me = office.as(account);
        office
            .act([&](auto& tx) -> Result<void> {
                TRY(store::insert_account(tx, account, office.now));
                TRY(store::insert_contact(tx, account, {sha256(subject), contact, office.now}));
                return app::start_application(tx, me, {who.application});
            })
            .value();
        return who;
    }

    void save(Applicant const& who, RegistryQuestion const& said, std::int64_t version) {
        auto const id = who.application;
        auto const me = office.as(who.account);
        auto const index = blind_index(keys_.blind_index(), "nik", said.nik.text());
        app::RecordNikCheck const input{
            .section = {id, sealed(who, "identity", version, section_of(said))},
            .pending = true,
            .nik_index = index};
        office.act([&](auto& tx) { return app::record_nik_check(tx, me, input); }).value();
    }

    /// Stage 2 says whether there was a passport.
    void answer(Applicant const& who, std::string_view had_passport) {
        auto const me = office.as(who.account);
        app::SaveSection const input{
            who.application,
            sealed(who, "passport_history", 1, {{"had_passport", std::string{had_passport}}})};
        office.act([&](auto& tx) { return app::save_section(tx, me, input); }).value();
    }

    /// Lets time pass, and the couriers of these outlets look every ten seconds.
    void pass(std::chrono::seconds time, std::vector<jobs::Courier*> const& couriers) {
        for (auto const end = clock.at + time; clock.at < end;) {
            clock.at += 10s;
            office.now = clock.at;
            for (auto* const courier : couriers) courier->deliver_due();
        }
    }
    void pass(std::chrono::seconds time) { pass(time, {&people, &registry, &issuing}); }

    bool valid(Applicant const& who) { return office.application(who).nik.has_value(); }
    PassportRecord record(Applicant const& who) {
        return office.act([&](auto& tx) { return store::passport_record(tx, who.application); })
            .value();
    }
    /// The subjects of the messages that somebody got, in their order.
    std::vector<std::string> told(Applicant const& who) const {
        std::vector<std::string> subjects;
        for (auto const& message : sink.messages(contact_of(who), 99)) {
            subjects.push_back(message.subject);
        }
        std::ranges::sort(subjects);
        return subjects;
    }
    std::int64_t waiting() { return office.count("SELECT count(*) FROM outbox"); }

    /// What the writers' connections meet.
    std::atomic<int> commits_to_lose = 0;

private:
    static std::unique_ptr<sql::Connection> migrated(std::string const& database) {
        auto connection = sql::open(database).value();
        store::migrate(*connection, Instant{}).value();
        return connection;
    }
    static std::string contact_of(Applicant const& who) {
        return "a" + std::to_string(who.account.value) + "@example.id";
    }
    SecretKey key(std::string const& subject) { return keys_.create(subject).value(); }
    Nonce nonce() {
        Nonce nonce{};
        entropy_.fill(nonce);
        return nonce;
    }
    store::Answer sealed(Applicant const& who, std::string name, std::int64_t version,
                         app::Answers const& answers) {
        auto const place = store::answer_place(who.application, name, version);
        auto const subject = "application/" + std::to_string(who.application.value);
        return {name, version, office.now,
                seal(key(subject), nonce(), place, app::encode(answers))};
    }
    Result<std::unique_ptr<sql::Connection>> connect() {
        auto connection = TRY(sql::open(database_));
        return std::make_unique<sql::FaultyConnection>(
            std::move(connection), [this](std::string_view call) {
                if (call != "commit" || commits_to_lose == 0) return Fault::none;
                // Every second one: the one in between finds out what became of the first.
                return --commits_to_lose % 2 == 1 ? Fault::answer_lost : Fault::none;
            });
    }

    gateways::SystemEntropy entropy_;
    testing::MemoryKeys keys_;
    std::unique_ptr<sql::Connection> connection_;

public:
    Office office;
    testing::FixedClock clock{office.now};
    outside::Dukcapil dukcapil{contract::sample_citizens(), ""};
    outside::Dpri dpri{contract::sample_passports()};
    outside::Sink sink;
    testing::CollectingLog log;

private:
    std::string database_;
    app::Lanes lanes_{1,
                      {.connect = [this] { return connect(); },
                       .deliver = app::deliver_at_once,
                       .lock_seats = [](auto& tx, auto s) { return store::lock_seats(tx, s); }},
                      clock,
                      {}};
    app::Readers readers_{1, [this] { return sql::open(database_, sql::Access::read_only); }};
    app::Messages const messages_ = words();
    application::Numbers const numbers_{keys_.numbers()};
    sim::DirectRegistry registry_port_{dukcapil};
    sim::DirectPassports passports_port_{dpri};
    sim::DirectMessenger messenger_{sink, [this] { return clock.at; }};
    struct NoBiller final : app::Biller {
        Result<std::optional<Paid>> paid(std::string const& /*code*/) override {
            return fail(Code::gateway_unavailable);
        }
    } biller_;
    struct NoBlobs final : app::Blobs {
        Result<std::string> put(std::span<std::byte const> /*sealed*/) override {
            return fail(Code::storage_unavailable);
        }
        Result<Bytes> get(std::string const& /*name*/) override {
            return fail(Code::document_not_found);
        }
        Result<void> remove(std::string const& /*name*/) override { return {}; }
    } blobs_;
    jobs::World const world_{.clock = clock,
                             .entropy = entropy_,
                             .log = log,
                             .keys = keys_,
                             .blobs = blobs_,
                             .lanes = lanes_,
                             .readers = readers_,
                             .registry = registry_port_,
                             .passports = passports_port_,
                             .biller = biller_,
                             .messenger = messenger_,
                             .messages = messages_,
                             .numbers = numbers_,
                             .bank_provider = "snap/test",
                             .send_to_dpri = [](auto, auto) -> Result<void> { return {}; },
                             .settings = [] { return std::make_shared<store::Settings>(); }};

public:
    jobs::Courier people{world_, Outlet::people}, registry{world_, Outlet::civil_registry},
        issuing{world_, Outlet::issuing_system};
};

void on_each_service(std::function<void(Service&)> const& test) {
    testing::on_each_shared_database([&](std::string const& database) {
        Service service{database};
        test(service);
    });
}

RegistryQuestion const kBudi = person("1902011505900001");  // No passport.
RegistryQuestion const kHasOne = person("6171010311780001");

RegistryQuestion with_wrong_place() {
    auto wrong = kBudi;
    wrong.birth_place = "ELSEWHERE";
    return wrong;
}

using Told = std::vector<std::string>;

}  // namespace

TEST_CASE(
    "delivery: D9: an hour without the registry, then every pending check resumes, none twice") {
    on_each_service([](Service& service) {
        service.dukcapil.faults.down = true;
        std::vector<Applicant> right, wrong;
        for (int i = 0; i < 12; ++i) right.push_back(service.unanswered(kBudi));
        for (int i = 0; i < 12; ++i) wrong.push_back(service.unanswered(with_wrong_place()));
        auto const changed = service.unanswered(kBudi);
        service.pass(30min);
        service.save(changed, with_wrong_place(), 2);  // While it waits: the later one counts.
        service.pass(30min);
        CHECK(service.dukcapil.answers() == 0);
        CHECK(service.sink.messages("", 99).empty());
        service.dukcapil.faults.down = false;
        service.pass(6min);
        for (auto const& who : right) {
            CHECK(service.valid(who));
            CHECK(service.told(who) == Told{"nik_valid"});
        }
        for (auto const& who : wrong) {
            CHECK_FALSE(service.valid(who));
            CHECK(service.told(who) == Told{"nik_not_valid"});
        }
        CHECK_FALSE(service.valid(changed));
        CHECK(service.told(changed) == Told{"nik_not_valid"});
        CHECK(service.dukcapil.answers() == 25);
        CHECK(service.waiting() == 0);
    });
}

TEST_CASE("delivery: garbage, contradictions and a used-up quota leave checks waiting (002-F5)") {
    on_each_service([](Service& service) {
        auto const who = service.unanswered(kBudi);
        for (auto const& faults :
             {outside::Faults{.garbage = true}, outside::Faults{.contradictory = true},
              outside::Faults{.quota_exceeded = true}}) {
            service.dukcapil.faults = faults;
            service.pass(2min);
            CHECK_FALSE(service.valid(who));
            CHECK(service.told(who).empty());
        }
        service.dukcapil.faults = {};
        service.pass(6min);
        CHECK(service.valid(who));
    });
}

TEST_CASE(
    "delivery: D10: an hour without the issuing system: flagged after ten minutes, then known") {
    on_each_service([](Service& service) {
        service.dpri.faults.down = true;
        std::vector<Applicant> without, with, never;
        for (int i = 0; i < 6; ++i) {
            without.push_back(service.unanswered(kBudi));
            with.push_back(service.unanswered(kHasOne));
            never.push_back(service.unanswered(kHasOne));
            service.answer(never.back(), "never");
            service.answer(with.back(), "expired");
        }
        service.pass(9min);
        CHECK(service.record(without.front()) == PassportRecord::pending);
        service.pass(7min);  // The pauses between two questions are five minutes by now.
        for (auto const& who : never) CHECK(service.record(who) == PassportRecord::unavailable);
        CHECK(service.office.count("SELECT count(*) FROM audit_event WHERE kind = "
                                   "'passport_record' AND action = 'given_up'") == 18);
        service.pass(44min);
        CHECK(service.dpri.lookups() == 0);
        service.dpri.faults.down = false;
        service.pass(6min);
        CHECK(service.dpri.lookups() == 18);
        for (auto const& who : without) {
            CHECK(service.record(who) == PassportRecord::none);
            CHECK(service.told(who) == Told{"nik_valid"});
        }
        for (auto const& who : with) {
            CHECK(service.record(who) == PassportRecord::known);
            CHECK(service.told(who) == Told{"nik_valid"});
        }
        for (auto const& who : never) {
            CHECK(service.record(who) == PassportRecord::known);
            CHECK(service.told(who) == Told{"nik_valid", "passport_on_record"});
        }
        CHECK(service.waiting() == 0);
    });
}

TEST_CASE(
    "delivery: answers of the database that are lost after COMMIT make nothing happen twice") {
    on_each_service([](Service& service) {
        std::vector<Applicant> applicants;
        for (int i = 0; i < 8; ++i) {
            applicants.push_back(service.unanswered(kHasOne));
            service.answer(applicants.back(), "never");
        }
        service.commits_to_lose = 40;
        service.pass(15min);
        CHECK(service.commits_to_lose.load() == 0);
        service.pass(5min);
        for (auto const& who : applicants) {
            CHECK(service.valid(who));
            CHECK(service.record(who) == PassportRecord::known);
            CHECK(service.told(who) == Told{"nik_valid", "passport_on_record"});
        }
        CHECK(service.office.count("SELECT count(*) FROM audit_event WHERE kind = "
                                   "'passport_record' AND action = 'answered'") == 8);
        CHECK(service.waiting() == 0);
    });
}

TEST_CASE("delivery: a registry that is down holds up no message and no look-up") {
    on_each_service([](Service& service) {
        auto const earlier = service.unanswered(kBudi);
        service.pass(10s, {&service.registry});
        REQUIRE(service.valid(earlier));
        service.dukcapil.faults.down = true;
        for (int i = 0; i < 30; ++i) service.unanswered(kBudi);
        service.pass(10s, {&service.people, &service.issuing});
        CHECK(service.told(earlier) == Told{"nik_valid"});
        CHECK(service.record(earlier) == PassportRecord::none);
    });
}

TEST_CASE(
    "delivery: whom nobody answers for more than a day is asked to save again, and it is told") {
    on_each_service([](Service& service) {
        service.dukcapil.faults.down = true;
        auto const who = service.unanswered(kBudi);
        for (int i = 0; i < 320; ++i) {
            service.clock.at += 5min;
            service.registry.deliver_due();
        }
        service.people.deliver_due();
        CHECK(service.told(who) == Told{"nik_unanswered"});
        CHECK(service.waiting() == 0);
        auto const alarms = std::ranges::count(service.log.events(), app::Severity::alarm,
                                               &testing::CollectingLog::Event::severity);
        CHECK(alarms == 1);
    });
}

TEST_CASE("delivery: 7: about what was deleted nobody is asked and nobody told, without a fault") {
    on_each_service([](Service& service) {
        service.dpri.faults.down = true;
        auto const verified = service.unanswered(kHasOne), gone = service.unanswered(kHasOne);
        service.pass(10s, {&service.registry});
        REQUIRE(service.valid(verified));
        service.dukcapil.faults.down = true;
        auto const silent = service.unanswered(kBudi);
        service.pass(30s, {&service.registry, &service.issuing});
        for (auto const& who : {verified, silent}) {
            auto const me = service.office.as(who.account);
            service.office
                .act([&](auto& tx) { return app::erase_application(tx, me, who.application); })
                .value();
        }
        auto const me = service.office.as(gone.account);
        CHECK(service.office.act([&](auto& tx) { return app::erase_account(tx, me); })->done);
        service.dukcapil.faults = {};
        service.dpri.faults.down = false;
        service.pass(6min);
        CHECK(service.dpri.lookups() == 0);
        for (auto const& who : {verified, silent, gone}) {
            CHECK(service.told(who).empty());
            CHECK_FALSE(service.valid(who));
        }
        CHECK(service.waiting() == 0);
        CHECK(std::ranges::count(service.log.events(), app::Severity::alarm,
                                 &testing::CollectingLog::Event::severity) == 0);
    });
}
