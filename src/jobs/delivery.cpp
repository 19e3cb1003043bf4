#include "jobs/delivery.hpp"

<<<<<<< HEAD
#include "app/account/contacts.hpp"
#include "app/account/request_sign_in_code.hpp"
#include "app/application/read_section.hpp"
#include "app/application/registry_question.hpp"
#include "app/application/save_section.hpp"
#include "app/operation/forget_uploads.hpp"
#include "app/operation/notice.hpp"
#include "app/operation/outbox.hpp"
#include "app/operation/read_timers.hpp"
#include "domain/identity/verdict.hpp"

=======
>>>>>>> c47beba (What the registries answered is kept; a bill waits for the issuing system's word)
namespace mpaspor::jobs {
namespace {

using namespace std::chrono_literals;
using store::Outlet;

constexpr auto kPause = 100ms;

}  // namespace

Delivery::Delivery(World const& world)
    : people_(world, Outlet::people),
      civil_registry_(world, Outlet::civil_registry),
      issuing_system_(world, Outlet::issuing_system),
      people_ticker_(kPause, [this] { people_.deliver_due(); }),
      civil_registry_ticker_(kPause, [this] { civil_registry_.deliver_due(); }),
      issuing_system_ticker_(kPause, [this] { issuing_system_.deliver_due(); }) {}

<<<<<<< HEAD
void Delivery::deliver_all() {
    auto const due = read<bool>(
        world_, [now = world_.clock.now()](auto& tx) { return app::notices_due(tx, now); });
    if (!due || !*due) return;
    auto const notices = run<std::vector<QueuedNotice>>(
        world_, context_of(world_, "delivery"), app::Urgency::save,
        [](auto& tx, auto const& context) { return app::claim_notices(tx, context, kClaimedMax); });
    if (!notices) return;
    for (QueuedNotice const& notice : *notices) {
        auto const delivered = deliver(notice);
        bool const give_up =
            !delivered && (is_final(delivered.error().code) || notice.attempts >= kAttemptsMax);
        if (!delivered) {
            world_.log.write(
                give_up ? app::Severity::alarm : app::Severity::warning, "notice_not_delivered",
                {{"topic", notice.topic}, {"code", info(delivered.error().code).name}});
        }
        auto const done =
            run<bool>(world_, context_of(world_, "delivery"), app::Urgency::save,
                      [&notice, keep = !delivered && !give_up](
                          auto& tx, auto const& context) -> Result<bool> {
                          if (keep) {
                              TRY(app::retry_notice(tx, context, notice.id, notice.attempts));
                          } else {
                              TRY(app::finish_notice(tx, context, notice.id));
                          }
                          return true;
                      });
        if (!done) return;  // Claimed again in a minute.
    }
}

Result<void> Delivery::deliver(QueuedNotice const& notice) {
    std::string_view const topic{notice.topic};
    if (topic == app::kSignInCode || topic == app::kContactCode) return send_code(notice);
    if (topic == "nik_check") return check_nik(notice);
    if (topic.starts_with("notify.")) return notify(notice, topic.substr(7));
    if (topic.starts_with("account.")) return tell_account(notice, topic.substr(8));
    if (topic.starts_with("dpri.")) return hand_to_dpri(notice, topic.substr(5));
    if (topic == app::kBlobRemoval) return remove_blob(notice);
    return fail(Code::internal, "a notice of an unknown topic");
}

Result<void> Delivery::send(app::Messenger::Message message, std::string id,
                            std::string const& to) {
    message.id = std::move(id);
    message.to = to;
    message.channel = app::channel_of(to);
    return world_.messenger.send(message);
}

Result<void> Delivery::send_code(QueuedNotice const& notice) {
    auto const contents = TRY(app::open_notice(world_.keys.service(), notice.id, notice.sealed));
    auto const to = contents.find("to");
    if (to == contents.end()) return fail(Code::internal, "a code for nobody");
    auto message = app::compose_code(notice.topic, contents, world_.messages, kLanguage);
    return send(std::move(message), notice.id, to->second);
}

/// To every contact of an account but the one that `but` names, and to the one that `also` names.
Result<void> Delivery::tell_account(QueuedNotice const& notice, std::string_view event) {
    auto const contents = TRY(app::open_notice(world_.keys.service(), notice.id, notice.sealed));
    auto const contacts = TRY(read<std::vector<store::Contact>>(
        world_, [id = notice.account](auto& tx) { return app::contacts_to_tell(tx, id); }));
    auto const subject = "account/" + std::to_string(notice.account.value);
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
    if (also == contents.end()) return {};
    return send(message, notice.id + "/also", also->second);
}

Result<void> Delivery::notify(QueuedNotice const& notice, std::string_view event) {
    auto const ground = TRY(read<app::NoticeGround>(
        world_, [context = context_of(world_, "delivery"), id = notice.application](auto& tx) {
            return app::read_notice_ground(tx, context, id);
        }));
    auto const subject = "account/" + std::to_string(ground.account.value);
    auto const key = TRY(world_.keys.open(subject));
    auto const contact = TRY(open_sealed(key, subject, ground.sealed_contact));
    auto message = app::compose(event, ground.view, world_.numbers, world_.messages, kLanguage);
    return send(std::move(message), notice.id, to_text(contact));
}

/// The number and what happened: enough for DPRI to know of the application (002-F1).
Result<void> Delivery::hand_to_dpri(QueuedNotice const& notice, std::string_view event) {
    auto const number = world_.numbers.application_number(notice.application);
    auto body = R"({"number":")" + number + R"(","event":")" + std::string{event} + R"("})";
    return world_.send_to_dpri(notice.id, std::move(body));
}

/// Stage 1 goes on by itself (D9).
Result<void> Delivery::check_nik(QueuedNotice const& notice) {
    auto const id = notice.application;
    auto const ground = TRY(
        read<app::NoticeGround>(world_, [context = context_of(world_, "delivery"), id](auto& tx) {
            return app::read_notice_ground(tx, context, id);
        }));
    auto as_owner = context_of(world_, "delivery");
    as_owner.actor = {.kind = app::ActorKind::applicant, .id = ground.account.value};
    auto const answer = TRY(read<std::optional<store::Answer>>(world_, [as_owner, id](auto& tx) {
        return app::read_section(tx, as_owner, id, "identity");
    }));
    if (!answer) return {};
    auto const key = TRY(world_.keys.open("application/" + std::to_string(id.value)));
    auto const plain =
        TRY(open_sealed(key, store::answer_place(id, "identity", answer->version), answer->sealed));
    auto const section = TRY(app::decode(plain));
    auto const question = TRY(app::registry_question(section));
    auto const said = TRY(world_.registry.check(question));
    std::optional<Digest> valid;
    if (identity::verdict(said).valid()) {
        valid = blind_index(world_.keys.blind_index(), "nik", question.nik.text());
    }
    auto const settled = run<bool>(
        world_, context_of(world_, "delivery"), app::Urgency::save,
        [id, version = answer->version, valid](auto& tx, auto const& context) -> Result<bool> {
            TRY(app::settle_pending_nik(tx, context, id, version, valid));
            return true;
        });
    TRY(settled);
    auto const* const event = valid ? "nik_valid" : "nik_not_valid";
    return notify(notice, event);
=======
void Delivery::stop() {
    people_ticker_.stop();
    civil_registry_ticker_.stop();
    issuing_system_ticker_.stop();
>>>>>>> c47beba (What the registries answered is kept; a bill waits for the issuing system's word)
}

/// First what is readable, then what it could be read with.
Result<void> Delivery::remove_blob(QueuedNotice const& notice) {
    auto const name = to_text(notice.sealed);
    auto const space = name.find(' ');
    if (space == std::string::npos) return fail(Code::internal, "a blob without its key");
    TRY(world_.blobs.remove(name.substr(space + 1)));
    return world_.keys.forget("blob/" + name.substr(0, space));
}

}  // namespace mpaspor::jobs
