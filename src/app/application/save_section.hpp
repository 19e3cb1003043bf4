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

/// Stage 1, first half: counts one more try of this NIK today (D9) and finds out whether it may be
/// asked for at all. Errors: application_not_found, not_allowed_in_state (a NIK is not changed
/// under a place), nik_tries_exhausted.
Result<void> begin_nik_check(sql::Transaction& tx, Context const& context,
                             ApplicationId application, Digest const& nik_index);

/// Stage 1, second half: what the applicant said, and, where the registry found it VALID, the NIK.
/// Anything else takes away the NIK that was VALID before.
struct RecordNikCheck {
    SaveSection section;
    std::optional<Digest> valid_nik = {};
    bool pending = false;  ///< The registry did not answer: ask again later, from the outbox.
};
struct NikRecorded {
    std::int64_t version;
    std::optional<Instant> valid_until = {};
};
Result<NikRecorded> record_nik_check(sql::Transaction& tx, Context const& context,
                                     RecordNikCheck const& input);

/// The registry answered later, for version `version` of the identity section. Does nothing when
/// the applicant has changed it since. The owner need not be there.
Result<void> settle_pending_nik(sql::Transaction& tx, Context const& context,
                                ApplicationId application, std::int64_t version,
                                std::optional<Digest> const& valid_nik);

}  // namespace mpaspor::app
