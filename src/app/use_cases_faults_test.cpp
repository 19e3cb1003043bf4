// Goal: whichever statement of a use case fails, and however, it leaves the database as it was, and
// one whose outcome nobody knows is found out by its repetition, with exactly one effect.
// Method: each use case that writes is run by an executor whose connection fails at its first call,
// then at its second, and so on to COMMIT; the whole database is compared each time. The number of
// statements is part of the table, so that a new one is noticed.
#include "app/account/contacts.hpp"
#include "app/account/request_sign_in_code.hpp"
#include "app/account/sessions.hpp"
#include "app/account/sign_in.hpp"
#include "app/application/nik_check.hpp"
#include "app/application/passport_check.hpp"
#include "app/application/revise_draft.hpp"
#include "app/application/start_application.hpp"
#include "app/application/withdraw_application.hpp"
#include "app/executor.hpp"
#include "app/idempotent.hpp"
#include "app/office/change_quota.hpp"
#include "app/office/create_officer.hpp"
#include "app/office/officer_password.hpp"
#include "app/office/officer_sign_in.hpp"
#include "app/office/open_days.hpp"
#include "app/operation/forget_uploads.hpp"
#include "app/payment/submit_application.hpp"
#include "app/rights/erase_account.hpp"
#include "app/rights/erase_application.hpp"
#include "app/rights/look_at_draft.hpp"
}
#include "app/request/decide_claim.hpp"
#include "app/request/decide_recovery.hpp"
#include "app/request/file_claim.hpp"
#include "app/request/file_recovery.hpp"
#include "app/request/read_requests.hpp"
#include "app/rights/record_access.hpp"
#include "app/rights/reopen_application.hpp"
#include "sql/faulty_connection.hpp"
#include "testing/contents.hpp"
#include "testing/databases.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <array>

using namespace mpaspor;
using namespace std::chrono_literals;
using sql::Fault;
using std::chrono::days;
using testing::contents;
using testing::Office;
using testing::place;

namespace {

LocalDate const kDay = testing::kMonday + days{7};
booking::SeatKey const kPlace = place(kDay, 8), kOther = place(kDay + days{1}, 8);

/// What is asked of the executor, as often as one likes.
struct Request {
    app::Context context;
    std::function<Result<void>(sql::Transaction&, app::Context const&)> work;
    std::vector<booking::SeatKey> seats = {};
};

/// Drops what a use case gives: here only its effects count.
template <typename UseCase>
auto effects_of(UseCase use_case) {
    return [use_case = std::move(use_case)](sql::Transaction& tx,
                                            app::Context const& context) -> Result<void> {
        auto const done = use_case(tx, context);
        if (!done) return std::unexpected(done.error());
        return {};
    };
}
#define EFFECTS_OF(...) effects_of([=](auto& tx, auto const& c) { return __VA_ARGS__; })

/// An executor on the office's database, whose calls fail as they are told to.
class Server {
public:
    explicit Server(Office& office) : office_(office), clock_(office.now) {}

    /// The code's name, or "" when it was done.
    std::string ask(Request const& request, bool keyed) {
        std::string outcome;
        calls.clear();
        executor_.submit<void>(
            {.context = request.context,
             .use_case = [&](auto& tx, auto const& context) -> Result<void> {
                 if (!keyed) return request.work(tx, context);
                 app::IdempotencyKey const key{"0199a000-0000-7000-8000-000000000001", 1};
                 auto const once = app::idempotent(tx, context, key, [&]() -> Result<Bytes> {
                     TRY(request.work(tx, context));
                     return Bytes(1);
                 });
                 if (!once) return std::unexpected(once.error());
                 return {};
             },
             .answer =
                 [&](auto const& done) { outcome = done ? "" : info(done.error().code).name; },
             .declare = app::always(request.seats)});
        executor_.run_batch();
        return outcome;
    }

    /// `fault` at the call of this number, in each try.
    void fail_at(std::size_t number, Fault fault) {
        fault_at_ = number;
        fault_ = fault;
    }

