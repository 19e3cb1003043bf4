#pragma once
/// Deleting what was filled in, and what is asked before (docs/adr/0010).

#include "domain/office/request.hpp"
#include "sql/connection.hpp"
#include "store/applications.hpp"

#include <string>
#include <vector>

namespace mpaspor::store {

/// What decides whether an application may go.
struct Traces {
    bool had_bill = false;
    bool had_money = false;     ///< A payment has an outcome, whichever.
    bool open_request = false;  ///< An office is to decide about a claim or recovery made with it.
    Instant touched;            ///< The last change of its state, of an answer or of a document.
};
Result<Traces> load_traces(sql::Transaction& tx, ApplicationId id);

/// Deletes the requests made with an application that nobody has decided, with what they showed.
struct TakenRequest {
    RequestId id;
    std::int64_t version = 0;
};
Result<std::vector<TakenRequest>> take_open_requests(sql::Transaction& tx, ApplicationId id);

/// Deletes answers, what registries said, documents, marks of the person and what waits in the
/// outbox to be asked or told, and says so in the row, which stays with its number. Uploads go too
/// that no other application of the account has and no open claim shows: gives what they lay in
/// (Upload::blob), to be removed after the commit like the application's key.
Result<std::vector<std::string>> delete_content(sql::Transaction& tx,
                                                Application const& application, Instant now);

/// Of an account that is about to go, for the transaction alone. Errors: not_signed_in.
Result<std::int64_t> lock_account(sql::Transaction& tx, AccountId id);
/// Applications of the account that stand in the way: live, or with money. At most `most`.
Result<std::vector<ApplicationId>> in_the_way(sql::Transaction& tx, AccountId id, int most);
/// Whether somebody asks an office for this account, and nobody has decided.
Result<bool> is_asked_for(sql::Transaction& tx, AccountId id);
/// Applications of the account whose content is there still, at most `most`.
Result<std::vector<ApplicationId>> not_erased(sql::Transaction& tx, AccountId id, int most);
/// Deletes the account's row and what hangs on it. What is left of its applications, and of its
/// requests that were decided, belongs to nobody. Gives what its uploads and unfinished ones lay
/// in. Errors: storage_conflict, when something new hangs on it.
Result<std::vector<std::string>> delete_account(sql::Transaction& tx, AccountId id);

}  // namespace mpaspor::store
