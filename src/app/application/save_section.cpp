#include "app/application/save_section.hpp"

#include "app/application/editable.hpp"
#include "domain/application/products.hpp"
#include "store/applications.hpp"
#include "store/tariffs.hpp"

namespace mpaspor::app {

Result<std::int64_t> save_section(sql::Transaction& tx, Context const& context,
                                  SaveSection const& input) {
    TRY(editable(tx, context, input.application));
    TRY(store::save_answer(tx, input.application, input.answer));
    return input.answer.version;
}

Result<SavedProduct> save_product(sql::Transaction& tx, Context const& context,
                                  SaveProduct const& input) {
    auto application = TRY(editable(tx, context, input.section.application));
    if (!application::is_online(input.type)) return refuse(Code::type_not_online, "/type");
    auto const tariffs = TRY(store::tariffs_of(tx, input.product));
    auto const tariff =
        TRY(payment::tariff_for(tariffs, input.product, input.validity_years, context.now));
    application.type = application::to_text(input.type);
    application.product = application::to_text(input.product);
    application.validity_years = input.validity_years;
    TRY(store::save_answer(tx, application.id, input.section.answer));
    TRY(store::save_product(tx, application));
    return SavedProduct{input.section.answer.version, tariff.amount};
}

}  // namespace mpaspor::app
