#pragma once

#include "app/pool.hpp"
#include "sql/connection.hpp"

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace mpaspor::app {

/// Reads, beside the writer and never through it: a few threads with a connection each. What a
/// query sees was committed; on SQLite each sees one moment of its own.
class Readers {
public:
    using Connect = std::function<Result<std::unique_ptr<sql::Connection>>()>;
    template <typename T>
    using Query = std::move_only_function<Result<T>(sql::Transaction&)>;
    template <typename T>
    using Answer = std::move_only_function<void(Result<T>)>;

    static constexpr std::size_t kWaitingMax = 4096;

    Readers(std::size_t threads, Connect connect)
        : connect_(std::move(connect)), connections_(threads), pool_(threads, kWaitingMax) {}

    /// Any thread. `answer` is called once: on a reader's thread, or at once with busy or
    /// shutting_down. Errors added to those of the query: storage_unavailable, internal (it threw).
    template <typename T>
    void read(Query<T> query, Answer<T> answer) {
        // Shared by the pool's work and by this function, which answers when the pool refuses.
        auto const kept = std::make_shared<Answer<T>>(std::move(answer));
        auto const taken =
            pool_.submit([this, query = std::move(query), kept](std::size_t thread) mutable {
                (*kept)(run<T>(thread, query));
            });
        if (!taken) (*kept)(std::unexpected(taken.error()));
    }

    void stop() { pool_.stop(); }
    std::size_t waiting() const { return pool_.waiting(); }

private:
    template <typename T>
    Result<T> run(std::size_t thread, Query<T>& query) {
        auto& connection = connections_[thread];
        if (!connection) {
            auto opened = connect_();
            if (!opened) return std::unexpected(opened.error());
            connection = *std::move(opened);
        }
        auto result = ask<T>(*connection, query);
        bool const lost = !result && (result.error().code == Code::storage_unavailable ||
                                      result.error().code == Code::storage_broken);
        if (lost) connection.reset();
        return result;
    }

    template <typename T>
    static Result<T> ask(sql::Connection& connection, Query<T>& query) {
        auto const begun = connection.begin();
        if (!begun) return std::unexpected(begun.error());
        sql::Transaction tx{connection};
        auto result = attempt<T>(tx, query);
        std::ignore = connection.rollback();  // Nothing was written; a lost connection shows later.
        return result;
    }

    template <typename T>
    static Result<T> attempt(sql::Transaction& tx, Query<T>& query) {
        try {
            return query(tx);
        } catch (...) {
            return fail(Code::internal, "a query threw");
        }
    }

    Connect connect_;
    std::vector<std::unique_ptr<sql::Connection>> connections_;  ///< One per thread of the pool.
    Pool pool_;
};

}  // namespace mpaspor::app