    std::vector<std::string> calls;  ///< Of the last try.

private:
    app::Executor::Hooks hooks() {
        return {.connect = [this]() -> Result<std::unique_ptr<sql::Connection>> {
                    return std::make_unique<sql::FaultyConnection>(
                        office_.database, [this](std::string_view call) { return met(call); });
                },
                .deliver = app::deliver_at_once,
                .lock_seats = store::lock_seats};
    }
    Fault met(std::string_view call) {
        if (call == "begin") calls.clear();
        calls.emplace_back(call);
        return calls.size() - 1 == fault_at_ ? fault_ : Fault::none;
    }

    Office& office_;
    testing::FixedClock clock_;
    std::size_t fault_at_ = 0;
    Fault fault_ = Fault::none;
    app::Executor executor_{hooks(), clock_, {.tries_max = 2}};
};

struct Row {
    std::string_view name;
    int statements;
    Request (*prepare)(Office&);
    bool keyed = true;  ///< Otherwise it is known again by what it is about.
};

app::SaveSection section(ApplicationId id, std::string name, std::int64_t version) {
    return {id, {std::move(name), version, Instant{}, Bytes(3)}};
}

Request money(Office& office, testing::Money const& money) {
    auto const input = testing::settlement(money);
    return {office.context({app::ActorKind::bank, 1, {}, "snap"}),
            EFFECTS_OF(app::settle_payment(tx, c, input)),
            {kPlace}};
}

Request by_applicant(Office& office, AccountId account, auto work,
                     std::vector<booking::SeatKey> seats = {}) {
    return {office.as(account), std::move(work), std::move(seats)};
}

Office::Billed expired(Office& office) {
    office.open(kPlace, 1);
    office.open(kOther, 1);
    auto const who = office.billed(kPlace);
    office.expire(who.bill);
    return who;
}

constexpr auto kDigest = Digest{};

Request request_code(Office& office) {
    return {office.context({}),
            EFFECTS_OF(app::request_sign_in_code(
                tx, c, {.contact_index = kDigest, .code_hash = kDigest, .sealed = {}}))};
}
void send_code(Office& office) {
    auto const anybody = office.context({});
    office
        .act([&](auto& tx) {
            return app::request_sign_in_code(
                tx, anybody, {.contact_index = kDigest, .code_hash = kDigest, .sealed = {}});
        })
        .value();
}
Request sign_in_as(Office& office, Digest const& entered) {
    app::SignIn const input{.code = {kDigest, entered},
                            .token_hash = kDigest,
                            .device = "other",
                            .fresh = {office.fresh()},
                            .sealed_contact = {}};
    return {office.context({}), EFFECTS_OF(app::sign_in(tx, c, input))};
}
Request sign_in(Office& office) {
    send_code(office);
    return sign_in_as(office, kDigest);
}
Request sign_in_wrong(Office& office) {
    send_code(office);
    return sign_in_as(office, sha256("guess"));
}
void give_contact(Office& office, AccountId account) {
    office
        .act([&](auto& tx) {
            return store::insert_contact(tx, account, {kDigest, Bytes(1), office.now});
        })
        .value();
}
Request sign_in_again(Office& office) {
    send_code(office);
    give_contact(office, office.account());
    return sign_in_as(office, kDigest);
}
Request add_contact(Office& office) {
    send_code(office);
    return by_applicant(
        office, office.account(),
        EFFECTS_OF(app::add_contact(
            tx, c, {.code = {kDigest, kDigest}, .sealed_contact = {}, .sealed_notice = {}})));
}
Request remove_contact(Office& office) {
    auto const account = office.account();
    give_contact(office, account);
    return by_applicant(office, account, EFFECTS_OF(app::remove_contact(tx, c, {kDigest, {}})));
}
AccountId with_session(Office& office) {
    auto const account = office.account();
    office
        .act([&](auto& tx) {
            return store::insert_session(tx, {.token_hash = kDigest,
                                              .account = account,
                                              .created = office.now - 2h,
                                              .expires_at = office.now + 1h});
        })
        .value();
    return account;
}
Request sign_out(Office& office) {
    auto const account = with_session(office);
    return by_applicant(office, account, EFFECTS_OF(app::sign_out(tx, c, kDigest)));
}
Request end_session(Office& office) {
    auto const account = with_session(office);
    return by_applicant(office, account, EFFECTS_OF(app::end_session(tx, c, kDigest)));
}
Request end_others(Office& office) {
    auto const account = with_session(office);
    return by_applicant(office, account,
                        EFFECTS_OF(app::end_other_sessions(tx, c, sha256("this one"))));
}
Request note_use(Office& office) {
    auto const account = with_session(office);
    return by_applicant(office, account, EFFECTS_OF(app::note_session_use(tx, c, kDigest)));
}
Request start(Office& office) {
    ApplicationId const id{office.fresh()};
    return by_applicant(office, office.account(), EFFECTS_OF(app::start_application(tx, c, {id})));
}
Request begin_check(Office& office) {
    auto const who = office.draft();
    return by_applicant(office, who.account,
                        EFFECTS_OF(app::begin_nik_check(tx, c, who.application, kDigest)));
}
Request revision(Office& office, testing::Applicant const& who, app::DraftChange const& change) {
    app::ReviseDraft const input{
        .seen = office.assessment(who).revision, .change = change, .assessed = testing::complete()};
    return by_applicant(office, who.account, EFFECTS_OF(app::revise_draft(tx, c, input)));
}
Request record_check(Office& office) {
    auto const who = office.draft();
    return revision(office, who,
                    app::RecordNikCheck{section(who.application, "identity", 2), {}, true});
}
/// A draft about whose NIK the registry has not answered.
testing::Applicant unanswered(Office& office) {
    auto const who = office.draft();
    app::RecordNikCheck const silent{section(who.application, "identity", 2), {}, true};
    office.revise(who, silent).value();
    return who;
}
Request record_valid(Office& office) {
    auto const who = office.draft();
    return revision(office, who,
                    app::RecordNikCheck{section(who.application, "identity", 2), kDigest});
}
Request settle_check(Office& office) {
    auto const who = unanswered(office);
    return {office.system(),
            EFFECTS_OF(app::settle_pending_nik(tx, c, {who.application, 2, kDigest, {}}))};
}
Request give_up_check(Office& office) {
    auto const who = unanswered(office);
    return {office.system(), EFFECTS_OF(app::give_up_nik_check(tx, c, who.application))};
}
/// A draft about whose passport the issuing system has not answered.
testing::Applicant unknown_passport(Office& office) {
    auto const who = office.draft();
    app::RecordNikCheck const valid{section(who.application, "identity", 2), kDigest};
    office.revise(who, valid).value();
    return who;
}
Request answer_passport(Office& office) {
    auto const who = unknown_passport(office);
    return {office.system(), EFFECTS_OF(app::record_passport_answer(tx, c,
                                                                    {.application = who.application,
                                                                     .nik_index = kDigest,
                                                                     .known = true,
                                                                     .sealed = Bytes(5),
                                                                     .said_never = true,
                                                                     .section = "passport_history",
                                                                     .section_version = 1}))};
}
Request give_up_passport(Office& office) {
    auto const who = unknown_passport(office);
    office.now += 1h;
    return {office.system(), EFFECTS_OF(app::passport_unanswered(tx, c, who.application))};
}
Request look_again(Office& office) {
    auto const who = office.draft();
    return revision(office, who, app::LookAgain{who.application});
}
Request save_section(Office& office) {
    auto const who = office.draft();
    return revision(office, who, section(who.application, "address", 2));
}
Request save_product(Office& office) {
    auto const who = office.draft();
    return revision(
        office, who,
        app::SaveProduct{section(who.application, "product", 2), application::Type::new_passport,
                         application::Product::non_electronic, 10});
}
Request keep_upload(Office& office) {
    store::Upload const upload{
        .account = {}, .hash = kDigest, .blob = "b", .type = "pdf", .hints = "", .created = {}};
    return by_applicant(office, office.account(), EFFECTS_OF(app::keep_upload(tx, c, upload)));
}
Request renew_upload(Office& office) {
    auto const who = office.draft();
    office.now += 1h;
    return by_applicant(office, who.account, EFFECTS_OF(app::renew_upload(tx, c, sha256("card"))));
}
Request attach(Office& office) {
    auto const who = office.draft();
    return revision(office, who,
                    app::AttachDocument{who.application, "family_card", sha256("card")});
}
Request remove(Office& office) {
    auto const who = office.draft();
    return revision(office, who, app::RemoveDocument{who.application, "id_card"});
}
Request forget_uploads(Office& office) {
    auto const account = office.account();
    store::Upload const upload{
        .account = {}, .hash = kDigest, .blob = "k b", .type = "pdf", .hints = "", .created = {}};
    auto const me = office.as(account);
    office.act([&](auto& tx) { return app::keep_upload(tx, me, upload); }).value();
    office.now += 25h;
    return {office.system(), EFFECTS_OF(app::forget_unused_uploads(tx, c))};
}
Request hold(Office& office) {
    office.open(kPlace, 1);
    auto const who = office.draft();
    return by_applicant(office, who.account,
                        EFFECTS_OF(app::hold_place(tx, c, {who.application, kPlace})), {kPlace});
}
Request release(Office& office) {
    office.open(kPlace, 1);
    auto const who = office.held(kPlace);
    return by_applicant(office, who.account, EFFECTS_OF(app::release_hold(tx, c, who.application)),
                        {kPlace});
}
Request end_hold(Office& office) {
    office.open(kPlace, 1);
    auto const who = office.held(kPlace);
    auto const due = *office.application(who).deadline;
    return {office.system(), EFFECTS_OF(app::expire_hold(tx, c, who.application, due)), {kPlace}};
}
Request submit(Office& office) {
    office.open(kPlace, 1);
    auto const who = office.held(kPlace);
    BillId const bill{office.fresh()};
    return by_applicant(office, who.account,
                        EFFECTS_OF(app::submit_application(tx, c, {who.application, bill})));
}
Request submit_free(Office& office) {
    auto const visit = place(kDay, 8, testing::kMaumere);
    office.open(visit, 1);
    auto const who = office.draft(office.account(), "worker", testing::kFree);
    office.hold(who, visit).value();
    BillId const bill{office.fresh()};
    return by_applicant(office, who.account,
                        EFFECTS_OF(app::submit_application(tx, c, {who.application, bill})));
}
Request withdraw(Office& office) {
    office.open(kPlace, 1);
    auto const who = office.billed(kPlace);
    return by_applicant(office, who.account,
                        EFFECTS_OF(app::withdraw_application(tx, c, who.application)), {kPlace});
}
Request reschedule(Office& office) {
    office.open(kPlace, 1);
    office.open(kOther, 1);
    auto const who = office.scheduled(kPlace);
    return by_applicant(
        office, who.account,
        EFFECTS_OF(app::reschedule_visit(tx, c, {who.application, kOther.date, kOther.slot})),
        {kPlace, kOther});
}
Request expire(Office& office, payment::BillerSays says) {
    office.open(kPlace, 1);
    auto const who = office.billed(kPlace);
    office.now = who.bill.deadline + 1s;
    app::ExpireBill const input{who.bill.id, office.now, says};
    return {office.system(), EFFECTS_OF(app::expire_bill(tx, c, input)), {kPlace}};
}
Request expire_unpaid(Office& office) {
    return expire(office, payment::BillerSays::not_paid);
}
Request expire_unknown(Office& office) {
    return expire(office, payment::BillerSays::unknown);
}
Request paid_in_time(Office& office) {
    office.open(kPlace, 1);
    auto const who = office.billed(kPlace);
    return money(office, Office::full(who.bill, office.now));
}
Request paid_regranted(Office& office) {
    auto const who = expired(office);
    office.held(kPlace);
    return money(office, Office::full(who.bill, who.bill.deadline));
}
Request paid_late(Office& office) {
    auto const who = expired(office);
    office.held(kPlace);
    auto late = Office::full(who.bill, who.bill.deadline + 1s);
    late.notice = payment::Notice::told;
    return money(office, late);
}
Request paid_earlier_bill(Office& office) {
    auto const who = expired(office);
    office.hold(who, kOther).value();
    office.submit(who).value();
    return money(office, Office::full(who.bill, who.bill.deadline));
}
Request paid_refused(Office& office) {
    auto const who = expired(office);
    return money(office, Office::full(who.bill, who.bill.deadline + 1s));
}
Request paid_unknown(Office& office) {
    return money(office, {{4711}, {1}, office.now, "r1", payment::Notice::told});
}
booking::QuotaRule rule(Office& office) {
    return {.id = office.fresh(),
            .kind = booking::QuotaRuleKind::delta,
            .amount = 9,
            .from = kDay,
            .reason = "as decided"};
}
Request propose(Office& office) {
    app::ProposeQuota const input{rule(office), testing::kPontianak};
    return {office.officer(1), EFFECTS_OF(app::propose_quota(tx, c, input))};
}
Request approve(Office& office) {
    app::ProposeQuota const input{rule(office), testing::kPontianak};
    auto const by = office.officer(1);
    office.act([&](auto& tx) { return app::propose_quota(tx, by, input); }).value();
    return {office.officer(2), EFFECTS_OF(app::approve_quota(tx, c, input.rule.id))};
}
Request cut(Office& office) {
    office.open(kPlace, 2);
    return {
        office.officer(1), EFFECTS_OF(app::cut_capacity(tx, c, {kPlace, 1, "flood"})), {kPlace}};
}
Request grant(Office& office) {
    office.open(kPlace, 1);
    office.open(kOther, 1);
    auto const who = office.scheduled(kOther);
    return {office.officer(1),
            EFFECTS_OF(app::grant_place(tx, c, {who.application, kPlace, "asked for"})),
            {kPlace, kOther}};
}
Request open_day(Office& office) {
    return {office.system(),
            EFFECTS_OF(app::open_days(tx, c, {testing::kMaumere, kDay, kDay + days{1}}))};
}
Request load(Office& office) {
    app::ReferenceData data{.offices = {{{9}, "NEW", "New", "II", false, "NTT", "test", false}},
                            .points = {{{9}, {9}, "New", "OFFICE", Zone::wit}}};
    return {office.officer(1), EFFECTS_OF(app::load_reference(tx, c, data))};
}
Request create_officer(Office& office) {
    OfficerId const id{office.fresh()};
    return {office.officer(1),
            EFFECTS_OF(app::create_officer(tx, c, {id, "ani", "OFFICE_HEAD", "MAUMERE"}))};
}
Request look(Office& office) {
    auto const who = office.draft();
    app::CreateOfficer const ani{{office.fresh()}, "ani", "ADJUDICATOR", "MAUMERE"};
    auto const by = office.officer(1);
    office.act([&](auto& tx) { return app::create_officer(tx, by, ani); }).value();
    auto const work = [who](auto& tx, auto const& c) -> Result<void> {
        auto const application = TRY(store::load_any_application(tx, who.application));
        TRY(app::record_access(tx, c, application, office::Purpose::adjudication,
                               {office::DataKind::answers}));
        return {};
    };
    return {office.officer(ani.id.value), work};
}
Request erase_draft(Office& office) {
    auto const who = office.draft();
    return by_applicant(office, who.account,
                        EFFECTS_OF(app::erase_application(tx, c, who.application)));
}
Request erase_account(Office& office) {
    auto const who = office.draft();
    return by_applicant(office, who.account, EFFECTS_OF(app::erase_account(tx, c)));
}
Request reopen(Office& office) {
    office.open(kPlace, 1);
    auto const who = office.billed(kPlace);
    return by_applicant(office, who.account,
                        EFFECTS_OF(app::reopen_application(tx, c, who.application)), {kPlace});
}
/// The timer of a draft, as it is due after so many days.
Request look_after(Office& office, std::initializer_list<int> looks) {
    store::Timer due{};
    auto const begun = office.now;
    office.draft();
    for (int const day : looks) {
        if (due.subject != 0) {
            auto const job = office.system();
            office.act([&](auto& tx) { return app::look_at_draft(tx, job, due); }).value();
        }
        office.now = begun + days{day};
        auto const kind =
            due.subject == 0 ? store::TimerKind::draft_warning : store::TimerKind::draft_end;
        due = office.act([&](auto& tx) { return store::due_timers(tx, kind, office.now, 1); })
                  .value()
                  .at(0);
    }
    return {office.system(), EFFECTS_OF(app::look_at_draft(tx, c, due))};
}
Request warn_of_draft(Office& office) {
    return look_after(office, {23});
}
Request forget_draft(Office& office) {
    return look_after(office, {23, 30});
    OfficerId with_password(Office & office) {
        OfficerId const id{office.fresh()};
        auto const root = office.context({app::ActorKind::operator_});
        office
            .act([&](auto& tx) {
                return app::create_officer(tx, root, {id, "ani", "OFFICE_HEAD", "MAUMERE", "hash"});
            })
            .value();
        return id;
    }
    Request officer_signs_in(Office & office, bool fits) {
        with_password(office);
        app::OfficerSignIn const input{
            "ani", {kDigest, "hash", fits, {}}, kDigest, "desk 1", "other"};
        return {office.context({}), EFFECTS_OF(app::officer_sign_in(tx, c, input))};
    }
    Request officer_sign_in(Office & office) {
        return officer_signs_in(office, true);
    }
    Request officer_sign_in_wrong(Office & office) {
        return officer_signs_in(office, false);
    }
    Request change_password(Office & office) {
        auto const id = with_password(office);
        return {
            office.officer(id.value),
            EFFECTS_OF(app::change_password(tx, c, {{kDigest, "hash", true, {}}, "new", kDigest}))};
    }
    Request reset_password(Office & office) {
        with_password(office);
        return {office.officer(1), EFFECTS_OF(app::reset_password(tx, c, {"ani", kDigest, "new"}))};
    }
    Request deactivate(Office & office) {
        with_password(office);
        return {office.officer(1), EFFECTS_OF(app::set_officer_active(tx, c, "ani", false))};
    }
    /// The stranger holds a place with the NIK of the first; "claim" is filed when it is wanted.
    app::FileClaim contested(Office & office, AccountId & owner, bool paid) {
        office.open(kPlace, 1);
        auto const stranger = office.draft(office.account(), "contested");
        office.hold(stranger, kPlace).value();
        if (paid) office.pay(Office::full(office.submit(stranger).value(), office.now)).value();
        auto const own = office.draft(office.account(), "contested");
        owner = own.account;
        return {.request = {{office.fresh()}, "claim"},
                .application = own.application,
                .office_code = "PONTIANAK",
                .evidence = {sha256("card")}};
    }
    Request file_claim(Office & office) {
        AccountId owner;
        auto const input = contested(office, owner, false);
        return by_applicant(office, owner, EFFECTS_OF(app::file_claim(tx, c, input)));
    }
    OfficerId head_with_claim(Office & office, bool paid) {
        AccountId owner;
        auto const input = contested(office, owner, paid);
        auto const me = office.as(owner);
        auto const root = office.context({app::ActorKind::operator_});
        OfficerId const head{office.fresh()};
        office
            .act([&](auto& tx) -> Result<void> {
                TRY(app::file_claim(tx, me, input));
                TRY(app::create_officer(tx, root, {head, "head", "OFFICE_HEAD", "PONTIANAK"}));
                return {};
            })
            .value();
        return head;
    }
    Request decide_claim(Office & office, bool paid, app::Decision const& decision) {
        auto const head = head_with_claim(office, paid);
        return {
            office.officer(head.value), EFFECTS_OF(app::decide_claim(tx, c, decision)), {kPlace}};
    }
    app::Decision const kUphold{"claim", office::RequestState::upheld,
                                office::Reason::identity_confirmed};
    Request uphold_claim(Office & office) {
        return decide_claim(office, false, kUphold);
    }
    Request uphold_paid_claim(Office & office) {
        return decide_claim(office, true, kUphold);
    }
    Request reject_claim(Office & office) {
        return decide_claim(
            office, false,
            {"claim", office::RequestState::rejected, office::Reason::evidence_insufficient});
    }
    Request look_at_claim(Office & office) {
        auto const head = head_with_claim(office, false);
        return {office.officer(head.value), EFFECTS_OF(app::look_at_claim(tx, c, "claim"))};
    }
    Request look_at_evidence(Office & office) {
        auto const head = head_with_claim(office, false);
        return {office.officer(head.value), EFFECTS_OF(app::look_at_evidence(tx, c, "claim", 0))};
    }
    struct Recovery {
        app::FileRecovery input;
        AccountId asker, lost;
    };
    Recovery lost_account(Office & office) {
        auto const lost = office.draft(office.account(), "lost");
        auto const asker = office.draft(office.account(), "lost");
        return {.input = {.request = {{office.fresh()}, "recovery"},
                          .application = asker.application,
                          .old_contact = sha256("contact" + std::to_string(lost.account.value)),
                          .office_code = "PONTIANAK",
                          .sealed_notice = {}},
                .asker = asker.account,
                .lost = lost.account};
    }
    Request file_recovery(Office & office) {
        auto const recovery = lost_account(office);
        return by_applicant(office, recovery.asker,
                            EFFECTS_OF(app::file_recovery(tx, c, recovery.input)));
    }
    Recovery asked_for(Office & office) {
        auto const recovery = lost_account(office);
        auto const me = office.as(recovery.asker);
        office.act([&](auto& tx) { return app::file_recovery(tx, me, recovery.input); }).value();
        return recovery;
    }
    Request object_recovery(Office & office) {
        auto const recovery = asked_for(office);
        return by_applicant(office, recovery.lost,
                            EFFECTS_OF(app::object_recovery(tx, c, {"recovery", {}})));
    }
    OfficerId head_with_recovery(Office & office, Digest & contact) {
        contact = sha256("contact" + std::to_string(asked_for(office).asker.value));
        OfficerId const head{office.fresh()};
        auto const root = office.context({app::ActorKind::operator_});
        office
            .act([&](auto& tx) {
                return app::create_officer(tx, root, {head, "head", "OFFICE_HEAD", "PONTIANAK"});
            })
            .value();
        return head;
    }
    Request look_at_recovery(Office & office) {
        Digest contact{};
        auto const head = head_with_recovery(office, contact);
        return {office.officer(head.value), EFFECTS_OF(app::look_at_recovery(tx, c, "recovery"))};
    }
    Request parties_of_recovery(Office & office) {
        Digest contact{};
        auto const head = head_with_recovery(office, contact);
        return {office.officer(head.value),
                EFFECTS_OF(app::parties_of_recovery(tx, c, "recovery"))};
    }
    Request uphold_recovery(Office & office) {
        Digest contact{};
        auto const head = head_with_recovery(office, contact);
        app::DecideRecovery const input{.decision = {"recovery", office::RequestState::upheld,
                                                     office::Reason::identity_confirmed},
                                        .cut_short = true,
                                        .contacts = {{contact, Bytes(1), office.now}},
                                        .told_asker = {},
                                        .told_account = {}};
        return {office.officer(head.value), EFFECTS_OF(app::decide_recovery(tx, c, input))};
    }

    // clang-format off
constexpr auto kRows = std::to_array<Row>({
    {"request_sign_in_code", 4, request_code},
    {"sign_in", 8, sign_in},
    {"sign_in, wrong code", 4, sign_in_wrong},
    {"sign_in, again", 8, sign_in_again},
    {"sign_out", 1, sign_out},
    {"add_contact", 8, add_contact},
    {"remove_contact", 5, remove_contact},
    {"end_session", 1, end_session},
    {"end_other_sessions", 1, end_others},
    {"note_session_use", 1, note_use},
    {"start_application", 5, start},
    {"begin_nik_check", 3, begin_check},
    {"revise_draft, NIK pending", 8, record_check},
    {"revise_draft, NIK VALID", 12, record_valid},
    {"settle_pending_nik", 10, settle_check, false},
    {"give_up_nik_check", 3, give_up_check, false},
    {"record_passport_answer", 8, answer_passport, false},
    {"passport_unanswered", 5, give_up_passport, false},
    {"revise_draft, nothing", 2, look_again},
    {"revise_draft, section", 4, save_section},
    {"revise_draft, product", 6, save_product},
    {"keep_upload", 1, keep_upload},
    {"renew_upload", 1, renew_upload},
    {"revise_draft, attach", 5, attach},
    {"revise_draft, remove", 4, remove},
    {"forget_unused_uploads", 2, forget_uploads, false},
    {"hold_place", 8, hold},
    {"release_hold", 6, release},
    {"expire_hold", 8, end_hold, false},
    {"submit_application", 9, submit},
    {"submit_application, free", 9, submit_free},
    {"withdraw_application", 9, withdraw},
    {"reschedule_visit", 10, reschedule},
    {"expire_bill", 10, expire_unpaid, false},
    {"expire_bill, silent", 3, expire_unknown, false},
    {"settle_payment, in time", 16, paid_in_time, false},
    {"settle_payment, granted", 21, paid_regranted, false},
    {"settle_payment, late", 20, paid_late, false},
    {"settle_payment, earlier bill", 17, paid_earlier_bill, false},
    {"settle_payment, refused", 10, paid_refused, false},
    {"settle_payment, no such bill", 7, paid_unknown, false},
    {"propose_quota", 3, propose},
    {"approve_quota", 3, approve},
    {"cut_capacity", 4, cut},
    {"grant_place", 11, grant},
    {"open_days", 33, open_day},
    {"load_reference", 4, load},
    {"create_officer", 3, create_officer},
    {"record_access", 2, look},
    {"erase_application", 11, erase_draft},
    {"erase_account", 22, erase_account},
    {"reopen_application", 9, reopen},
    {"look_at_draft, warned", 5, warn_of_draft, false},
    {"look_at_draft, forgotten", 14, forget_draft, false},
    {"officer_sign_in", 4, officer_sign_in},
    {"officer_sign_in, wrong", 4, officer_sign_in_wrong},
    {"change_password", 7, change_password},
    {"reset_password", 6, reset_password},
    {"set_officer_active", 5, deactivate},
    {"file_claim", 8, file_claim},
    {"decide_claim, upheld", 12, uphold_claim},
    {"decide_claim, upheld, paid", 16, uphold_paid_claim},
    {"decide_claim, rejected", 5, reject_claim},
    {"look_at_claim", 9, look_at_claim},
    {"look_at_evidence", 5, look_at_evidence},
    {"file_recovery", 9, file_recovery},
    {"object_recovery", 4, object_recovery},
    {"look_at_recovery", 9, look_at_recovery},
    {"parties_of_recovery", 5, parties_of_recovery},
    {"decide_recovery, upheld", 20, uphold_recovery},
});
    // clang-format on

    /// The statements of the use case itself: without what the executor and the idempotency key
    /// add, and without a lock that only PostgreSQL needs.
    int own_statements(std::vector<std::string> const& calls) {
        static constexpr std::array kNotIts{
            "begin",   "savepoint",        "lock_seats",   "claim_key", "keep_answer",
            "release", "lock_application", "lock_uploads", "commit"};
        return static_cast<int>(std::ranges::count_if(calls, [](auto const& call) {
            return std::ranges::find(kNotIts, call) == kNotIts.end();
        }));
    }

    void fails_at_every_statement(Office & office, Row const& row) {
        auto const request = row.prepare(office);
        auto const before = contents(office.database);
        auto const effects_before = contents(office.database, "idempotency");
        Server server{office};
        auto const failed = [&](std::size_t call, Fault fault, std::string_view told) {
            CAPTURE(call);
            server.fail_at(call, fault);
            CHECK(server.ask(request, row.keyed) == told);
            CHECK(contents(office.database) == before);
        };
        // Once around, up to a COMMIT that does not happen, to learn the calls.
        server.fail_at(999, Fault::none);
        std::size_t last = 0;
        for (bool found = false; !found; ++last) {
            failed(last, Fault::unavailable, "STORAGE_UNAVAILABLE");
            found = server.calls.back() == "commit";
        }
        auto const calls = server.calls;
        CHECK(calls.size() == last);
        CHECK(own_statements(calls) == row.statements);
        for (std::size_t call = 0; call + 1 < calls.size(); ++call) {
            failed(call, Fault::conflict, "BUSY");
            failed(call, Fault::answer_lost, "STORAGE_UNAVAILABLE");
        }
        failed(calls.size() - 1, Fault::conflict, "BUSY");

        server.fail_at(calls.size() - 1, Fault::answer_lost);
        CHECK(server.ask(request, row.keyed) == "OUTCOME_UNKNOWN");
        auto const after = contents(office.database, "idempotency");
        CHECK(after != effects_before);
        server.fail_at(999, Fault::none);
        for (int time = 0; time < 2; ++time) {
            CHECK(server.ask(request, row.keyed) == "");
            CHECK(contents(office.database, "idempotency") == after);
        }
        CHECK(testing::differences_in_books(office.database).empty());
    }

}  // namespace

TEST_CASE("use cases: a failure at any statement changes nothing, and a repetition finds out") {
    for (auto const& row : kRows) {
        CAPTURE(row.name);
        testing::on_each_office([&](Office& office) { fails_at_every_statement(office, row); });
    }
}
