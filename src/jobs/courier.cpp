#include "jobs/courier.hpp"

#include "app/account/contacts.hpp"
#include "app/account/request_sign_in_code.hpp"
#include "app/application/nik_check.hpp"
#include "app/application/passport_check.hpp"
#include "app/application/registry_question.hpp"
#include "app/key_names.hpp"
#include "app/operation/notice.hpp"
#include "app/rights/carry_out_removal.hpp"
#include "app/rights/removals.hpp"
#include "domain/identity/verdict.hpp"

#include <array>
#include <utility>

namespace mpaspor::jobs {
namespace {

using store::QueuedNotice;

constexpr int kClaimedMax = 20;
constexpr int kFailuresMax = 5;  // In a row, until the rest of a claim is left for later.
constexpr auto kLanguage = app::Language::indonesian;

/// Whoever it is for was deleted, perhaps after the notice was taken out: nobody has to act.
bool is_for_nobody(Code code) {
    return code == Code::application_not_found || code == Code::not_signed_in;
}

/// Trying again does not mend it.
bool is_final(Code code) {
    return is_for_nobody(code) || code == Code::internal;
}

/// What has to be removed is tried for ever: nobody else would do it.
bool is_given_up(QueuedNotice const& notice, Error const& error, int attempts_max) {
    if (app::is_removal(notice.topic)) return error.code == Code::internal;
    return is_final(error.code) || notice.attempts >= attempts_max;
}

/// Nobody answers there: the next notice would fare no better.
bool is_outage(Code code) {
    return info(code).category == Category::unavailable;
}

Result<app::Answers> opened(SecretKey const& key, ApplicationId id, store::Answer const& section) {
    auto const place = store::answer_place(id, section.section, section.version);
    auto const plain = TRY(open_sealed(key, place, section.sealed));
    return app::decode(plain);
}

/// Nothing is to be remembered of it.
Result<void> nothing(sql::Transaction& /*tx*/, app::Context const& /*context*/) {
    return {};
}

/// What stays of a notice that nobody answered, for now or for good.
Result<void> left_unanswered(sql::Transaction& tx, app::Context const& context,
                             QueuedNotice const& notice, bool for_good) {
    if (notice.topic == "passport_check") {
        return app::passport_unanswered(tx, context, notice.application);
    }
    if (notice.topic == "nik_check" && for_good) {
        return app::give_up_nik_check(tx, context, notice.application);
    }
    return {};
}

}  // namespace

void Courier::deliver_due() {
    auto const due = read<bool>(world_, [this, now = world_.clock.now()](auto& tx) {
        return app::notices_due(tx, outlet_, now);
    });
    if (!due || !*due) return;
    auto const notices = run<std::vector<QueuedNotice>>(
        world_, context_of(world_, "delivery"), app::Urgency::save,
        [outlet = outlet_](auto& tx, auto const& context) {
            return app::claim_notices(tx, context, outlet, kClaimedMax);
        });
    if (!notices) return;
    int failures = 0;
    for (QueuedNotice const& notice : *notices) {
        failures = deliver(notice) == Went::nowhere ? failures + 1 : 0;
        if (failures == kFailuresMax) return;  // Claimed again in a minute.
    }
}

Courier::Went Courier::deliver(QueuedNotice const& notice) {
    auto const outcome = carry(notice);
    if (!outcome) return put_off(notice, outcome.error());
    auto const done = run<bool>(world_, context_of(world_, "delivery"), app::Urgency::save,
                                [&notice, &outcome](auto& tx, auto const& context) -> Result<bool> {
                                    TRY((*outcome)(tx, context));
                                    TRY(app::finish_notice(tx, context, notice.id));
                                    return true;
                                });
    if (done) return Went::on;
    if (is_outage(done.error().code)) return Went::nowhere;  // The database's, or nobody knows.
    return put_off(notice, done.error());
}

Courier::Went Courier::put_off(QueuedNotice const& notice, Error const& error) {
    auto const patience = app::patience_with(outlet_);
    bool const for_good = is_given_up(notice, error, patience.attempts_max);
    bool const somebody_has_to_act = for_good && !is_for_nobody(error.code);
    world_.log.write(somebody_has_to_act ? app::Severity::alarm : app::Severity::warning,
                     "notice_not_delivered",
                     {{"topic", notice.topic}, {"code", info(error.code).name}});
    auto const noted =
        run<bool>(world_, context_of(world_, "delivery"), app::Urgency::save,
                  [&notice, for_good, patience](auto& tx, auto const& context) -> Result<bool> {
                      TRY(left_unanswered(tx, context, notice, for_good));
                      if (for_good) {
                          TRY(app::finish_notice(tx, context, notice.id));
                      } else {
                          TRY(app::retry_notice(tx, context, notice, patience.pause_max));
                      }
                      return true;
                  });
    return noted && !is_outage(error.code) ? Went::on : Went::nowhere;
}

Result<Courier::Outcome> Courier::carry(QueuedNotice const& notice) {
    std::string_view const topic{notice.topic};
    if (topic == app::kSignInCode || topic == app::kContactCode) return send_code(notice);
    if (topic == "nik_check") return check_nik(notice);
    if (topic == "passport_check") return look_up_passport(notice);
    if (topic.starts_with("notify.")) return notify(notice, topic.substr(7));
    if (topic.starts_with("account.")) return tell_account(notice, topic.substr(8));
    if (app::is_removal(topic)) return remove(notice);
    if (topic.starts_with("dpri.")) return hand_over(notice, topic.substr(5));
    return fail(Code::internal, "a notice of an unknown topic");
}

Result<Courier::Outcome> Courier::send(app::Messenger::Message message, std::string id,
                                       std::string const& to) {
    message.id = std::move(id);
    message.to = to;
    message.channel = app::channel_of(to);
    TRY(world_.messenger.send(message));
    return Outcome{nothing};
}

Result<Courier::Outcome> Courier::send_code(QueuedNotice const& notice) {
    auto const contents = TRY(app::open_notice(world_.keys.service(), notice.id, notice.sealed));
    auto const to = contents.find("to");
    if (to == contents.end()) return fail(Code::internal, "a code for nobody");
    auto message = app::compose_code(notice.topic, contents, world_.messages, kLanguage);
    return send(std::move(message), notice.id, to->second);
}

/// To every contact of an account but the one that `but` names, and to the one that `also` names.
Result<Courier::Outcome> Courier::tell_account(QueuedNotice const& notice, std::string_view event) {
    auto const contents = TRY(app::open_notice(world_.keys.service(), notice.id, notice.sealed));
    auto const contacts = TRY(read<std::vector<store::Contact>>(
        world_, [id = notice.account](auto& tx) { return app::contacts_to_tell(tx, id); }));
    auto const subject = app::key_of(notice.account);
    auto const key = TRY(world_.keys.open(subject));
    auto const message = app::compose_for_account(event, contents, world_.messages, kLanguage);
    auto const but = contents.find("but"), also = contents.find("also");
    int number = 0;
    for (auto const& contact : contacts) {
        auto const plain = TRY(open_sealed(key, subject, contact.sealed));
        auto const to = to_text(plain);
        if (but != contents.end() && to == but->second) continue;
        TRY(send(message, notice.id + '/' + std::to_string(number++), to));
    }
    if (also == contents.end()) return Outcome{nothing};
    return send(message, notice.id + "/also", also->second);
}

/// Every contact of the account hears of its applications.
Result<Courier::Outcome> Courier::notify(QueuedNotice const& notice, std::string_view event) {
    auto const ground = TRY(read<app::NoticeGround>(
        world_, [context = context_of(world_, "delivery"), id = notice.application](auto& tx) {
            return app::read_notice_ground(tx, context, id);
        }));
    auto const subject = app::key_of(ground.account);
    auto const key = TRY(world_.keys.open(subject));
    auto const message =
        app::compose(event, ground.view, world_.numbers, world_.messages, kLanguage);
    int number = 0;
    for (auto const& contact : ground.contacts) {
        auto const plain = TRY(open_sealed(key, subject, contact.sealed));
        auto const id = number == 0 ? notice.id : notice.id + '/' + std::to_string(number);
        TRY(send(message, id, to_text(plain)));
        number += 1;
    }
    return Outcome{nothing};
}

/// The number and what happened: enough for DPRI to know of the application (002-F1).
Result<Courier::Outcome> Courier::hand_over(QueuedNotice const& notice, std::string_view event) {
    auto const number = world_.numbers.application_number(notice.application);
    auto body = R"({"number":")" + number + R"(","event":")" + std::string{event} + R"("})";
    TRY(world_.send_to_dpri(notice.id, std::move(body)));
    return Outcome{nothing};
}

/// Stage 1 goes on by itself (002-S1, D9).
Result<Courier::Outcome> Courier::check_nik(QueuedNotice const& notice) {
    auto const id = notice.application;
    auto const section = TRY(read<std::optional<store::Answer>>(
        world_, [id](auto& tx) { return app::open_nik_check(tx, id); }));
    if (!section) return Outcome{nothing};
    auto const key = TRY(world_.keys.open(app::key_of(id)));
    auto const identity = TRY(opened(key, id, *section));
    auto const question = TRY(app::registry_question(identity));
    auto const said = TRY(world_.registry.check(question));
    app::LateNikAnswer answer{.application = id, .version = section->version};
    if (identity::verdict(said).valid()) {
        answer.valid_nik = blind_index(world_.keys.blind_index(), "nik", question.nik.text());
    }
    answer.answer = seal(key, nonce(), store::nik_check_place(id, section->version),
                         app::encode(app::answers_of(said)));
    return Outcome{[answer](auto& tx, auto const& context) {
        return app::settle_pending_nik(tx, context, answer);
    }};
}

/// Billing waits for this (D10).
Result<Courier::Outcome> Courier::look_up_passport(QueuedNotice const& notice) {
    auto const id = notice.application;
    auto const open = TRY(read<std::optional<app::OpenPassportCheck>>(
        world_, [id](auto& tx) { return app::open_passport_check(tx, id); }));
    if (!open) return Outcome{nothing};
    auto const key = TRY(world_.keys.open(app::key_of(id)));
    auto const identity = TRY(opened(key, id, open->identity));
    auto const question = TRY(app::registry_question(identity));
    app::PassportAnswer answer{
        .application = id,
        .nik_index = blind_index(world_.keys.blind_index(), "nik", question.nik.text()),
        .section = open->history.section,
        .section_version = open->history.version};
    if (answer.nik_index != open->check.nik_index) return Outcome{nothing};
    auto const known = TRY(world_.passports.find(question.nik));
    if (open->history.version > 0) {
        auto const history = TRY(opened(key, id, open->history));
        answer.said_never = app::says_never(history);
    }
    if (known) {
        answer.known = true;
        answer.sealed = seal(key, nonce(), store::passport_record_place(id),
                             app::encode(app::answers_of(*known)));
    }
    return Outcome{[answer](auto& tx, auto const& context) {
        return app::record_passport_answer(tx, context, answer);
    }};
}

Result<Courier::Outcome> Courier::remove(QueuedNotice const& notice) {
    auto const contents = to_text(notice.sealed);
    TRY(app::carry_out_removal(notice.topic, contents, world_.keys, world_.blobs));
    return Outcome{nothing};
}

Nonce Courier::nonce() const {
    Nonce nonce{};
    world_.entropy.fill(nonce);
    return nonce;
}

}  // namespace mpaspor::jobs
