#include "gateways/keys.hpp"

#include "base/invariant.hpp"
#include "gateways/connections.hpp"
#include "gateways/file.hpp"
#include "gateways/key_cache.hpp"
#include "gateways/root_key.hpp"
#include "sql/connection.hpp"
#include "store/migrations.hpp"

#include <fcntl.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace mpaspor::gateways {
namespace {

constexpr auto kSchema = std::to_array<store::Migration>({{1, "0001_keys", R"sql(
    CREATE TABLE wrapped_key (
        subject TEXT    NOT NULL,
        year    INTEGER NOT NULL,                      -- UTC, of the key that wraps it
        wrapped {bytes} NOT NULL,
        created {int64} NOT NULL,                      -- UTC, microseconds
        CONSTRAINT wrapped_key_subject PRIMARY KEY (subject)
    ) {clustered};
)sql"}});

constexpr sql::Statement kInsert{"insert_key", R"sql(
    INSERT INTO wrapped_key (subject, year, wrapped, created) VALUES ($1, $2, $3, $4)
    ON CONFLICT (subject) DO NOTHING
    RETURNING year
)sql"};
constexpr sql::Statement kFind{"find_key", R"sql(
    SELECT year, wrapped FROM wrapped_key WHERE subject = $1
)sql"};
constexpr sql::Statement kDelete{"delete_key", R"sql(
    DELETE FROM wrapped_key WHERE subject = $1
)sql"};
constexpr sql::Statement kAny{"any_key", "SELECT 1 FROM wrapped_key LIMIT 1"};
constexpr sql::Statement kEmptyLog{"empty_log", "PRAGMA wal_checkpoint(TRUNCATE)"};

/// The subject of a key that seals nothing: it shows whether the root key is the table's.
constexpr std::string_view kProbe = "root";

/// One writer suits SQLite; a few connections to PostgreSQL suit the threads that ask for keys.
constexpr std::size_t kConnectionsMax = 4;
/// After so many new keys SQLite's log is written back.
constexpr std::uint64_t kKeysPerCheckpoint = 256;

/// As sql::open() tells them apart.
bool is_postgres(KeysSettings const& settings) {
    auto const& address = settings.database;
    return address.contains('=') || address.starts_with("postgresql://") ||
           address.starts_with("postgres://");
}

Result<std::unique_ptr<sql::Connection>> connect(KeysSettings const& settings) {
    if (!is_postgres(settings)) {
        File const made_private{settings.database, O_RDWR | O_CREAT};
        auto connection = TRY(sql::open(settings.database));
        TRY(connection->script("PRAGMA secure_delete = ON"));
        return connection;
    }
    auto connection = TRY(sql::open(settings.database));
    TRY(connection->script("SET search_path = " + settings.schema));
    return connection;
}

/// The table, made when it is not there.
Result<void> prepare(sql::Connection& connection, KeysSettings const& settings, Instant now) {
    if (connection.engine() == sql::Engine::postgres) {
        auto const made = connection.script("CREATE SCHEMA IF NOT EXISTS " + settings.schema);
        // PostgreSQL says so when two servers make it in the same moment: it is there.
        if (!made && made.error().code != Code::constraint_violated) return made;
    }
    return store::migrate(connection, now, kSchema);
}

std::int64_t year_of(Instant at) {
    std::chrono::year_month_day const date{std::chrono::floor<std::chrono::days>(at)};
    return int{date.year()};
}

std::string place_of(std::string_view subject, std::int64_t year) {
    return "key/" + std::to_string(year) + '/' + std::string{subject};
}

class WrappedKeys final : public app::Keys {
public:
    WrappedKeys(KeysSettings const& settings, SecretKey const& root, app::Entropy& entropy,
                app::Clock const& clock)
        : root_(root),
          blind_index_(derive(root, "blind_index")),
          numbers_(derive(root, "numbers")),
          service_(derive(root, "service")),
          proof_signing_(derive(root, "proof_signing")),
          entropy_(entropy),
          clock_(clock),
          connections_([settings] { return connect(settings); },
                       is_postgres(settings) ? kConnectionsMax : 1),
          cache_(kOpenedKeysMax, kOpenedKeyLife) {}

    Result<SecretKey> create(std::string_view subject) override;
    Result<SecretKey> open(std::string_view subject) override;
    Result<void> forget(std::string_view subject) override;

    SecretKey const& blind_index() const override { return blind_index_; }
    SecretKey const& numbers() const override { return numbers_; }
    SecretKey const& service() const override { return service_; }
    SecretKey const& proof_signing() const override { return proof_signing_; }

private:
    SecretKey key_of_year(std::int64_t year) const {
        return derive(root_, "year/" + std::to_string(year));
    }
    Result<SecretKey> find(sql::Connection& connection, std::string_view subject) const;

    SecretKey root_, blind_index_, numbers_, service_, proof_signing_;
    app::Entropy& entropy_;
    app::Clock const& clock_;
    Connections connections_;
    KeyCache cache_;
    std::atomic<std::uint64_t> created_ = 0;
};

Result<SecretKey> WrappedKeys::find(sql::Connection& connection, std::string_view subject) const {
    auto const rows = TRY(connection.run(kFind, {subject}));
    if (rows.empty()) return fail(Code::application_not_found, "no key");
    auto const year = rows[0].integer(0);
    auto const key = TRY(open_sealed(key_of_year(year), place_of(subject, year), rows[0].bytes(1)));
    if (key.size() != SecretKey::kSize) return fail(Code::internal, "not a key");
    return SecretKey{std::span{key}.first<SecretKey::kSize>()};
}

Result<SecretKey> WrappedKeys::create(std::string_view subject) {
    INVARIANT(!subject.empty());
    if (auto key = cache_.find(subject, std::chrono::steady_clock::now())) return *key;
    auto const now = clock_.now();
    auto const year = year_of(now);
    std::array<std::byte, SecretKey::kSize> random;
    Nonce nonce;
    entropy_.fill(random);
    entropy_.fill(nonce);
    SecretKey const fresh{random};
    auto const wrapped = seal(key_of_year(year), nonce, place_of(subject, year), fresh.bytes());
    auto const forgettings = cache_.forgettings();
    auto const store = [&](sql::Connection& connection) -> Result<SecretKey> {
        auto const created = now.time_since_epoch().count();
        auto const mine = TRY(connection.run(
            kInsert, {subject, year, std::span<std::byte const>{wrapped}, std::int64_t{created}}));
        if (++created_ % kKeysPerCheckpoint == 0) TRY(sql::checkpoint(connection));
        if (!mine.empty()) return fresh;
        return find(connection, subject);
    };
    auto const key = TRY(connections_.with(store));
    cache_.add(subject, key, std::chrono::steady_clock::now(), forgettings);
    return key;
}

Result<SecretKey> WrappedKeys::open(std::string_view subject) {
    if (auto key = cache_.find(subject, std::chrono::steady_clock::now())) return *key;
    auto const forgettings = cache_.forgettings();
    auto const key = TRY(
        connections_.with([&](sql::Connection& connection) { return find(connection, subject); }));
    cache_.add(subject, key, std::chrono::steady_clock::now(), forgettings);
    return key;
}

Result<void> WrappedKeys::forget(std::string_view subject) {
    auto const destroy = [&](sql::Connection& connection) -> Result<void> {
        TRY(connection.run(kDelete, {subject}));
        if (connection.engine() != sql::Engine::sqlite) return {};
        // The log still holds the row as it was written.
        auto const emptied = TRY(connection.run(kEmptyLog, {}));
        if (emptied.at(0).integer(0) == 0) return {};
        return fail(Code::storage_conflict, "empty_log: another program reads the keys");
    };
    auto const destroyed = connections_.with(destroy);
    cache_.forget(subject);
    return destroyed;
}

/// A missing root key is made only where nothing was wrapped yet.
Result<SecretKey> root_key_for(sql::Connection& connection, std::string const& path,
                               app::Entropy& entropy) {
    auto const stored = TRY(load_root_key(path));
    if (stored) return *stored;
    auto const any = TRY(connection.run(kAny, {}));
    if (any.empty()) return make_root_key(path, entropy);
    return fail(Code::bad_configuration,
                "root key " + path + " is missing, and there are keys that only it opens");
}

}  // namespace

Result<std::unique_ptr<app::Keys>> open_keys(KeysSettings settings, app::Entropy& entropy,
                                             app::Clock const& clock) {
    if (settings.schema.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789") !=
        std::string::npos) {
        return fail(Code::bad_configuration, "the schema of the keys is not a plain name");
    }
    auto const connection = TRY(connect(settings));
    TRY(prepare(*connection, settings, clock.now()));
    auto const root = TRY(root_key_for(*connection, settings.root_key, entropy));
    auto keys = std::make_unique<WrappedKeys>(settings, root, entropy, clock);
    auto const probe = keys->create(kProbe);
    if (!probe && probe.error().code == Code::internal) {
        return fail(Code::bad_configuration,
                    "root key " + settings.root_key + " is not the one of these keys");
    }
    if (!probe) return std::unexpected{probe.error()};
    return keys;
}

}  // namespace mpaspor::gateways
