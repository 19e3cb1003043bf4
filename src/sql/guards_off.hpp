#pragma once
/// A connection without one of the guards that keep the service's promises: to show that a race run
/// notices. Production refuses the setting that puts it in.

#include "sql/connection.hpp"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

namespace mpaspor::sql {

enum class Guard : std::uint8_t {
    conditional_update,   ///< A seat is taken only where one is free (D3).
    deadline,             ///< A late payment is not in time (D4).
    idempotency,          ///< A repeat is answered from the row of its key.
    version_guard,        ///< A live application is saved over the version that was read.
    draft_revision,       ///< A draft is changed over what it was assessed on.
    answer_after_commit,  ///< The executor's, which takes it from here: no statement differs.
};
using Guards = std::set<Guard>;

/// "conditional_update,deadline". Errors: bad_configuration.
Result<Guards> parse_guards(std::string_view text);

/// Passes everything on but the statements that carry a guard of `off`: those lose it. Matching is
/// by name and by a piece of the text; a statement that has lost that piece is refused as
/// storage_misused, so that no run takes a guard for removed that is still there.
class UnguardedConnection final : public Connection {
public:
    UnguardedConnection(std::unique_ptr<Connection> real, Guards const& off);

    Engine engine() const override { return real_->engine(); }
    Result<Rows> run(Statement const& statement,
                     std::initializer_list<Argument> arguments) override;
    Result<void> script(std::string_view text) override { return real_->script(text); }
    Result<void> begin() override { return real_->begin(); }
    Result<void> commit() override { return real_->commit(); }
    Result<void> rollback() override { return real_->rollback(); }

private:
    struct Change {
        std::string_view guarded, unguarded;
        std::string text = {};  ///< The whole statement without its guard, once it was met.
    };
    std::unique_ptr<Connection> real_;
    std::map<std::string_view, Change> changes_;
};

}  // namespace mpaspor::sql
