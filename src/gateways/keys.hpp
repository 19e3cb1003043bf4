#pragma once

#include "app/ports/clock.hpp"
#include "app/ports/entropy.hpp"
#include "app/ports/keys.hpp"
#include "base/error.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

namespace mpaspor::gateways {

/// Keys at hand in memory, and how long a key that another server destroyed may live on here.
inline constexpr std::size_t kOpenedKeysMax = 4096;
inline constexpr std::chrono::seconds kOpenedKeyLife{60};

struct KeysSettings {
    /// A SQLite file of its own (DIR/keys.db), or the address of PostgreSQL.
    std::string database;
    /// DIR/root.key: 32 bytes, 0600. Made at the first start, never again: servers that share a
    /// database are given the same file.
    std::string root_key;
    /// Of PostgreSQL. Ordinary dumps of the service's tables leave it out.
    std::string schema = "mpaspor_keys";
};

/// Keys as app/ports/keys.hpp wants them: random data keys, one a subject, in a table of their own,
/// each sealed under the key of its year, which follows from the root key. A row that is moved to
/// another subject or year does not open.
///
/// What a copy means. Of the table alone: nothing can be read with it. Of the root key alone:
/// nothing either. Of both: everything that was not yet forgotten when the table was copied. So
/// the root key is kept apart from all backups (on paper, or at another office), and backups of the
/// table have a short life of their own (30 days): a person is forgotten for good when the last
/// of them from before is gone. Without the root key no backup is worth anything.
///
/// SQLite overwrites a destroyed row and empties its log at once. PostgreSQL does so when it
/// vacuums; its archived log is a copy of the table in the sense above.
///
/// Errors: bad_configuration (the root key is missing, open to others, or not the one under which
/// the table was written), those of sql::open.
Result<std::unique_ptr<app::Keys>> open_keys(KeysSettings settings, app::Entropy& entropy,
                                             app::Clock const& clock);

}  // namespace mpaspor::gateways
