#include "sql/connection.hpp"
#include "sql/postgres_values.hpp"
#include "sql/statement_cache.hpp"

#include <libpq-fe.h>

#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace mpaspor::sql {
namespace {

struct Finish {
    void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct Clear {
    void operator()(PGresult* result) const { PQclear(result); }
};
struct FreeOptions {
    void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
using Answer = std::unique_ptr<PGresult, Clear>;

/// Whoever waits longer for a lock is told of a conflict, as SQLite's busy timeout does; a
/// transaction that its client has forgotten does not keep its locks for ever.
constexpr std::string_view kSession = R"sql(
    SET TIME ZONE 'UTC';
    SET bytea_output = 'hex';
    SET default_transaction_isolation = 'read committed';
    SET lock_timeout = '5s';
    SET statement_timeout = '30s';
    SET idle_in_transaction_session_timeout = '60s'
)sql";
constexpr Statement kDurability{"durability", "SHOW synchronous_commit"};

bool succeeded(Answer const& answer) {
    auto const status = PQresultStatus(answer.get());
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

constexpr std::string_view kLockNotAvailable = "55P03", kQueryCanceled = "57014",
                           kCompletionUnknown = "40003", kReadOnlyTransaction = "25006",
                           kWrongNumberOfArguments = "08P01", kNotInRepertoire = "22021";

/// https://www.postgresql.org/docs/15/errcodes-appendix.html
Code code_of(std::string_view state) {
    if (state == kLockNotAvailable || state == kQueryCanceled) return Code::storage_conflict;
    if (state == kCompletionUnknown) return Code::outcome_unknown;
    // After a failover the server may have become a standby: another one is to be looked for.
    if (state == kReadOnlyTransaction) return Code::storage_unavailable;
    if (state == kWrongNumberOfArguments) return Code::storage_misused;
    if (state == kNotInRepertoire) return Code::malformed_text;
    if (state.starts_with("23")) return Code::constraint_violated;
    if (state.starts_with("40")) return Code::storage_conflict;
    // No connection, no room, or the server stops.
    for (std::string_view const group : {"08", "53", "57P"}) {
        if (state.starts_with(group)) return Code::storage_unavailable;
    }
    if (state.starts_with("58") || state.starts_with("XX")) return Code::storage_broken;
    return Code::storage_misused;
}

std::string field(Answer const& answer, int which) {
    char const* const text = PQresultErrorField(answer.get(), which);
    return text == nullptr ? "" : text;
}

class Postgres final : public Connection {
public:
    explicit Postgres(std::unique_ptr<PGconn, Finish> connection)
        : connection_(std::move(connection)) {
        // By default notices go to stderr, and they may hold values.
        PQsetNoticeReceiver(connection_.get(), &Postgres::note, this);
    }
    Postgres(Postgres const&) = delete;
    Postgres& operator=(Postgres const&) = delete;

    Engine engine() const override { return Engine::postgres; }

    Result<Rows> run(Statement const& statement,
                     std::initializer_list<Argument> arguments) override {
        TRY(arguments_.fill(statement, arguments));
        std::string const* const name = TRY(prepare(statement));
        Answer const answer{PQexecPrepared(connection_.get(), name->c_str(), arguments_.count(),
                                           arguments_.values(), arguments_.lengths(),
                                           arguments_.formats(), 0)};
        if (!succeeded(answer)) return failure(statement.name, answer);
        return rows_of(answer.get());
    }

    Result<void> script(std::string_view text) override {
        return execute("script", std::string{text}.c_str());
    }

    Result<void> begin() override {
        auto const state = PQtransactionStatus(connection_.get());
        if (state == PQTRANS_INTRANS || state == PQTRANS_INERROR) {  // To PostgreSQL, a warning.
            return fail(Code::storage_misused, "begin: within a transaction");
        }
        return execute("begin", "BEGIN");
    }

    Result<void> commit() override {
        if (PQtransactionStatus(connection_.get()) == PQTRANS_IDLE) {  // To PostgreSQL, a warning.
            return fail(Code::storage_misused, "commit: no transaction");
        }
        if (lost()) return fail(Code::storage_unavailable, "commit: connection lost before");
        warned_ = false;
        Answer const answer{PQexec(connection_.get(), "COMMIT")};
        if (lost()) return fail(Code::outcome_unknown, "commit: connection lost");
        if (!succeeded(answer)) return failure("commit", answer);
        if (std::string_view{PQcmdStatus(answer.get())} != "COMMIT") {  // Rolled back: no error.
            return fail(Code::storage_misused, "commit: of a failed transaction");
        }
        // The wait for the standbys was cancelled: done here, and gone if this server is.
        if (warned_) return fail(Code::outcome_unknown, "commit: not known to be replicated");
        return {};
    }

    Result<void> rollback() override {
        if (PQtransactionStatus(connection_.get()) == PQTRANS_IDLE) return {};
        return execute("rollback", "ROLLBACK");
    }

private:
    static void note(void* self, PGresult const* notice) {
        char const* const state = PQresultErrorField(notice, PG_DIAG_SQLSTATE);
        if (state != nullptr && std::string_view{state}.starts_with("01")) {
            static_cast<Postgres*>(self)->warned_ = true;
        }
    }

    bool lost() const { return PQstatus(connection_.get()) != CONNECTION_OK; }

    Result<void> execute(std::string_view name, char const* text) {
        Answer const answer{PQexec(connection_.get(), text)};
        if (!succeeded(answer)) return failure(name, answer);
        return {};
    }

    Result<std::string const*> prepare(Statement const& statement) {
        if (auto const* known = prepared_.find(statement.text)) return known;
        // In a failed transaction PostgreSQL takes a ROLLBACK to prepare, but no DEALLOCATE.
        if (PQtransactionStatus(connection_.get()) != PQTRANS_INERROR) {
            if (auto const old = prepared_.make_room()) {
                TRY(execute(statement.name, ("DEALLOCATE " + *old).c_str()));
            }
        }
        auto name = "s" + std::to_string(++names_);
        Answer const answer{PQprepare(connection_.get(), name.c_str(),
                                      std::string{statement.text}.c_str(), 0, nullptr)};
        if (!succeeded(answer)) return failure(statement.name, answer);
        return prepared_.add(statement.text, std::move(name));
    }

    /// PostgreSQL's words can hold what an applicant typed, so only codes and names are kept.
    std::unexpected<Error> failure(std::string_view name, Answer const& answer) const {
        if (lost()) {
            return fail(Code::storage_unavailable, std::string{name} + ": connection lost");
        }
        auto const state = field(answer, PG_DIAG_SQLSTATE);
        Error error{.code = code_of(state), .detail = std::string{name} + ": " + state};
        if (error.code == Code::constraint_violated) {
            error.constraint = field(answer, PG_DIAG_CONSTRAINT_NAME);
            if (error.constraint.empty()) {  // NOT NULL has no name.
                error.constraint =
                    field(answer, PG_DIAG_TABLE_NAME) + '_' + field(answer, PG_DIAG_COLUMN_NAME);
            }
            error.detail += ' ' + error.constraint;
        }
        return std::unexpected(std::move(error));
    }

    std::unique_ptr<PGconn, Finish> connection_;
    StatementCache<std::string> prepared_;  ///< To the name that the server knows it by.
    std::uint64_t names_ = 0;
    PostgresArguments arguments_;
    bool warned_ = false;  ///< By the server, since it was last set to false.
};

/// Nothing in it waits for ever on a server that has vanished. What `address` says of these wins;
/// only the encoding is not negotiable.
std::unique_ptr<PGconn, Finish> connect(std::string const& address) {
    std::array<char const*, 8> const names{
        "connect_timeout",  "tcp_user_timeout", "keepalives_idle", "keepalives_interval",
        "application_name", "dbname",           "client_encoding", nullptr};
    std::array<char const*, 8> const values{"10",      "15000",         "10",   "5",
                                            "mpaspor", address.c_str(), "UTF8", nullptr};
    return std::unique_ptr<PGconn, Finish>{PQconnectdbParams(names.data(), values.data(), 1)};
}

}  // namespace

Result<std::unique_ptr<Connection>> open_postgres(std::string const& address) {
    // Of an address that it cannot read libpq repeats parts, which may be the password.
    std::unique_ptr<PQconninfoOption, FreeOptions> const readable{
        PQconninfoParse(address.c_str(), nullptr)};
    if (readable == nullptr) return fail(Code::storage_misused, "open: address cannot be read");

    auto raw = connect(address);
    if (PQstatus(raw.get()) != CONNECTION_OK) {
        return fail(Code::storage_unavailable, PQerrorMessage(raw.get()));
    }
    auto connection = std::make_unique<Postgres>(std::move(raw));
    TRY(connection->script(kSession));
    Rows const durability = TRY(connection->run(kDurability, {}));
    if (durability.at(0).text(0) == "off") {
        return fail(Code::storage_misused, "open: synchronous_commit is off");
    }
    return connection;
}

}  // namespace mpaspor::sql
