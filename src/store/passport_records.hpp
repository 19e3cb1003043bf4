#pragma once

#include "base/crypto.hpp"
#include "domain/application/assessment.hpp"
#include "sql/connection.hpp"

#include <optional>
#include <string>

namespace mpaspor::store {

/// What the issuing system was asked about the NIK of an application, and what it said (D10).
struct PassportCheck {
    ApplicationId application;
    Digest nik_index{};  ///< Blind.
    application::PassportRecord state = application::PassportRecord::pending;
    Instant asked_at = {};  ///< Since then billing waits.
    std::optional<Instant> answered_at = {};
    /// A known passport, under the application's key, at passport_record_place(). Else empty.
    Bytes sealed = {};
};

std::string passport_record_place(ApplicationId id);

/// Of the NIK that is VALID now; `pending` while there is none, or nobody asked about it.
Result<application::PassportRecord> passport_record(sql::Transaction& tx, ApplicationId id);

/// The last one, whatever NIK it was asked about.
Result<std::optional<PassportCheck>> load_passport_check(sql::Transaction& tx, ApplicationId id);
/// A new question, in place of the one before.
Result<void> ask_passport(sql::Transaction& tx, PassportCheck const& check);
/// Writes the answer to a question that has none yet, also where it was given up meanwhile. False
/// when there is one, or the question was about another NIK.
Result<bool> answer_passport(sql::Transaction& tx, PassportCheck const& check);
/// From pending to unavailable. False when it was not pending any more.
Result<bool> give_up_passport(sql::Transaction& tx, ApplicationId id);

}  // namespace mpaspor::store
