#pragma once
/// Sections of a draft: what revise_draft.hpp does about each, and nobody else, since a draft
/// changes only together with what it then amounts to.

#include "app/context.hpp"
#include "base/crypto.hpp"
#include "domain/application/products.hpp"
#include "domain/payment/tariff.hpp"
#include "sql/connection.hpp"
#include "store/answers.hpp"

#include <optional>

namespace mpaspor::app {

struct SaveSection {
    ApplicationId application;
    store::Answer answer;  ///< Sealed; its version is the one after that which it replaces.
};

/// An applicant saves a section: while it is a draft, after it expired, or while a place is held
/// and the answers are checked. Gives the version saved.
/// Errors: application_not_found, not_allowed_in_state, section_changed.
Result<std::int64_t> save_section(sql::Transaction& tx, Context const& context,
                                  SaveSection const& input);

/// What is plain about stage 5, beside its sealed section.
struct SaveProduct {
    SaveSection section;
    application::Type type;
    application::Product product;
    int validity_years;
    bool accelerated = false;
};
struct SavedProduct {
    std::int64_t version;
    payment::Price price;  ///< As of now: shown before anything is held.
};
/// Stage 5 (002-S5). Errors: those of save_section, type_not_online (000-11), tariff_unknown,
/// accelerated_not_offered (for this type, 6.4), not_allowed_in_state (a place that is held is of
/// the accelerated service or not: release it first).
Result<SavedProduct> save_product(sql::Transaction& tx, Context const& context,
                                  SaveProduct const& input);

}  // namespace mpaspor::app
