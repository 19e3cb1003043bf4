#include "app/application/save_section.hpp"

#include "app/application/editable.hpp"
#include "app/payment/price.hpp"
#include "domain/application/products.hpp"
#include "domain/identity/verdict.hpp"
#include "store/applications.hpp"
#include "store/nik_tries.hpp"
#include "store/outbox.hpp"

namespace mpaspor::app {
namespace {

/// The NIK a place is held for does not change (D8).
Result<store::Application> nik_editable(sql::Transaction& tx, Context const& context,
                                        ApplicationId id) {
    auto application = TRY(editable(tx, context, id));
    if (!at_rest(application.state)) return fail(Code::not_allowed_in_state);
    return application;
}

std::optional<store::ValidNik> valid(Context const& context, std::optional<Digest> const& nik) {
    if (!nik) return std::nullopt;
    return store::ValidNik{*nik, context.now};
}

/// The pool of a place follows from it.
Result<void> accelerate(store::Application const& application, SaveProduct const& input) {
    if (input.accelerated && !application::may_be_accelerated(input.type)) {
        return refuse(Code::accelerated_not_offered, "/accelerated");
    }
    bool const changed = input.accelerated != application.accelerated;
    if (changed && !at_rest(application.state)) {
        return refuse(Code::not_allowed_in_state, "/accelerated");
    }
    return {};
}

}  // namespace

Result<std::int64_t> save_section(sql::Transaction& tx, Context const& context,
                                  SaveSection const& input) {
    TRY(editable(tx, context, input.application));
    TRY(store::save_answer(tx, input.application, input.answer));
    return input.answer.version;
}

Result<SavedProduct> save_product(sql::Transaction& tx, Context const& context,
                                  SaveProduct const& input) {
    auto application = TRY(editable(tx, context, input.section.application));
    TRY(application::may_apply_online(input.type));
    TRY(accelerate(application, input));
    auto price = TRY(price_at(tx,
                              {.product = input.product,
                               .validity_years = input.validity_years,
                               .accelerated = input.accelerated},
                              context.now));
    application.type = application::to_text(input.type);
    application.product = application::to_text(input.product);
    application.validity_years = input.validity_years;
    application.accelerated = input.accelerated;
    TRY(store::save_answer(tx, application.id, input.section.answer));
    TRY(store::save_product(tx, application));
    return SavedProduct{input.section.answer.version, std::move(price)};
}

Result<void> begin_nik_check(sql::Transaction& tx, Context const& context,
                             ApplicationId application, Digest const& nik_index) {
    TRY(nik_editable(tx, context, application));
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
    TRY(store::save_answer(tx, application.id, input.section.answer));
    application.nik = valid(context, input.valid_nik);
    TRY(store::save_nik(tx, application));
    if (input.pending) {
        TRY(store::enqueue(tx, {.request = context.request,
                                .topic = "nik_check",
                                .application = application.id,
                                .sealed = {},
                                .created = context.now}));
    }
    NikRecorded recorded{.version = input.section.answer.version};
    if (application.nik) {
        recorded.valid_until =
            identity::valid_until(context.now, std::chrono::days{context.settings->nik_valid_days});
    }
    return recorded;
}

Result<void> settle_pending_nik(sql::Transaction& tx, Context const& context, ApplicationId id,
                                std::int64_t version, std::optional<Digest> const& valid_nik) {
    auto application = TRY(store::load_any_application(tx, id));
    auto const answer = TRY(store::load_answer(tx, id, "identity"));
    if (!answer || answer->version != version || !at_rest(application.state)) return {};
    application.nik = valid(context, valid_nik);
    return store::save_nik(tx, application);
}

}  // namespace mpaspor::app
