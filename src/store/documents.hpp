#pragma once

#include "base/crypto.hpp"
#include "sql/connection.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpaspor::store {

/// A file an account has sent, judged, re-encoded and sealed. Known by the keyed hash of what was
/// sent, so that sending it again is no second upload.
struct Upload {
    AccountId account;
    Digest hash;
    std::string blob;  ///< Its name in Blobs; its key's subject is "blob/<name>".
    std::string type;  ///< "jpeg" or "pdf".
    int width = 0, height = 0, pages = 1;
    std::string hints;  ///< Words joined by spaces: "blurred dark".
    Instant created;
};

/// Gives the one that is there already when this account sent the same file before.
/// Errors: not_signed_in (there is no such account any more).
Result<Upload> insert_upload(sql::Transaction& tx, Upload const& upload);
/// Finds it and keeps it for a while longer: until it is over nobody takes it away.
Result<std::optional<Upload>> renew_upload(sql::Transaction& tx, AccountId account,
                                           Digest const& hash, Instant now);
/// The same for what is attached as this kind, if anything is.
Result<void> renew_attached(sql::Transaction& tx, ApplicationId id, std::string_view kind,
                            Instant now);
/// Takes away uploads that no application and no open claim refers to and nobody has touched since
/// `before`, at most `most`, and gives what they lay in.
Result<std::vector<Upload>> take_unused_uploads(sql::Transaction& tx, Instant before, int most);

/// Puts an upload in the place of `kind` of an application, over another one.
Result<void> attach_document(sql::Transaction& tx, ApplicationId id, std::string_view kind,
                             Digest const& hash, Instant now);
/// Errors: document_not_found.
Result<void> remove_document(sql::Transaction& tx, ApplicationId id, std::string_view kind);
/// Errors: document_not_found.
Result<Upload> load_document(sql::Transaction& tx, ApplicationId id, AccountId owner,
                             std::string_view kind);
struct AttachedDocument {
    std::string kind;
    Instant attached;
    Upload upload;
};
/// By kind.
Result<std::vector<AttachedDocument>> documents_of(sql::Transaction& tx, ApplicationId id,
                                                   AccountId owner);
Result<std::vector<std::string>> document_kinds(sql::Transaction& tx, ApplicationId id);

}  // namespace mpaspor::store
