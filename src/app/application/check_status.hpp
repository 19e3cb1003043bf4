#pragma once
/// Where an application stands, for whoever has its number and knows when its applicant was born:
/// families and agents ask at offices for nothing else.

#include "app/account/origin.hpp"
#include "app/context.hpp"
#include "base/crypto.hpp"
#include "domain/application/state.hpp"
#include "sql/connection.hpp"
#include "store/answers.hpp"

#include <optional>

namespace mpaspor::app {

struct AskStatus {
    ApplicationId application;  ///< By its number: there may be none.
    Digest number_index;        ///< Blind, of the number.
    Origin origin;
};

/// What there is to compare the date of birth with.
struct StatusAsked {
    application::PublicState state = application::PublicState::draft;
    std::optional<store::Answer> identity;  ///< Sealed. None: there is no such application.
};

/// Counts the question, whatever comes of it: a few a day about a number, a few an hour from an
/// address. Whether there is such an application, who asks must not see before the date was
/// compared. Errors: too_many_requests (`retry_after_s`), the same for numbers that there are and
/// are not.
Result<StatusAsked> ask_status(sql::Transaction& tx, Context const& context,
                               AskStatus const& input);

}  // namespace mpaspor::app
