#pragma once
/// Stage 1: what the civil registry is asked and what becomes of its answer (002-S1, 002-F5, D9).

#include "app/application/save_section.hpp"
#include "app/context.hpp"
#include "app/sealing.hpp"
#include "base/crypto.hpp"
#include "domain/identity/registry_answer.hpp"
#include "sql/connection.hpp"
#include "store/nik_checks.hpp"

#include <optional>

namespace mpaspor::app {

/// Stage 1, first half: counts one more try of this NIK today (D9) and finds out whether it may be
/// asked for at all. Saving again while the registry has not answered about this NIK is the same
/// try: nobody has learned anything from it.
/// Errors: application_not_found, not_allowed_in_state (a NIK is not changed under a place),
/// nik_tries_exhausted.
Result<void> begin_nik_check(sql::Transaction& tx, Context const& context,
                             ApplicationId application, Digest const& nik_index);

/// Stage 1, second half: what the applicant said, and, where the registry found it VALID, the NIK.
/// Anything else takes away the NIK that was VALID before.
struct RecordNikCheck {
    SaveSection section;
    std::optional<Digest> valid_nik = {};
    bool pending = false;  ///< The registry did not answer: ask again later, from the outbox.
    Digest nik_index{};    ///< Blind, of what it was asked about.
    Bytes answer = {};     ///< Sealed for store::nik_check_place; empty while pending.
    /// The section says what it said before. A check that was VALID then counts on while the
    /// registry is silent: verifying again before it ends costs nothing (D9).
    bool unchanged = false;
};
struct NikRecorded {
    std::int64_t version;
    std::optional<Instant> valid_until = {};
};
Result<NikRecorded> record_nik_check(sql::Transaction& tx, Context const& context,
                                     RecordNikCheck const& input);

/// The identity section that waits for the registry's answer; nothing when none does any more. A
/// query, for the job.
Result<std::optional<store::Answer>> open_nik_check(sql::Transaction& tx,
                                                    ApplicationId application);

/// The registry answered later, for one version of the identity section. The applicant is told,
/// also of a mismatch. Does nothing when the applicant has saved another version since, or it was
/// answered already. The owner need not be there.
struct LateNikAnswer {
    ApplicationId application;
    std::int64_t version = 0;
    std::optional<Digest> valid_nik = {};
    Bytes answer = {};  ///< Sealed.
};
Result<void> settle_pending_nik(sql::Transaction& tx, Context const& context,
                                LateNikAnswer const& input);

/// Nobody will ask the registry any more: the applicant is asked to save stage 1 again.
Result<void> give_up_nik_check(sql::Transaction& tx, Context const& context,
                               ApplicationId application);

/// The registry's answer as it is sealed: its status, its reference, and match or no match per
/// field; never its record (3.3).
Answers answers_of(identity::RegistryAnswer const& answer);
/// Errors: internal (not what answers_of made).
Result<identity::RegistryAnswer> registry_answer(Answers const& kept);

}  // namespace mpaspor::app
