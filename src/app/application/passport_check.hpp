#pragma once
/// Whether the applicant had a passport before: the issuing system is asked in the background, and
/// billing waits for it (D10), since the wrong type costs people their fee (R6).

#include "app/context.hpp"
#include "app/sealing.hpp"
#include "base/crypto.hpp"
#include "domain/application/known_passport.hpp"
#include "sql/connection.hpp"
#include "store/answers.hpp"
#include "store/applications.hpp"
#include "store/passport_records.hpp"

#include <optional>
#include <string>

namespace mpaspor::app {

/// The NIK of `application` is VALID since now: unless the issuing system has answered about it
/// already, and not too long ago, it is asked from the outbox, and billing waits again.
Result<void> ask_issuing_system(sql::Transaction& tx, Context const& context,
                                store::Application const& application);

/// What the job has to know when it asks, sealed as it is kept.
struct OpenPassportCheck {
    store::PassportCheck check;
    store::Answer identity;  ///< With the NIK.
    store::Answer history;  ///< Where the applicant says whether there was one; version 0: not yet.
};
/// Nothing when nobody waits for the answer any more. A query. Errors: application_not_found.
Result<std::optional<OpenPassportCheck>> open_passport_check(sql::Transaction& tx,
                                                             ApplicationId application);

/// Whether that section says that there never was a passport.
bool says_never(Answers const& history);

struct PassportAnswer {
    ApplicationId application;
    Digest nik_index{};  ///< Blind, of what was asked about.
    bool known = false;
    Bytes sealed = {};  ///< Of a known one, for store::passport_record_place.
    /// Whether the applicant says that there never was one, in this version of this section; 0
    /// when it was never saved.
    bool said_never = false;
    std::string section = {};
    std::int64_t section_version = 0;
};
/// The answer came. Who said "never" of a passport that is known hears of it, with the warning that
/// a fee paid for the wrong type is not returned (R6). The draft is to be looked at again before
/// anything rests on it. Does nothing when there is an answer already, or the NIK is another by
/// now. Errors: application_not_found, section_changed (look again at what the applicant says).
Result<void> record_passport_answer(sql::Transaction& tx, Context const& context,
                                    PassportAnswer const& input);

/// The issuing system did not answer. After the limit of the settings the applicant's own answer
/// counts, and an audit row flags it for the officer (D10).
Result<void> passport_unanswered(sql::Transaction& tx, Context const& context,
                                 ApplicationId application);

/// Whether billing has waited as long as the settings say.
bool waited_enough(store::PassportCheck const& check, Context const& context);

/// Asked before a bill is made. Errors: passport_check_pending.
Result<void> passport_checked(sql::Transaction& tx, Context const& context,
                              store::Application const& application);

/// A known passport as it is sealed.
Answers answers_of(application::KnownPassport const& passport);
/// Errors: internal (not what answers_of made).
Result<application::KnownPassport> known_passport(Answers const& kept);

}  // namespace mpaspor::app
