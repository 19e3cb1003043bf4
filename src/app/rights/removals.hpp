#pragma once

#include "app/context.hpp"
#include "sql/connection.hpp"

#include <string>
#include <vector>

namespace mpaspor::app {

/// Topics of the outbox: what a deletion leaves outside the database is removed after its commit.
/// Their contents are names of ours, unsealed: they are random or numbers, and tell nothing.
inline constexpr std::string_view kKeyRemoval = "key_removal";    ///< The subject of a key.
inline constexpr std::string_view kBlobRemoval = "blob_removal";  ///< As Upload::blob names it.

/// Whether it is one of them. A removal is tried for ever: nobody else would carry it out.
bool is_removal(std::string_view topic);

/// Puts removals into the outbox, numbered behind the other notices of one request.
class Removals {
public:
    Removals(sql::Transaction& tx, Context const& context) : tx_(tx), context_(context) {}
    Result<void> key(std::string_view subject);
    Result<void> blobs(std::vector<std::string> const& blobs);

private:
    Result<void> enqueue(std::string_view topic, std::string_view name);

    static constexpr int kFirst = 10;
    sql::Transaction& tx_;
    Context const& context_;
    int number_ = kFirst;
};

}  // namespace mpaspor::app
