#include "app/application/save_section.hpp"

#include "app/application/editable.hpp"
#include "app/payment/price.hpp"
#include "domain/application/products.hpp"
#include "store/applications.hpp"

namespace mpaspor::app {
namespace {

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

}  // namespace mpaspor::app
