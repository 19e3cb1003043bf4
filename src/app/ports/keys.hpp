#pragma once

#include "base/crypto.hpp"
#include "base/error.hpp"
#include "base/types.hpp"

#include <string_view>

namespace mpaspor::app {

/// The keys under which everything about a person is sealed (design: one per application, account
/// or document, wrapped by a key per year, kept apart from the data so that destroying one forgets
/// a person in old backups too). Any thread. open() blocks for a small read, the others until the
/// disk has it: create() is called before the queue of the executor, not inside a transaction.
///
/// Implementation: gateways/keys.
class Keys {
public:
    virtual ~Keys() = default;

    /// Makes and durably stores the key of `subject`, such as "application/17", before the first
    /// thing sealed under it commits. Made already: gives that one.
    /// Errors: storage_unavailable, storage_broken.
    virtual Result<SecretKey> create(std::string_view subject) = 0;
    /// Errors: application_not_found (never made, or destroyed), storage_unavailable.
    virtual Result<SecretKey> open(std::string_view subject) = 0;
    /// Destroys it: what was sealed under it is unreadable from now on, on other servers at the
    /// latest after a minute. Fine when there is none. Errors: storage_unavailable, storage_broken.
    virtual Result<void> forget(std::string_view subject) = 0;

    /// Keys of the whole service, the same for every server on one database and for its whole life.
    virtual SecretKey const& blind_index() const = 0;    ///< HMAC of NIKs and contacts.
    virtual SecretKey const& numbers() const = 0;        ///< Public numbers and billing codes.
    virtual SecretKey const& service() const = 0;        ///< Seals what belongs to no one person.
    virtual SecretKey const& proof_signing() const = 0;  ///< What the seeds of proofs come from.
};

}  // namespace mpaspor::app
