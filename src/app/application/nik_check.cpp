#include "app/application/nik_check.hpp"

#include "app/application/editable.hpp"
#include "app/application/passport_check.hpp"
#include "domain/identity/verdict.hpp"
#include "store/applications.hpp"
#include "store/nik_tries.hpp"
#include "store/outbox.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace mpaspor::app {
namespace {

using identity::RegistryField;
using store::NikCheckState;

constexpr std::array kFields{RegistryField::full_name,          RegistryField::birth_date,
                             RegistryField::birth_place,        RegistryField::sex,
                             RegistryField::family_card_number, RegistryField::mother_name};
constexpr std::array<std::string_view, 5> kStatuses{"found", "not_found", "deceased", "duplicate",
                                                    "inactive"};
constexpr std::string_view kMatch = "match", kMismatch = "mismatch";

/// The NIK a place is held for does not change (D8).
Result<store::Application> nik_editable(sql::Transaction& tx, Context const& context,
                                        ApplicationId id) {
    auto application = TRY(editable(tx, context, id));
    if (!at_rest(application.state)) return fail(Code::not_allowed_in_state);
    return application;
}

std::chrono::days valid_for(Context const& context) {
    return std::chrono::days{context.settings->nik_valid_days};
}

/// What counts as VALID after this check.
std::optional<store::ValidNik> valid_after(Context const& context, RecordNikCheck const& input,
                                           std::optional<store::ValidNik> const& before) {
    if (input.valid_nik) return store::ValidNik{*input.valid_nik, context.now};
    bool const still_good =
        input.pending && input.unchanged && before && before->index == input.nik_index &&
        context.now < identity::valid_until(before->verified_at, valid_for(context));
    return still_good ? before : std::nullopt;
}

Result<void> tell(sql::Transaction& tx, Context const& context, ApplicationId id, int number,
                  std::string_view topic) {
    return store::enqueue(tx, {.request = context.request,
                               .number = number,
                               .topic = topic,
                               .application = id,
                               .sealed = {},
                               .created = context.now});
}

/// One notice at most asks for one application, however often it was saved meanwhile.
Result<void> ask_later(sql::Transaction& tx, Context const& context, ApplicationId id,
                       std::optional<store::NikCheck> const& before) {
    if (before && before->state == NikCheckState::pending) return {};
    return tell(tx, context, id, 0, "nik_check");
}

}  // namespace

Result<void> begin_nik_check(sql::Transaction& tx, Context const& context,
                             ApplicationId application, Digest const& nik_index) {
    TRY(nik_editable(tx, context, application));
    auto const last = TRY(store::load_nik_check(tx, application));
    if (last && last->state == NikCheckState::pending && last->nik_index == nik_index) return {};
    auto const tries = TRY(store::count_nik_check(tx, nik_index, date_in(Zone::wib, context.now)));
    auto const most = context.settings->nik_checks_per_day;
    if (tries > most) {
        return refuse(Code::nik_tries_exhausted, "/nik", {{"max", std::to_string(most)}});
    }
    return {};
}

Result<NikRecorded> record_nik_check(sql::Transaction& tx, Context const& context,
                                     RecordNikCheck const& input) {
    auto application = TRY(nik_editable(tx, context, input.section.application));
    auto const before = TRY(store::load_nik_check(tx, application.id));
    TRY(store::save_answer(tx, application.id, input.section.answer));
    application.nik = valid_after(context, input, application.nik);
    TRY(store::save_nik(tx, application));
    store::NikCheck check{.application = application.id,
                          .version = input.section.answer.version,
                          .nik_index = input.valid_nik.value_or(input.nik_index),
                          .asked_at = context.now,
                          .sealed = input.answer};
    if (!input.pending) {
        check.state = NikCheckState::answered;
        check.answered_at = context.now;
    }
    TRY(store::save_nik_check(tx, check));
    if (input.pending) TRY(ask_later(tx, context, application.id, before));
    if (input.valid_nik) TRY(ask_issuing_system(tx, context, application));
    NikRecorded recorded{.version = input.section.answer.version};
    if (application.nik) {
        recorded.valid_until =
            identity::valid_until(application.nik->verified_at, valid_for(context));
    }
    return recorded;
}

Result<std::optional<store::Answer>> open_nik_check(sql::Transaction& tx, ApplicationId id) {
    auto const check = TRY(store::load_nik_check(tx, id));
    if (!check || check->state != NikCheckState::pending) return std::nullopt;
    auto section = TRY(store::load_answer(tx, id, "identity"));
    if (!section || section->version != check->version) return std::nullopt;
    return section;
}

Result<void> settle_pending_nik(sql::Transaction& tx, Context const& context,
                                LateNikAnswer const& input) {
    auto application = TRY(store::load_any_application_to_edit(tx, input.application));
    bool const ended = TRY(store::end_nik_check(tx, {.application = input.application,
                                                     .version = input.version,
                                                     .state = NikCheckState::answered,
                                                     .answered_at = context.now,
                                                     .sealed = input.answer}));
    // Under a place that was taken with an earlier VALID nothing changes any more (D8).
    if (!ended || !at_rest(application.state)) return {};
    application.nik.reset();
    if (input.valid_nik) application.nik = store::ValidNik{*input.valid_nik, context.now};
    TRY(store::save_nik(tx, application));
    if (input.valid_nik) TRY(ask_issuing_system(tx, context, application));
    return tell(tx, context, application.id, 1,
                input.valid_nik ? "notify.nik_valid" : "notify.nik_not_valid");
}

Result<void> give_up_nik_check(sql::Transaction& tx, Context const& context, ApplicationId id) {
    auto check = TRY(store::load_nik_check(tx, id));
    if (!check) return {};
    check->state = NikCheckState::given_up;
    bool const ended = TRY(store::end_nik_check(tx, *check));
    if (!ended) return {};
    return tell(tx, context, id, 1, "notify.nik_unanswered");
}

Answers answers_of(identity::RegistryAnswer const& answer) {
    Answers kept{{"status", std::string{kStatuses.at(std::to_underlying(answer.status))}},
                 {"reference", answer.reference}};
    if (answer.status != identity::RegistryStatus::found) return kept;
    for (RegistryField const field : kFields) {
        bool const differs = std::ranges::find(answer.mismatches, field) != answer.mismatches.end();
        kept.emplace(identity::to_text(field), differs ? kMismatch : kMatch);
    }
    return kept;
}

Result<identity::RegistryAnswer> registry_answer(Answers const& kept) {
    auto const status = kept.find("status");
    auto const reference = kept.find("reference");
    if (status == kept.end() || reference == kept.end()) {
        return fail(Code::internal, "an answer without its status");
    }
    auto const* const known = std::ranges::find(kStatuses, status->second);
    if (known == kStatuses.end()) return fail(Code::internal, "an answer of another status");
    identity::RegistryAnswer answer{
        .status = static_cast<identity::RegistryStatus>(known - kStatuses.begin()),
        .reference = reference->second};
    for (RegistryField const field : kFields) {
        auto const said = kept.find(identity::to_text(field));
        if (said != kept.end() && said->second == kMismatch) answer.mismatches.push_back(field);
    }
    return answer;
}

}  // namespace mpaspor::app
