#include "app/application/passport_check.hpp"

#include "app/transition.hpp"
#include "base/text.hpp"
#include "domain/application/products.hpp"
#include "store/assessments.hpp"
#include "store/audit.hpp"
#include "store/outbox.hpp"

#include <utility>

namespace mpaspor::app {
namespace {

using application::PassportRecord;

constexpr std::string_view kNew = "NEW";
constexpr std::string_view kHistory = "passport_history";  // The section that asks about it.

Result<void> note(sql::Transaction& tx, Context const& context, ApplicationId id,
                  std::string_view action, PassportRecord record) {
    auto const version = TRY(store::next_audit_version(tx, "passport_record", id.value));
    return audit(tx, context,
                 {.kind = "passport_record",
                  .subject = id.value,
                  .version = version,
                  .action = action,
                  .rule = "D10",
                  .result = std::string{application::to_text(record)}});
}

/// Whether what is known of this NIK still counts, or will be.
bool stands(store::PassportCheck const& last, Digest const& nik_index, Context const& context) {
    if (last.nik_index != nik_index || last.state == PassportRecord::unavailable) return false;
    std::chrono::days const good_for{context.settings->nik_valid_days};
    return !last.answered_at || context.now < *last.answered_at + good_for;
}

Result<void> give_up(sql::Transaction& tx, Context const& context, ApplicationId id) {
    bool const given_up = TRY(store::give_up_passport(tx, id));
    if (!given_up) return {};
    TRY(store::outdate_assessment(tx, id));
    return note(tx, context, id, "given_up", PassportRecord::unavailable);
}

/// Before the fee is paid the applicant can still change the type; afterwards an officer looks.
std::string_view warning_for(store::Application const& application) {
    return application.paid_at ? "notify.passport_on_record_paid" : "notify.passport_on_record";
}

bool has_ended(store::Application const& application) {
    using application::State;
    return !application::live(application.state) && application.state != State::draft &&
           application.state != State::expired;
}

}  // namespace

Result<void> ask_issuing_system(sql::Transaction& tx, Context const& context,
                                store::Application const& application) {
    auto const id = application.id;
    auto const last = TRY(store::load_passport_check(tx, id));
    if (last && stands(*last, application.nik->index, context)) return {};
    TRY(store::ask_passport(
        tx, {.application = id, .nik_index = application.nik->index, .asked_at = context.now}));
    TRY(note(tx, context, id, "asked", PassportRecord::pending));
    return store::enqueue(tx, {.request = context.request,
                               .number = 0,
                               .topic = "passport_check",
                               .application = id,
                               .sealed = {},
                               .created = context.now});
}

Result<std::optional<OpenPassportCheck>> open_passport_check(sql::Transaction& tx,
                                                             ApplicationId id) {
    auto const application = TRY(store::load_any_application(tx, id));
    auto check = TRY(store::load_passport_check(tx, id));
    bool const of_this_nik = check && application.nik && application.nik->index == check->nik_index;
    bool const open = of_this_nik && (check->state == PassportRecord::pending ||
                                      check->state == PassportRecord::unavailable);
    auto identity = TRY(store::load_answer(tx, id, "identity"));
    if (!open || !identity || has_ended(application)) return std::nullopt;
    auto const saved = TRY(store::load_answer(tx, id, kHistory));
    store::Answer history = saved.value_or(store::Answer{});
    history.section = kHistory;
    return OpenPassportCheck{*std::move(check), *std::move(identity), std::move(history)};
}

bool says_never(Answers const& history) {
    auto const answer = history.find("had_passport");
    return answer != history.end() && answer->second == "never";
}

Result<void> record_passport_answer(sql::Transaction& tx, Context const& context,
                                    PassportAnswer const& input) {
    auto const id = input.application;
    auto const application = TRY(store::load_any_application_to_edit(tx, id));
    if (!input.section.empty()) {
        auto const section = TRY(store::load_answer(tx, id, input.section));
        if ((section ? section->version : 0) != input.section_version) {
            return fail(Code::section_changed);
        }
    }
    auto const record = input.known ? PassportRecord::known : PassportRecord::none;
    bool const answered = TRY(store::answer_passport(tx, {.application = id,
                                                          .nik_index = input.nik_index,
                                                          .state = record,
                                                          .answered_at = context.now,
                                                          .sealed = input.sealed}));
    if (!answered) return {};
    TRY(store::outdate_assessment(tx, id));  // What the draft amounts to rests on the answer.
    TRY(note(tx, context, id, "answered", record));
    bool const never = input.said_never || application.type == kNew;
    if (!input.known || !never || has_ended(application)) return {};
    return store::enqueue(tx, {.request = context.request,
                               .number = 1,
                               .topic = warning_for(application),
                               .application = id,
                               .sealed = {},
                               .created = context.now});
}

Result<void> passport_unanswered(sql::Transaction& tx, Context const& context, ApplicationId id) {
    auto const check = TRY(store::load_passport_check(tx, id));
    if (!check || !waited_enough(*check, context)) return {};
    return give_up(tx, context, id);
}

bool waited_enough(store::PassportCheck const& check, Context const& context) {
    return context.now >=
           check.asked_at + std::chrono::minutes{context.settings->passport_check_minutes};
}

Result<void> passport_checked(sql::Transaction& tx, Context const& context,
                              store::Application const& application) {
    auto const record = TRY(store::passport_record(tx, application.id));
    if (record != PassportRecord::pending) return {};
    auto const check = TRY(store::load_passport_check(tx, application.id));
    bool const asked = check && application.nik && check->nik_index == application.nik->index;
    if (asked && waited_enough(*check, context)) return give_up(tx, context, application.id);
    return fail(Code::passport_check_pending);
}

Answers answers_of(application::KnownPassport const& passport) {
    return {{"expires", date_text(LocalDate{passport.expires / std::chrono::day{1}})},
            {"reported_lost", passport.reported_lost ? "yes" : "no"}};
}

Result<application::KnownPassport> known_passport(Answers const& kept) {
    auto const expires = kept.find("expires");
    auto const lost = kept.find("reported_lost");
    if (expires == kept.end() || lost == kept.end()) {
        return fail(Code::internal, "a passport without its expiry");
    }
    auto const date = TRY(date_from_text(expires->second));
    std::chrono::year_month_day const first{date};
    return application::KnownPassport{.expires = first.year() / first.month(),
                                      .reported_lost = lost->second == "yes"};
}

}  // namespace mpaspor::app
